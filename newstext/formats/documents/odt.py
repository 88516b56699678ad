"""OpenDocument text (.odt) of LibreOffice and others: the text with its changes, footnotes after it, its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.article import Page
from newstext.formats.documents.document import Document, Paragraph, article_of, plain
from newstext.formats.documents.package import Package
from newstext.formats.errors import UnreadableError
from newstext.formats.xml import attribute, every, first, local_name, words

if TYPE_CHECKING:
    from lxml import etree

    from newstext.article import Article

_KIND = "OpenDocument text"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_QUOTATIONS = {"Quotations", "Quote", "Intense_20_Quote"}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAWN = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
"""Titles and descriptions of pictures, which nobody sees in the text."""
_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_PASSED = frozenset(
    {
        *("tracked-changes", "table-of-content", "alphabetical-index", "sequence-decls", "variable-decls", "forms"),
        *("user-field-decls", "event-listeners", "note-citation", "ruby-text"),
    }
)


def read(data: bytes, name: str) -> list[Article]:
    """Read the document in ``data`` as one article."""
    return [article_of(document(data, name), name, f"an {_KIND}")]


def document(data: bytes, name: str) -> Document:
    """Return the document in ``data``; UnreadableError for one that is protected, damaged or without text."""
    package = Package(data, _KIND)
    if first(package.root("META-INF/manifest.xml"), "encryption-data") is not None:
        raise UnreadableError(f"This {_KIND} is protected by a password; save it without one.")
    content = package.root("content.xml")
    text = first(content, "body", "text")
    if text is None:
        raise UnreadableError(f"{name} is an {_KIND} without text; save it again, or as text.")
    found = _Reading(text, _quotation_styles(content)).document()
    styles = package.root("styles.xml")
    if styles is not None:
        heads = [words(p) for head in every(styles, "header", "footer") for p in every(head, "p")]
        found.heads = list(dict.fromkeys(head for head in heads if head))
    return found


def _quotation_styles(content: etree._Element | None) -> set[str]:
    """Return the names of the styles that set a paragraph as a quotation: one of the office's own, or made from it."""
    styles = () if content is None else every(content, "style")
    made = {_styled(each, "name") for each in styles if _styled(each, "parent-style-name") in _QUOTATIONS}
    return _QUOTATIONS | made


def _styled(element: etree._Element, name: str) -> str:
    return attribute(element, f"{_STYLE}{name}") or ""


class _Reading:
    """One pass over the text, in its order."""

    def __init__(self, text: etree._Element, quotation_styles: set[str]) -> None:
        self._text = text
        self._quotation_styles = quotation_styles
        self._document = Document()
        self._open: Paragraph | None = None
        self._page = 1

    def document(self) -> Document:
        """Return the document."""
        regions = list(every(self._text, "changed-region"))
        self._document.insertions = sum(first(region, "insertion") is not None for region in regions)
        self._document.deletions = sum(first(region, "deletion") is not None for region in regions)
        self._walk(self._text)
        for paragraph in self._document.paragraphs:
            paragraph.text = paragraph.text.rstrip(" ")
        if self._page > 1 and self._document.paragraphs:
            self._document.paragraphs[0].pages.insert(0, Page("1", 0))
        return self._document

    def _walk(self, element: etree._Element) -> None:
        self._write(_WHITE.sub(" ", element.text or ""))
        for child in element:
            name = local_name(child)
            if name == "annotation":
                self._document.comments.append(" ".join(words(p) or "" for p in every(child, "p")))
            elif name in ("p", "h"):
                self._paragraph(child, is_heading=name == "h")
            elif name == "table-row":
                self._row(child)
            elif name == "note":
                self._footnote(child)
            elif name == "soft-page-break":
                self._new_page()
            elif name in ("s", "tab", "line-break"):
                self._write({"tab": "\t", "line-break": "\n"}.get(name) or " " * _spaces(child), is_typed=True)
            elif name not in _PASSED and not child.tag.startswith(_DRAWN):
                self._walk(child)
            self._write(_WHITE.sub(" ", child.tail or ""))

    def _paragraph(self, element: etree._Element, *, is_heading: bool) -> None:
        """Read a paragraph; one in a frame follows the paragraph that the frame is anchored to."""
        outer, self._open = self._open, Paragraph("", is_heading=is_heading)
        self._open.is_quotation = attribute(element, f"{_TEXT}style-name") in self._quotation_styles
        at = len(self._document.paragraphs)
        self._walk(element)
        self._document.paragraphs.insert(at, self._open)
        self._open = outer

    def _row(self, row: etree._Element) -> None:
        """Read a row of a table as a line, its cells parted by tabs."""
        cells, pages = [], self._page
        for cell in row.iterchildren("{*}table-cell"):
            inside = self._apart(cell)
            cells.append(" ".join(inside))
        starts = [Page(str(self._page), 0)] if self._page > pages else []
        self._document.paragraphs.append(Paragraph("\t".join(cells).rstrip("\t"), pages=starts))

    def _footnote(self, note: etree._Element) -> None:
        """Keep a footnote for the end; its number stays in the text as printed."""
        body = next(note.iterchildren("{*}note-body"), None)
        if body is None:
            return
        number = words(first(note, "note-citation")) or str(len(self._document.footnotes) + 1)
        told = "\n".join(self._apart(body))
        self._document.footnotes.append(Paragraph(f"[{number}] {told}"))
        self._write(f"[{number}]", is_typed=True)

    def _apart(self, element: etree._Element) -> list[str]:
        """Return the paragraphs inside an element, which are none of the text's own."""
        document, self._document = self._document, Document()
        opened, self._open = self._open, None
        self._walk(element)
        inside, self._document, self._open = self._document, document, opened
        document.comments += inside.comments
        return [paragraph.text.strip(" ") for paragraph in inside.paragraphs if paragraph.text.strip()]

    def _write(self, text: str, *, is_typed: bool = False) -> None:
        """Write text; white space that is not typed as such is one space, and none where a paragraph begins."""
        if self._open is None or not text:
            return
        if not is_typed and self._open.text[-1:] in ("", " ", "\n", "\t"):
            text = text.lstrip(" ")
        self._open.text += plain(text)

    def _new_page(self) -> None:
        self._page += 1
        if self._open is not None:
            self._open.pages.append(Page(str(self._page), len(self._open.text)))
        else:
            self._document.paragraphs.append(Paragraph("", pages=[Page(str(self._page), 0)]))


def _spaces(element: etree._Element) -> int:
    count = attribute(element, f"{_TEXT}c") or "1"
    return min(int(count), _MOST_SPACES) if count.isascii() and count.isdigit() and len(count) < 6 else 1
