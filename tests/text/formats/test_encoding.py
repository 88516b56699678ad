"""Bytes to text: a stated encoding first, a guess last and reported, nothing lost."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext import read
from newstext.formats import UnreadableError
from newstext.formats.encoding import decode

HEADLINE = "“Türkiye’s offer stands” — ministry"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_told_by_itself(encoding: str) -> None:
    assert decode(HEADLINE.encode(encoding)) == (HEADLINE, None)


def test_a_declared_encoding_is_used_when_the_bytes_keep_to_it() -> None:
    assert decode("Łódź".encode("iso8859-2"), "ISO-8859-2") == ("Łódź", None)


def test_utf8_is_believed_before_a_declaration_that_lies() -> None:
    assert decode(HEADLINE.encode(), "iso-8859-1") == (HEADLINE, None)


def test_copy_that_says_latin1_has_the_quotes_of_cp1252() -> None:
    assert decode(HEADLINE.encode("cp1252"), "iso-8859-1") == (HEADLINE, None)


def test_a_guess_is_flagged_on_the_article() -> None:
    (article,) = read(f"{HEADLINE}\n\nThe café is shut.".encode("cp1252"), "story.txt")
    assert (article.headline, article.guessed_encoding) == (HEADLINE, "cp1252")


@pytest.mark.parametrize("declared", ["rot13", "zip", "unicode_escape", "idna", "no-such", "\x00", "utf-7"])
def test_a_declaration_that_is_no_encoding_of_text_is_passed_over(declared: str) -> None:
    assert decode(b"caf\xe9", declared) == ("café", "cp1252")


@given(st.binary(), st.none() | st.text())
def test_any_bytes_are_some_text(data: bytes, declared: str | None) -> None:
    text, guessed = decode(data, declared)
    if guessed == "cp1252":
        assert len(text) == len(data)


@pytest.mark.parametrize(
    ("declared", "written_in", "words"),
    [
        ("gb2312", "gb18030", "总理朱镕基说：“四百€。”"),
        ("GBK", "gb18030", "㐀 is rare"),
        ("x-gbk", "gb18030", "渡轮停航"),
        ("shift_jis", "cp932", "①番ふ頭の髙橋船長"),
        ("x-sjis", "cp932", "髙橋"),
        ("euc-kr", "cp949", "뷁 선장"),
        ("ks_c_5601-1987", "cp949", "뷁"),
        ("euc-jp", "euc_jis_2004", "①番ふ頭"),
        ("big5", "big5hkscs", "渡輪喺碼頭"),
        ("iso-8859-9", "cp1254", "“İskele”"),
        ("tis-620", "cp874", "“เรือ”"),
        ("koi8-r", "koi8-r", "Паром стоит"),
        ("x-cp1251", "cp1251", "Паром стоит"),
    ],
)
def test_a_label_means_what_it_means_on_the_web(declared: str, written_in: str, words: str) -> None:
    assert decode(words.encode(written_in), declared) == (words, None)


@pytest.mark.parametrize(
    ("declared", "written_in", "words"),
    [
        ("ISO-2022-JP", "iso2022_jp", "船長は「舵がまったく利かなかった」と述べた。"),
        ("csISO2022JP", "iso2022_jp", "船長"),
        ("iso-2022-kr", "iso2022_kr", "선장은 말했다"),
        ("hz-gb-2312", "hz", "渡轮停航"),
        ("utf-7", "utf-7", "“We had no steering,” captain Idris Moll said."),
    ],
)
def test_a_declared_7_bit_encoding_is_not_taken_for_utf8(declared: str, written_in: str, words: str) -> None:
    assert decode(words.encode(written_in), declared) == (words, None)


def test_a_7_bit_encoding_is_declared_in_vain_where_there_are_8_bits() -> None:
    assert decode("“Ö”".encode(), "utf-7") == ("“Ö”", None)


def test_japanese_escapes_are_known_without_a_declaration_and_said_to_be_a_guess() -> None:
    assert decode("船長は述べた".encode("iso2022_jp")) == ("船長は述べた", "iso2022_jp")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", [HEADLINE, "Паром стоит у причала, сказал капитан Молл."])
def test_utf16_without_a_mark_is_read_and_said_to_be_a_guess(encoding: str, words: str) -> None:
    (article,) = read(f"{words}\n\nThe harbour is shut for the night.".encode(encoding), "story.txt")
    assert (article.headline or article.body.split("\n")[0], article.guessed_encoding) == (words, encoding)


def test_a_person_can_say_which_encoding_it_is() -> None:
    mac = f"{HEADLINE}\n\nThe café is shut.".encode("mac_roman")
    (article,) = read(mac, "story.txt", encoding="macintosh")
    assert (article.headline, article.body, article.guessed_encoding) == (HEADLINE, "The café is shut.", None)
    with pytest.raises(UnreadableError, match="not in the encoding utf-8"):
        read(mac, "story.txt", encoding="utf-8")
    with pytest.raises(ValueError, match="There is no encoding 'klingon'"):
        read(mac, "story.txt", encoding="klingon")


def test_a_page_in_a_saved_bundle_may_state_its_encoding_there_alone() -> None:
    page = "<html><body><p>总理朱镕基说</p></body></html>".encode("gb18030")
    head = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://port.example/a\r\nMIME-Version: 1.0\r\n"
    part = b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    (article,) = read(head + part + page, "page.mhtml")
    assert (article.body, article.guessed_encoding) == ("总理朱镕基说", None)


def test_a_mail_header_in_japanese_is_read() -> None:
    subject = b"=?ISO-2022-JP?B?" + base64.b64encode("船長は述べた".encode("iso2022_jp")) + b"?="
    (article,) = read(b"From: a@port.example\r\nSubject: " + subject + b"\r\n\r\nThe ferry stopped.\r\n", "a.eml")
    assert article.headline == "船長は述べた"


def test_a_broken_byte_in_utf8_spoils_no_other_character() -> None:
    text, guessed = decode("Die Fähre für Örö läuft ".encode() + b"\x93aus\x94" + " – müde".encode())
    assert (text, guessed) == ("Die Fähre für Örö läuft “aus” – müde", "utf-8, in part cp1252")
    assert decode(b"caf\xe9 na\xefve")[1] == "cp1252"
