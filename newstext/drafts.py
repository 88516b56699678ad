"""Drafts: the text of one, whatever it was written in, and the quotations in it that claim to be word for word."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats.bounds import MAX_BYTES, MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.sniff import Head, no_copy
from newstext.quotations.marks import stretches
from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from newstext.quotations.model import Quotation
    from newstext.spans import Span

_MOST_XML = MAX_MARKUP_BYTES
"""Unpacked bytes of a document beside its pictures."""
# Possessive, and a bracket within ends the look: a long run of brackets is passed over once.
_LINK = re.compile(r"!?\[([^\[\]\n]++)\]\((?:[^()\n]++|\([^()\n]*+\))*+\)")
_HTML = re.compile(r"\s*<(?:!doctype html|html|body|div|p|article)\b", re.IGNORECASE)
_LINE_MARKS = re.compile(r"^(?:[ \t]{0,3}(?:#{1,6}|>+)[ \t]+)+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1(?!\w)")


class DraftQuotation(NamedTuple):
    """A quotation of a draft: the words in marks, piece by piece and without the marks; who is to have said it, and on
    which line of the draft's text it begins (from 1)."""

    pieces: tuple[str, ...]
    speaker: str | None
    unnamed: bool
    via: str | None
    line: int

    @property
    def words(self) -> str:
        """Its pieces as one text."""
        return " […] ".join(self.pieces)


def read_draft(data: bytes, name: str) -> str:
    """Return the text of a draft: Word (.docx), HTML, Markdown or plain; UnreadableError when it cannot be read."""
    refuse_larger(data, MAX_BYTES)
    if data.startswith(b"PK\x03\x04"):
        return _paragraphs_of(_word_to_html(data))
    if data[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0") or data.startswith(b"{\\rtf"):
        raise UnreadableError("This is a PDF or an old office document; save it as .docx or as text and check that.")
    if what := no_copy(Head(data)):
        raise UnreadableError(f"This is {what}, not a draft; save it as .docx or as text and check that.")
    text = unix_lines(decode(data)[0])
    lower = name.lower()
    if lower.endswith((".html", ".htm")) or _HTML.match(text):
        return _paragraphs_of(text)
    return _without_markdown(text) if lower.endswith((".md", ".markdown")) else text


def quotations_of(text: str) -> list[DraftQuotation]:
    """Return the quotations of a draft that stand in marks, at least in part; what is only told is no claim."""
    from newstext.quotations import find_quotations

    found = []
    line_ends = [match.start() for match in re.finditer("\n", text)]
    for quotation in find_quotations(text):
        pieces = tuple(_pieces(quotation, text))
        if quotation.kind is not QuotationKind.INDIRECT and pieces:
            line = bisect_left(line_ends, quotation.content[0].start) + 1
            found.append(DraftQuotation(pieces, quotation.speaker, quotation.unnamed, quotation.via, line))
    return found


def _pieces(quotation: Quotation, text: str) -> list[str]:
    return [inner for span in quotation.content for inner in _in_marks(span, text)]


def _in_marks(span: Span, text: str) -> list[str]:
    words = span.of(text)
    marked = [words[s.inner_start : s.inner_end] for line in [words] for s in stretches(line)]
    return [inner.strip() for inner in marked if any(map(str.isalnum, inner))]


def _paragraphs_of(markup: str) -> str:
    from newstext.formats.blocks import html_paragraphs

    return "\n\n".join(html_paragraphs(markup))


def _without_markdown(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _LINE_MARKS.sub("", text)))


def _word_to_html(data: bytes) -> str:
    """Return a Word document as HTML; what a tracked change inserts is in it, what one deletes is not."""
    import mammoth

    no_pictures = mammoth.images.img_element(lambda _: {"src": ""})
    try:
        _refuse_unlike_word(data)
        return str(mammoth.convert_to_html(io.BytesIO(data), convert_image=no_pictures).value)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError("This is no Word document that can be read; save it again, or as text.") from error


def _refuse_unlike_word(data: bytes) -> None:
    """Raise UnreadableError for a document that would unpack to very much, whichever way."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist() if not part.filename.startswith("word/media/")) > _MOST_XML:
            raise UnreadableError("The text of this document is larger than copy ever is; it was left unread.")
        if any(b"<!DOCTYPE" in parts.read(part) for part in parts.infolist() if part.filename.endswith(".xml")):
            raise UnreadableError("This document declares entities of its own, which Word never does.")
