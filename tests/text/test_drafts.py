"""Drafts in every file format, and only words that claim to be verbatim count as quotations."""

from __future__ import annotations

import io
import zipfile

import pytest

from newstext import draft_quotations as drafts
from newstext.draft_quotations import quotations_of
from newstext.drafts import read_draft
from newstext.formats.errors import UnreadableError
from tests.text.formats.document_files import Set, odt, pdf

SAID = "“We want a phone call,” said Mira Holt."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def document(body: str, head: str = "", parts: dict[str, str] | None = None) -> bytes:
    """Return a Word document with these paragraphs, and further parts by name."""
    others = parts or {}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        links = "".join(f'<Relationship Id="{n}" Type="{LINKED}{n}" Target="{n}.xml"/>' for n in others)
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
        )
        for part, inside in others.items():
            archive.writestr(f"word/{part}.xml", f'<w:{part} xmlns:w="{WORD}">{inside}</w:{part}>')
        archive.writestr(
            "word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
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
    [quotation] = quotations_of(read_draft(data, name).text)

    assert quotation.pieces == ("We want a phone call,",)
    assert quotation.speaker == "Mira Holt"


def test_documents_of_every_kind_are_drafts_and_name_their_pages() -> None:
    line = "Fog came over the quay and stayed until the evening tide had turned."
    set_lines = [[Set(72, 700, line), Set(72, 660, SAID)], [Set(72, 700, SAID.replace("phone", "late phone"))]]
    portable = read_draft(pdf(set_lines), "draft.pdf")
    rich = read_draft(
        rb"{\rtf1\ansi Fog came.\par \ldblquote We want a phone call,\rdblquote  said Mira Holt.}", "draft.rtf"
    )
    opened = read_draft(
        odt(f'<text:p>Fog.</text:p><text:p text:style-name="Quotations">{SAID[1:22]}</text:p>'), "d.odt"
    )

    assert [(q.words, q.speaker, portable.place(q.line)) for q in quotations_of(portable.text)] == [
        ("We want a phone call,", "Mira Holt", "paragraph 2, p. 1, “We want a phone …”"),
        ("We want a late phone call,", "Mira Holt", "paragraph 3, p. 2, “We want a late …”"),
    ]
    assert [(q.words, q.speaker, rich.place(q.line)) for q in quotations_of(rich.text)] == [
        ("We want a phone call,", "Mira Holt", "paragraph 2, “We want a phone …”")
    ]
    assert [q.words for q in quotations_of(opened.text)] == ["We want a phone call,"]


def test_a_tracked_change_of_word_is_read_as_it_will_be() -> None:
    inserted = '<w:ins w:id="1"><w:r><w:t>phone call,” said Mira Holt.</w:t></w:r></w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>letter</w:delText></w:r></w:del>'
    text = read_draft(document(f"<w:p><w:r><w:t>“We want a </w:t></w:r>{deleted}{inserted}</w:p>"), "draft.docx").text

    assert text == SAID


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing else",
        document("", head='<!DOCTYPE x [<!ENTITY a "b">]>'),
        document("<w:p>" * 40),
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
    ],
    ids=["no archive", "entities", "broken", "PDF", "picture"],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^This .+\.$"):
        read_draft(data, "draft.docx")


CALL = "“We want a phone call and not a letter,” said Mira Holt. “It is the dockers’ call.”"
PIECES = ("We want a phone call and not a letter,", "It is the dockers’ call.")


def in_marks(opening: str, closing: str) -> str:
    return CALL.replace("“", opening).replace("”", closing)


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        (in_marks("‘", "’"), "draft.txt"),
        (in_marks("'", "'"), "draft.txt"),
        (in_marks("''", "''"), "draft.txt"),
        (in_marks("``", "''"), "draft.txt"),
        (in_marks('"', '"'), "draft.txt"),
        (in_marks("«", "»"), "draft.txt"),
        (in_marks("‹", "›"), "draft.txt"),
        (in_marks("„", "“"), "draft.txt"),
        (in_marks("「", "」"), "draft.txt"),
        (in_marks("”", "“"), "draft.txt"),
        (in_marks("‘", "‘"), "draft.txt"),
        (in_marks('\\"', '\\"'), "draft.txt"),
        (in_marks("&ldquo;", "&rdquo;"), "draft.txt"),
        (in_marks("&#8216;", "&#8217;"), "draft.md"),
        (in_marks("<q>", "</q>"), "draft.md"),
        (in_marks("<q>", "</q>"), "draft.html"),
        (in_marks("&amp;ldquo;", "&amp;rdquo;"), "draft.html"),
        (CALL.encode().decode("cp1252", errors="ignore"), "draft.txt"),
        (CALL.encode().decode("mac_roman"), "draft.txt"),
    ],
)
def test_a_quotation_is_read_whatever_its_marks(draft: str, name: str) -> None:
    [quotation] = quotations_of(read_draft(draft.encode(), name).text)

    assert tuple(piece.replace("'", "’") for piece in quotation.pieces) == PIECES
    assert (quotation.speaker, quotation.aside) == ("Mira Holt", None)


