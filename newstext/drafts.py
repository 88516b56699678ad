"""Drafts: reads the text of any format, and says where in it a line stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.article import Article, Page, place_of
from newstext.draft_marks import mark_elements, marked_block
from newstext.formats import recognition
from newstext.formats.bounds import MAX_BYTES, refuse_larger
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.other_kinds import BINARY, kind_of_bytes
from newstext.formats.recognition import Head, is_binary
from newstext.in_marks import in_marks
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from newstext.formats.documents.document import Document, Paragraph

_OLD_WORD = b"\xd0\xcf\x11\xe0"
# Possessive, and a bracket within ends the look: a long run of brackets is passed over once.
_LINK = re.compile(r"!?\[([^\[\]\n]++)\]\((?:[^()\n]++|\([^()\n]*+\))*+\)")
_HTML = re.compile(r"\s*<(?:!doctype html|html|body|div|p|article)\b", re.IGNORECASE)
_LINE_MARKS = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1(?!\w)")
_NOTE = re.compile(r"\[\^[^\[\]\n]{1,40}\]:?")
_PARAGRAPH_END = re.compile(r"\n\n+")
_BACKSLASH = re.compile(r"\\([!-/:-=?@\[-`{-~])")
"""Not before “>”, which would begin a quoted line."""
_FIRST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as text: by lines as it was typed, or a paragraph of a document after the other, with a blank line
    between. ``pages`` are a document's, their starts in code points of the text."""

    text: str
    has_lines: bool = True
    pages: tuple[Page, ...] = ()

    def place(self, line: int) -> str:
        """Say where a line (from 1) stands: ``line 3``, or ``paragraph 2, p. 1, “We will sail …”``."""
        if self.has_lines:
            return f"line {line}"
        lines = self.text.split("\n")
        at = sum(len(each) + 1 for each in lines[: line - 1])
        number = len(_PARAGRAPH_END.findall(self.text, 0, at)) + 1
        start = max((match.end() for match in _PARAGRAPH_END.finditer(self.text, 0, at)), default=0)
        words = self.text[start:].partition("\n")[0].split()
        first = " ".join(words[:_FIRST_WORDS]).strip('“”"') + (" …" if len(words) > _FIRST_WORDS else "")
        page = place_of(Article(pages=self.pages), [Span(at, at + 1)])
        return ", ".join(part for part in (f"paragraph {number}", page, first and in_marks(first)) if part)


def read_draft(data: bytes, name: str) -> Draft:
    """Read a draft: a document (.docx, .odt, .rtf, PDF), HTML, Markdown or text; UnreadableError if it is none."""
    refuse_larger(data, MAX_BYTES)
    head = Head(data)
    if (read := _document_reader(head)) is not None:
        return _of_document(read(data, name))
    if data.startswith(_OLD_WORD):
        raise UnreadableError("This is an old office document; save it as .docx or as text and check that.")
    if kind := kind_of_bytes(head) or (BINARY if is_binary(head) else None):
        raise UnreadableError(f"This is {kind.what}, not a draft; save it as .docx or as text and check that.")
    return typed_draft(decode(data)[0], name)


def typed_draft(text: str, name: str) -> Draft:
    """Return a text typed in an editor as a draft: HTML, Markdown or plain text, by its name and beginning."""
    text = unix_lines(text)
    if name.lower().endswith((".html", ".htm")) or _HTML.match(text):
        return Draft(_paragraphs_of(text), has_lines=False)
    return Draft(_without_markdown(text) if is_markdown(name) else text)


def is_markdown(name: str) -> bool:
    """Whether a draft in lines is Markdown, by its name."""
    return name.lower().endswith((".md", ".markdown"))


def _document_reader(head: Head) -> Callable[[bytes, str], Document] | None:
    """Return what reads this kind of document; None when it is none."""
    if recognition.docx(head):
        from newstext.formats.documents.docx import document
    elif recognition.odt(head):
        from newstext.formats.documents.odt import document
    elif recognition.rtf(head):
        from newstext.formats.documents.rtf import document
    elif recognition.pdf(head):
        from newstext.formats.documents.pdf import document
    else:
        return None
    return document


def _of_document(document: Document) -> Draft:
    """Return a document's text, then its footnotes, comments and the lines above and below its pages."""
    parts: list[str] = []
    pages: list[Page] = []
    at = 0
    marks_of_notes = {f"[{number}]" for number in range(1, len(document.footnotes) + 1)}
    for paragraph in document.paragraphs:
        words = _words(paragraph, marks_of_notes)
        pages += [Page(page.label, at + min(page.start, len(words))) for page in paragraph.pages]
        if words.strip():
            parts.append(words)
            at += len(words) + 2
    behind = [*(_words(note, marks_of_notes) for note in document.footnotes), *document.comments, *document.heads]
    return Draft("\n\n".join([*parts, *filter(str.strip, behind)]), has_lines=False, pages=tuple(pages))


def _words(paragraph: Paragraph, marks_of_notes: set[str]) -> str:
    """Return a paragraph as one claim to check: without the numbers of footnotes, in marks if its style quotes."""
    words = paragraph.text
    for mark in marks_of_notes:
        words = words.replace(mark, "")
    return marked_block(words) if paragraph.is_quotation else words


def _paragraphs_of(markup: str) -> str:
    from newstext.formats.blocks import html_tree, paragraphs
    from newstext.formats.xml import UNREADABLE

    # Parsed HTML may hold control characters, and no words with one could be put back into it.
    root = html_tree(markup.translate(UNREADABLE))
    if root is None:
        return ""
    mark_elements(root)
    return "\n\n".join(paragraphs(root, html=True))


def _without_markdown(text: str) -> str:
    text = _NOTE.sub("", _LINE_MARKS.sub("", text))
    return _BACKSLASH.sub(r"\1", _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)))
