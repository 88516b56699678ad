"""Notes at the quotations of a draft: where each belongs in its text, and as comments in a Word document."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from newstext.draft_places import Quoted, TypedText
from newstext.formats.documents.package import Package
from newstext.formats.errors import UnreadableError
from newstext.formats.xml import UNREADABLE, every, first
from newstext.loose_match import fold
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_AUTHOR = "Pullquote"


class Note(NamedTuple):
    """A note: the line of the draft (from 1), the quoted pieces that it is about, and its own lines."""

    line: int
    pieces: tuple[str, ...]
    lines: tuple[str, ...]


def places(text: str, notes: Sequence[Note]) -> list[Span]:
    """Return where each note's quotation stands in a text, with its closing mark; its line where it is not found."""
    typed = TypedText(text)
    found = typed.places([Quoted(note.pieces, note.line) for note in notes])
    return [
        typed.with_mark(pieces) if pieces else typed.line(note.line) for pieces, note in zip(found, notes, strict=True)
    ]


def with_comments(data: bytes, notes: Iterable[Note]) -> bytes:
    """Return a Word document with each note as a comment at its quotation, else at its end."""
    package = Package(data, "Word document")
    root = package.root("word/document.xml")
    if root is None:
        raise UnreadableError("This is no Word document; save it as .docx and annotate that.")
    comments = package.root("word/comments.xml")
    if comments is None:
        comments = etree.Element(f"{{{_W}}}comments", nsmap={"w": _W})
    known = [int(each) for c in every(comments, "comment") if (each := c.get(f"{{{_W}}}id") or "").isdigit()]
    paragraphs = [p for p in every(root, "p") if first(p, "r") is not None]
    at = 0
    for number, note in enumerate(notes, max(known, default=-1) + 1):
        comments.append(_comment(number, note))
        at = _anchor(paragraphs, at, note, number)
    parts = {
        "word/document.xml": _bytes(root),
        "word/comments.xml": _bytes(comments),
        "[Content_Types].xml": _with_type(package),
        "word/_rels/document.xml.rels": _with_relation(package),
    }
    return _packed(data, parts)


def new_document(text: str) -> bytes:
    """Return a Word document with a text's paragraphs."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r></w:p>'
        for words in text.translate(UNREADABLE).split("\n")
        if words.strip()
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/></Types>',
        )
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_DOCUMENT}"'
            ' Target="word/document.xml"/></Relationships>',
        )
        parts.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


def _comment(number: int, note: Note) -> etree._Element:
    comment = etree.Element(f"{{{_W}}}comment")
    for name, value in {"id": str(number), "author": _AUTHOR, "initials": "PQ"}.items():
        comment.set(f"{{{_W}}}{name}", value)
    for line in note.lines:
        paragraph = etree.SubElement(comment, f"{{{_W}}}p")
        text = etree.SubElement(etree.SubElement(paragraph, f"{{{_W}}}r"), f"{{{_W}}}t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = line.translate(UNREADABLE)
    return comment


def _anchor(paragraphs: list[etree._Element], at: int, note: Note, number: int) -> int:
    """Put the anchor of a comment around its quotation, at or after a paragraph; return the paragraph's number."""
    for index in range(at, len(paragraphs)):
        runs = [r for r in paragraphs[index].iterchildren("{*}r") if first(r, "t") is not None]
        text = "".join(_text(run) for run in runs)
        here = [place for piece in note.pieces for place in _words_in(text, piece)]
        if here and runs:
            _enclose(runs, Span(here[0].start, here[-1].end), number)
            return index
    last = [r for p in paragraphs[-1:] for r in p.iterchildren("{*}r")]
    if last:
        _mark(last[0], last[-1], number)
    return at


def _words_in(text: str, piece: str) -> list[Span]:
    folded, words = fold(text), fold(piece).words
    at = folded.joined.find(f" {' '.join(words)} ") if words else -1
    if at < 0:
        return []
    start = folded.joined.count(" ", 0, at + 1) - 1
    return [folded.span(start, start + len(words))]


def _text(run: etree._Element) -> str:
    return "".join(t.text or "" for t in run.iterchildren("{*}t"))


def _enclose(runs: list[etree._Element], words: Span, number: int) -> None:
    at, inside = 0, []
    for run in runs:
        length = len(_text(run))
        start, end = max(0, words.start - at), min(length, words.end - at)
        at += length
        if start < end:
            inside.append(_cut(run, start, end))
    _mark(inside[0], inside[-1], number)


def _cut(run: etree._Element, start: int, end: int) -> etree._Element:
    """Cut a run so that these of its letters are a run of their own; a run with more than text stays whole."""
    texts = list(run.iterchildren("{*}t"))
    others = [child for child in run if child not in texts and not str(child.tag).endswith("}rPr")]
    whole = texts[0].text or ""
    if len(texts) != 1 or others:
        return run
    for part, before in ((whole[:start], True), (whole[end:], False)):
        if part:
            copy = deepcopy(run)
            _set(copy, part)
            copy.tail = None
            run.addprevious(copy) if before else run.addnext(copy)
    _set(run, whole[start:end])
    return run


def _set(run: etree._Element, words: str) -> None:
    text = next(run.iterchildren("{*}t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _mark(begin: etree._Element, end: etree._Element, number: int) -> None:
    opening, closing = (etree.Element(f"{{{_W}}}commentRange{name}") for name in ("Start", "End"))
    reference = etree.Element(f"{{{_W}}}r")
    mark = etree.SubElement(reference, f"{{{_W}}}commentReference")
    for each in (opening, closing, mark):
        each.set(f"{{{_W}}}id", str(number))
    begin.addprevious(opening)
    end.addnext(closing)
    closing.addnext(reference)


def _with_type(package: Package) -> bytes:
    types = package.root("[Content_Types].xml")
    if types is None:
        types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    if not any(each.get("PartName") == "/word/comments.xml" for each in every(types, "Override")):
        added = etree.SubElement(types, f"{{{_TYPES}}}Override")
        added.set("PartName", "/word/comments.xml")
        added.set("ContentType", f"{_TYPE}comments+xml")
    return _bytes(types)


def _with_relation(package: Package) -> bytes:
    links = package.root("word/_rels/document.xml.rels")
    if links is None:
        links = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    if not any(each.get("Type") == _COMMENTS for each in every(links, "Relationship")):
        added = etree.SubElement(links, f"{{{_RELATIONS}}}Relationship")
        for name, value in {"Id": "rIdPullquote", "Type": _COMMENTS, "Target": "comments.xml"}.items():
            added.set(name, value)
    return _bytes(links)


def _packed(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the archive in ``data`` with parts of it changed or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changed:
                new.writestr(part, old.read(part))
        for name, content in changed.items():
            new.writestr(name, content)
    return packed.getvalue()


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