BLOCK = "We want a phone call and not a “letter”, and nobody here will wait"


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        (f"Mira Holt wrote:\n\n> {BLOCK}\n", "draft.md"),
        (
            f"Mira Holt wrote:\n\n> {BLOCK.replace(' and nobody', chr(10) + '> and nobody')}\n> — Mira Holt\n",
            "draft.txt",
        ),
        (f"Mira Holt wrote:\n\n<blockquote>\n{BLOCK}\n</blockquote>\n", "draft.md"),
        (f"<p>Mira Holt wrote:</p><blockquote>{BLOCK}</blockquote>", "draft.html"),
        (f"<p>Mira Holt wrote:</p><blockquote><p><b>{BLOCK[:7]}</b>{BLOCK[7:]}</p></blockquote>", "draft.html"),
        (
            f"<p>Mira Holt wrote:</p><figure><blockquote>{BLOCK}</blockquote><cite>Mira Holt</cite></figure>",
            "draft.html",
        ),
    ],
)
def test_a_block_quotation_needs_no_marks(draft: str, name: str) -> None:
    [quotation] = quotations_of(read_draft(draft.encode(), name).text)

    assert quotation.pieces == (BLOCK.replace("“", "‘").replace("”", "’"),)
    assert quotation.speaker == "Mira Holt"


def test_prose_in_a_block_is_no_quotation() -> None:
    text = read_draft(f"<blockquote>{SAID}</blockquote>".encode(), "draft.html").text

    assert [quotation.pieces for quotation in quotations_of(text)] == [("We want a phone call,",)]


def test_word_quotes_by_style_in_boxes_in_notes_and_in_comments() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Intense Quote"/></w:style>'
    note = '<w:{0} w:id="1"><w:p><w:r><w:t>“Nobody here will wait for {1},” said Mira Holt.</w:t></w:r></w:p></w:{0}>'
    box = "<w:p><w:r><w:t>“Nobody here will wait in a box,” said Mira Holt.</w:t></w:r></w:p>"
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr><w:r><w:t>We want a phone call</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>“Nobody here</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r>'
        "<w:r><w:t> will wait for long,” said Mira Holt.</w:t></w:r></w:p>"
        f'<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{box}'
        "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    parts = {"styles": styles, "footnotes": note.format("footnote", "a note"), "comments": note.format("comment", "me")}
    found = quotations_of(read_draft(document(body, parts=parts), "draft.docx").text)

    assert {piece for quotation in found for piece in quotation.pieces} == {
        "We want a phone call",
        "Nobody here will wait for long,",
        "Nobody here will wait in a box,",
        "Nobody here will wait for a note,",
        "Nobody here will wait for me,",
    }


def test_the_headers_and_footers_of_word_are_read_once_each() -> None:
    line = (
        "<w:p><w:r><w:t>“Nobody {0}</w:t></w:r><w:r><w:delText>never</w:delText><w:t>&amp; Co.,” {1}.</w:t></w:r></w:p>"
    )
    top, bottom = line.format("asked Brand ", "said Mira Holt"), line.format("rang Brand ", "said Ada Lind")
    parts = {"header1": top, "header2": top, "footer1": bottom}
    text = read_draft(document(f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>", parts=parts), "draft.docx").text

    assert [(quotation.words, quotation.speaker) for quotation in quotations_of(text)] == [
        ("We want a phone call,", "Mira Holt"),
        ("Nobody rang Brand & Co.,", "Ada Lind"),
        ("Nobody asked Brand & Co.,", "Mira Holt"),
    ]


@pytest.mark.parametrize(
    ("draft", "words", "aside"),
    [
        ("The so-called “grey fleet” lay at anchor.", "grey fleet", drafts.SHORT),
        ("They saw “The Last Boat Home” at the fair.", "The Last Boat Home", drafts.TITLE),
        ("We want a phone call,” said Mira Holt.", "We want a phone call,” said Mira Holt.", drafts.STRAY),
        ("We want a phone call,’ said Mira Holt.", "We want a phone call,’ said Mira Holt.", drafts.STRAY),
    ],
)
def test_what_is_nobodys_words_or_has_half_its_marks_is_said(draft: str, words: str, aside: str) -> None:
    [quotation] = quotations_of(draft)

    assert (quotation.pieces, quotation.aside) == ((words,), aside)


def test_a_stretch_without_its_closing_mark_is_one_piece_however_much_is_said_in_it() -> None:
    draft = "He said “a. " * 1_000

    [quotation] = quotations_of(draft)

    assert quotation.pieces == (draft.removeprefix("He said “").strip(),)


def test_inches_and_apostrophes_are_no_marks() -> None:
    assert quotations_of("The 6\" pipe is the dockers’, and the ’90s were the ports' own. It's 5'6\" long.") == []


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
    assert read_draft(marked.encode(), "draft.md").text == words


@pytest.mark.parametrize(
    "markup", ["<q>Fog\x01</q>", "<blockquote><p>“Fog” \x02 \x85</p></blockquote>", "<cite>\x1b</cite>"]
)
def test_a_page_with_control_characters_in_its_words_is_read(markup: str) -> None:
    assert read_draft(f"<html><body><p>Fog came.</p>{markup}</body></html>".encode(), "draft.html").text.startswith(
        "Fog came."
    )
