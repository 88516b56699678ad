"""Word's documents (.docx, Office Open XML): the text with tracked changes accepted, footnotes after it, its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.article import Page
from newstext.formats.documents.document import Document, Paragraph, article_of, plain
from newstext.formats.documents.package import Package
from newstext.formats.errors import UnreadableError
from newstext.formats.xml import every, first, local_name

if TYPE_CHECKING:
    from lxml import etree

    from newstext.article import Article

_KIND = "Word document"
_HEAD = re.compile(r"word/(?:header|footer)\d*\.xml")
_HEADING = re.compile(r"(?:heading|title|überschrift|titre|título|titolo|otsikko|rubrik|kop)\W?\d?", re.IGNORECASE)
_QUOTATION = re.compile(r"(?:intense )?quot|block", re.IGNORECASE)
"""How Word names the styles of quotations, in English in every language."""
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Elements to skip: deletions, Word's fallback for a newer kind of drawing, and properties.
_PASSED = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "rt", "sectPr", "tblPr"})


def read(data: bytes, name: str) -> list[Article]:
    """Read the document in ``data`` as one article."""
    return [article_of(document(data, name), name, f"a {_KIND}")]


def document(data: bytes, name: str) -> Document:
    """Return the document in ``data``; UnreadableError for one that is protected, damaged or without text."""
    package = Package(data, _KIND)
    root = package.root("word/document.xml")
    body = first(root, "body")
    if body is None:
        raise UnreadableError(f"{name} is a {_KIND} without text; save it again from Word, or as text.")
    styles = _quotation_styles(package.root("word/styles.xml"))
    reading = _Reading(body, styles, package.root("word/footnotes.xml"), package.root("word/endnotes.xml"))
    found = reading.document()
    comments = package.root("word/comments.xml")
    found.comments = [] if comments is None else [_lines(comment) for comment in every(comments, "comment")]
    for part in filter(_HEAD.fullmatch, sorted(package.names)):
        head = package.root(part)
        words = [] if head is None else [_own_words(p) for p in every(head, "p")]
        found.heads += [w for w in dict.fromkeys(words) if w.strip() and w not in found.heads]
    return found


def _quotation_styles(styles: etree._Element | None) -> set[str]:
    """Return the ids of the styles that set a paragraph as a quotation."""
    named = () if styles is None else every(styles, "style")
    return {_value(each, "styleId") or "" for each in named if _QUOTATION.match(_value_of(first(each, "name")))}


def _value_of(element: etree._Element | None) -> str:
    return "" if element is None else _value(element, "val") or ""


def _own_words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph without those of a text box that hangs on it."""
    runs = every(paragraph, "t")
    return "".join(t.text or "" for t in runs if next(t.iterancestors("{*}p")) is paragraph)


def _lines(comment: etree._Element) -> str:
    return "\n\n".join("".join(t.text or "" for t in every(p, "t")) for p in every(comment, "p"))


class _Reading:
    """One pass over the text, in its order."""

    def __init__(self, body: etree._Element, quotation_styles: set[str], *notes: etree._Element | None) -> None:
        self._body = body
        self._quotation_styles = quotation_styles
        kinds = ("footnote", "endnote")
        self._notes = {
            (kind, _value(note, "id")): note
            for kind, root in zip(kinds, notes, strict=True)
            if root is not None
            for note in every(root, kind)
        }
        # The page breaks of Word's last layout; in a document that it never laid out, the typed ones.
        self._page_ends = next(every(body, "lastRenderedPageBreak"), None) is not None
        self._page = 1
        self._document = Document()
        self._open: Paragraph | None = None

    def document(self) -> Document:
        """Return the document."""
        document = self._document
        document.insertions = sum(_has_words(e) for e in every(self._body, "ins", "moveTo"))
        document.deletions = sum(_has_words(e) for e in every(self._body, "del", "moveFrom"))
        self._walk(self._body)
        if self._page > 1:
            next(iter(document.paragraphs)).pages.insert(0, Page("1", 0))
        return document

    def _walk(self, element: etree._Element) -> None:
        for child in element.iterchildren("{*}*"):
            name = local_name(child)
            if name in _PASSED:
                continue
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in _CHARACTERS or name in ("t", "lastRenderedPageBreak", "sym"):
                self._write(child, name)
            elif name in ("footnoteReference", "endnoteReference"):
                self._footnote(name.removesuffix("Reference"), child)
            else:
                self._walk(child)

    def _paragraph(self, element: etree._Element) -> None:
        """Read a paragraph; one in a text box follows the paragraph that the box is anchored to."""
        outer, self._open = self._open, Paragraph("", is_heading=_is_heading(element))
        self._open.is_quotation = _value_of(first(element, "pPr", "pStyle")) in self._quotation_styles
        at = len(self._document.paragraphs)
        if not self._page_ends and first(element, "pPr", "pageBreakBefore") is not None:
            self._new_page()
        self._walk(element)
        self._document.paragraphs.insert(at, self._open)
        self._open = outer

    def _table(self, table: etree._Element) -> None:
        """Read each row as a line, its cells parted by tabs."""
        for row in table.iterchildren("{*}tr"):
            cells: list[Paragraph] = []
            for cell in row.iterchildren("{*}tc"):
                document, self._document = self._document, Document()
                self._walk(cell)
                inside, self._document = self._document.paragraphs, document
                cells.append(Paragraph(" ".join(p.text for p in inside), pages=[q for p in inside for q in p.pages]))
            pages = [Page(page.label, 0) for cell in cells for page in cell.pages]
            text = "\t".join(cell.text for cell in cells).rstrip("\t")
            self._document.paragraphs.append(Paragraph(text, pages=pages[:1]))

    def _write(self, element: etree._Element, name: str) -> None:
        if name == "lastRenderedPageBreak":
            self._new_page()
        elif name == "br" and _value(element, "type") in ("page", "column"):
            if not self._page_ends and _value(element, "type") == "page":
                self._new_page()
        elif self._open is not None:
            self._open.text += plain(element.text or "") if name == "t" else _CHARACTERS.get(name, "�")

    def _new_page(self) -> None:
        self._page += 1
        if self._open is not None:
            self._open.pages.append(Page(str(self._page), len(self._open.text)))

    def _footnote(self, kind: str, reference: etree._Element) -> None:
        """Keep a footnote for the end; its number stays in the text as printed."""
        note = self._notes.pop((kind, _value(reference, "id")), None)
        if note is None:
            return
        number = len(self._document.footnotes) + 1
        outer, self._document = self._document, Document()
        opened, self._open = self._open, None
        self._walk(note)
        words = "\n".join(p.text.strip() for p in self._document.paragraphs if p.text.strip())
        self._document, self._open = outer, opened
        self._document.footnotes.append(Paragraph(f"[{number}] {words}"))
        if self._open is not None:
            self._open.text += f"[{number}]"


def _is_heading(paragraph: etree._Element) -> bool:
    style = first(paragraph, "pPr", "pStyle")
    return style is not None and bool(_HEADING.fullmatch(_value(style, "val") or ""))


def _has_words(element: etree._Element) -> bool:
    return any((text.text or "").strip() for text in every(element, "t", "delText"))


def _value(element: etree._Element, name: str) -> str | None:
    """Return an attribute, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
