"""Drafts are read whatever they are written in, and only what claims to be word for word is taken for a quotation."""

from __future__ import annotations

import io
import zipfile

import pytest

from newstext.drafts import quotations_of, read_draft
from newstext.formats.errors import UnreadableError

SAID = "“We want a phone call,” said Mira Holt."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def document(body: str, head: str = "") -> bytes:
    """A Word document with these paragraphs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}"'
            ' Target="word/document.xml"/></Relationships>',
        )
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        parts.writestr("word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SAID.encode(), "draft.txt"),
        (
            f"# Strike\n\n> {SAID.replace('phone', '*phone*').replace('Holt', '[Holt](https://x.example)')}".encode(),
            "d.md",
        ),
        (
            f"<p>{SAID.replace('phone', '<b>phone</b>')}</p><script>“no words of a script”</script>".encode(),
            "draft.html",
        ),
        (document(f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"), "draft.docx"),
    ],
    ids=["text", "Markdown", "HTML", "Word"],
)
def test_every_kind_of_draft_says_the_same(data: bytes, name: str) -> None:
    [quotation] = quotations_of(read_draft(data, name))

    assert quotation.pieces == ("We want a phone call,",)
    assert quotation.speaker == "Mira Holt"


def test_a_tracked_change_of_word_is_read_as_it_will_be() -> None:
    inserted = '<w:ins w:id="1"><w:r><w:t>phone call,” said Mira Holt.</w:t></w:r></w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>letter</w:delText></w:r></w:del>'
    text = read_draft(document(f"<w:p><w:r><w:t>“We want a </w:t></w:r>{deleted}{inserted}</w:p>"), "draft.docx")

    assert text == SAID


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing else",
        document("", head='<!DOCTYPE x [<!ENTITY a "b">]>'),
        document("<w:p>" * 40),
        b"%PDF-1.7",
        b"{\\rtf1 hello}",
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
    ],
    ids=["no archive", "entities", "broken", "PDF", "RTF", "picture"],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^This .+\.$"):
        read_draft(data, "draft.docx")


def test_a_quotation_knows_its_line() -> None:
    assert [quotation.line for quotation in quotations_of(f"One.\n\nTwo.\n\n{SAID}")] == [5]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[Holt](https://x.example/Holt_(pilot)) said", "Holt said"),
        ("[a [Holt](x) b", "[a Holt b"),
        ('![chart](a.png "Ships")', "chart"),
        ("[not a link] (aside)", "[not a link] (aside)"),
    ],
)
def test_a_link_of_markdown_is_its_words(marked: str, words: str) -> None:
    assert read_draft(marked.encode(), "draft.md") == words
