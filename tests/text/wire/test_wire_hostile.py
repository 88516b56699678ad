"""Malicious and damaged bytes: a right answer or one sentence, and soon."""

import importlib
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstext import read
from newstext.article import Article
from newstext.formats import UnreadableError
from newstext.formats.xml import parse, words

SAMPLES = sorted(path for path in (Path(__file__).parents[3] / "sample_data" / "wire").iterdir() if path.is_file())
MODULES = ("wire.anpa", "wire.iptc7901", "wire.newsml_g2", "wire.nitf", "wire.newsml1", "wire.ninjs", "mail.email")
MOST_SECONDS = 8
"""Of CPU. A reader that goes over such a file once for each of its pieces takes hours."""

LAUGHS = "<!DOCTYPE nitf [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
STORY = (
    "<nitf><body><body.head><hedline><hl1>Fog</hl1></hedline></body.head><body.content>{0}</body.content></body></nitf>"
)


def story(text: str) -> bytes:
    return STORY.format(text).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as refused:
        read(data, "wire.bin")
    return str(refused.value)


def is_a_sentence(message: str) -> bool:
    return message[0].isalnum() and message.endswith(".") and "\n" not in message and len(message) < 300


def tried(module: str, data: bytes, name: str) -> list[Article] | str:
    """Read in this process, without the guard; return the articles or the refusal."""
    try:
        articles: list[Article] = importlib.import_module(f"newstext.formats.{module}").read(data, name)
    except UnreadableError as refused:
        return str(refused)
    return articles


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (f"{LAUGHS}]><nitf>&i;</nitf>".encode(), "declares entities"),
        (b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf>&x;</nitf>', "declares entities"),
        (b'<!DOCTYPE nitf [<!ENTITY % x SYSTEM "https://a.example/x.dtd"> %x;]><nitf/>', "declares entities"),
        (b"<nitf>" + b"<block>" * 200_000, "nested too deeply"),
        (story("<em>" * 230 + "fog" + "</em>" * 230), "nested too deeply"),
        (story("x" * 10_500_000), "10 MB"),
        (b"<nitf><body>", "not complete XML"),
        (b"<nitf \x1b[31m></nitf>", "not complete XML"),
        (b"<nitf/>", "no headline and no text"),
        (b"<NewsML/>", "no headline and no text"),
        (b'<packageItem guid="1"><itemRef residref="2"/></packageItem>', "no headline and no text"),
        (b'<conceptItem guid="1"><headline>Fog</headline></conceptItem>', "holds a concept, and no story"),
        (b"\x01ewa031 4 i 214", "holds no text"),
        (b"\x01ewa031 4 i 214\n\x02Fog =\n\nFog ca", "cut short"),
        (b"\x16\x16\x01W0412\x1f", "holds no text"),
        (b"\x16\x16\x01W0412\x1f\n\x02^Fog<\n\t   Fog ca", "cut short"),
        (b"From: a@b.example\nTo: c@d.example\n\n", "it has no text"),
        (b"From: a@b.example\nSubject: x\n" + b"Content-Type: message/rfc822\n\n" * 3000, "messages within messages"),
        (b"From: a@b.example\nSubject: x\nContent-Type: text/html\n\n" + b"<div>" * 200_000, "nested too deeply"),
        (b'{"pubstatus": "usable"}', "no headline and no text"),
        (b'{"pubstatus": "usable", "headline": "Fo', "JSON"),
        (b'{"pubstatus": ' + b"[" * 200_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    message = refusal(data)
    assert says in message
    assert is_a_sentence(message)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("data", [b"", b" \r\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, b"\0" * 5000])
def test_what_is_no_copy_is_refused_even_by_the_reader_that_is_told_to_read_it(data: bytes, module: str) -> None:
    found = tried(module, data, "wire.bin")
    # To a mail program, anything is a message without a header.
    assert is_a_sentence(found) if isinstance(found, str) else module == "mail.email"


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "iso-8859-1", "us-ascii", "ebcdic-9", "koi8-r"])
def test_a_declaration_that_lies_does_no_harm(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + STORY.format("<p>“Café”, naïve</p>")
    (article,) = read(text.encode(), "fog.xml")
    assert (article.body, article.guessed_encoding) == ("“Café”, naïve", None)


def test_bytes_that_no_declaration_fits_are_guessed_and_flagged() -> None:
    data = b'<?xml version="1.0" encoding="utf-8"?>' + story("<p>Q caf\u00e9</p>").replace(b"\xc3\xa9", b"\xe9")
    (article,) = read(data.replace(b"Q", b"\x93Q\x94"), "fog.xml")
    assert (article.body, article.guessed_encoding) == ("“Q” café", "cp1252")


def test_named_characters_need_no_dtd() -> None:
    data = b'<!DOCTYPE nitf SYSTEM "https://nowhere.example/nitf.dtd">' + story("<p>caf&eacute;&nbsp;&LT;p&gt;</p>")
    assert read(data, "fog.xml")[0].body == "café\u00a0<p>"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Fog & Sons", "Fog & Sons"),
        ("Fog &Sons; R&D", "Fog &Sons; R&D"),
        ("fog&#8212;ice&#x2014;", "fog—ice—"),
        ("a\x1b[31mb\x0bc", "a\ufffd[31mb\ufffdc"),
        ("a&#27;b&#0;c&#xD800;d&#99999999;e", "a\ufffdb\ufffdc\ufffdd\ufffde"),
        ("&amp;lt; &lt;p&gt;", "&lt; <p>"),
    ],
)
def test_what_old_systems_forget_to_escape_is_read(written: str, read_as: str) -> None:
    assert read(story(f"<p>{written}</p>"), "fog.xml")[0].body == read_as


def test_an_entity_in_opaque_text_stays_as_written() -> None:
    assert words(parse(b"<p><![CDATA[&eacute; <!ENTITY x>]]><!-- <!ENTITY y> --></p>").root) == "&eacute; <!ENTITY x>"


@pytest.mark.parametrize(
    "data",
    [
        story("<p>" + " " * 500_000 + "</p>"),
        story("<p>" + "\n \t" * 50_000 + "</p>"),
        story("<p>" + "." * 125_000 + "</p>"),
        b"<!--" * 250_000,
        b"<nitf>" + b"<![CDATA[" * 125_000,
        b"\x01ewa031 4 i " * 125_000,
        b"\x01ewa031 4 i 1\n\x02Fog =\n\n" + b"* " * 125_000 + b"x\n\x03",
        b"\x16\x16\x01W0412\x1f\n\x02" + b"^, \n" * 25_000 + b"\x03",
        b"From: " + b"a <b@c.example>," * 50_000 + b"\nSubject: " + b"=?utf-8?q?x?= " * 50_000 + b"\n\nFog",
        b"From: a@b.example\nSubject: x\n\n" + b"word " * 250_000,
    ],
    ids=lambda data: data[:24].decode("latin-1").strip(),
)
def test_what_is_made_to_be_slow_is_not(data: bytes) -> None:
    began = time.process_time()
    for module in MODULES:
        found = tried(module, data, "slow.bin")
        assert isinstance(found, list) or is_a_sentence(found)
    assert time.process_time() - began < MOST_SECONDS


# -- Mutations: every sample, cut, doubled, bent and mixed, through its own reader


def _reader(path: Path) -> str:
    for start, module in (("newsml-g2", "newsml_g2"), ("nitf", "nitf"), ("newsml1", "newsml1"), ("ninjs", "ninjs")):
        if path.name.startswith(start):
            return f"wire.{module}"
    return {".anpa": "wire.anpa", ".7901": "wire.iptc7901", ".eml": "mail.email"}[path.suffix]


def _mutated(data: bytes, rng: random.Random) -> bytes:
    kind, at = rng.randrange(6), rng.randrange(len(data))
    to = min(len(data), at + rng.choice((1, 3, 30, 400)))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[to:]
    if kind == 2:
        return data[:to] + data[at:]
    if kind == 3:
        return data[:at] + rng.randbytes(to - at) + data[to:]
    if kind == 4:
        return data[:at] + rng.choice((b"\0", b"<", b"&x;", b"\x01", b"\x03", b"\xff\xfe", b"\r", b'"')) + data[at:]
    return data[:at] + rng.choice(SAMPLES).read_bytes()[: to - at] + data[at:]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 2**32), st.integers(1, 4))
def test_a_bent_file_is_read_or_refused(path: Path, seed: int, times: int) -> None:
    data = path.read_bytes()
    rng = random.Random(seed)
    for _ in range(times):
        data = _mutated(data, rng) or data
    found = tried(_reader(path), data, path.name)
    if isinstance(found, str):
        assert is_a_sentence(found)
        return
    for article in found:
        article.body.encode()
        assert "\r" not in article.body
        for stated in (article.published, article.updated, article.embargo):
            assert stated is None or stated.instant is None or stated.zoned
