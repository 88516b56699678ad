"""Drafts: reads the text of any format."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from newstext.draft_marks import mark_elements
from newstext.formats.bounds import MAX_BYTES, MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.other_kinds import BINARY, kind_of_bytes
from newstext.formats.recognition import Head, is_binary

_MOST_XML = MAX_MARKUP_BYTES
"""Unpacked bytes of a document beside its pictures."""
# Possessive, and a bracket within ends the look: a long run of brackets is passed over once.
_LINK = re.compile(r"!?\[([^\[\]\n]++)\]\((?:[^()\n]++|\([^()\n]*+\))*+\)")
_HTML = re.compile(r"\s*<(?:!doctype html|html|body|div|p|article)\b", re.IGNORECASE)
_LINE_MARKS = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1(?!\w)")
_NOTE = re.compile(r"\[\^[^\[\]\n]{1,40}\]:?")
_HEADER = re.compile(r"word/(?:header|footer)\d*\.xml")
_WORD_STYLES = "\n".join(
    [
        *(f"p[style-name^='{name}'] => blockquote > p:fresh" for name in ("Quot", "Intense Quot", "Block")),
        "comment-reference => sup",
    ]
)


def read_draft(data: bytes, name: str) -> str:
    """Return the text of a draft: Word (.docx), HTML, Markdown or plain; UnreadableError when it cannot be read."""
    refuse_larger(data, MAX_BYTES)
    if data.startswith(b"PK\x03\x04"):
        return _paragraphs_of(_word_to_html(data))
    if data[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0") or data.startswith(b"{\\rtf"):
        raise UnreadableError("This is a PDF or an old office document; save it as .docx or as text and check that.")
    head = Head(data)
    if kind := kind_of_bytes(head) or (BINARY if is_binary(head) else None):
        raise UnreadableError(f"This is {kind.what}, not a draft; save it as .docx or as text and check that.")
    text = unix_lines(decode(data)[0])
    lower = name.lower()
    if lower.endswith((".html", ".htm")) or _HTML.match(text):
        return _paragraphs_of(text)
    return _without_markdown(text) if lower.endswith((".md", ".markdown")) else text


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
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))


def _word_to_html(data: bytes) -> str:
    """Return a Word document as HTML, with tracked insertions and without tracked deletions."""
    import mammoth

    no_pictures = mammoth.images.img_element(lambda _: {"src": ""})
    try:
        _refuse_unlike_word(data)
        story = mammoth.convert_to_html(io.BytesIO(data), style_map=_WORD_STYLES, convert_image=no_pictures).value
        return f"{story}{_headers_and_footers(data)}"
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError("This Word document cannot be read; save it again from Word, or as text.") from error


def _headers_and_footers(data: bytes) -> str:
    """Return the headers and footers of a Word document as HTML, each paragraph once."""
    from newstext.formats.xml import every, parse

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        roots = [parse(parts.read(name)).root for name in sorted(parts.namelist()) if _HEADER.fullmatch(name)]
    lines = dict.fromkeys(
        "".join(run.text or "" for run in every(paragraph, "t") if next(run.iterancestors("{*}p")) is paragraph)
        for root in roots
        for paragraph in every(root, "p")
    )
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _refuse_unlike_word(data: bytes) -> None:
    """Raise UnreadableError for a document that unpacks to more than copy ever holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist() if not part.filename.startswith("word/media/")) > _MOST_XML:
            raise UnreadableError("The text of this document is too large to be read; split it into smaller files.")
        if any(b"<!DOCTYPE" in parts.read(part) for part in parts.infolist() if part.filename.endswith(".xml")):
            raise UnreadableError(
                "This document declares entities of its own, as Word never does; save it again, or as text."
            )
