"""Bytes to text: stated first, guessed last and said so, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext import read
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
    if guessed:
        assert len(text) == len(data)
