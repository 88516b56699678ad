"""A quotation within its sentences, as people see it when they name its speaker.

Pure, except that ``bodies`` reads the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from newstext.segments import sentence_at
from newstext.spans import Span, hull
from store.model.annotations import SpanRole
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store import Archive
    from store.model.annotations import Annotation

_FAR = 600
"""Code points between the words and their source up to which the text between them is shown."""
_STYLES = {SpanRole.CONTENT: "bold underline", SpanRole.SOURCE: "bold $primary", SpanRole.CUE: "italic $primary"}
"""The reader's styles, the lowest first."""


def bodies(archive: Archive, annotations: Iterable[Annotation]) -> dict[str, str]:
    """Return the bodies that quotations are in, by revision id; each is read once."""
    wanted = dict.fromkeys(revision_of(annotation) for annotation in annotations)
    return {id_: archive.updates.revision(id_).article.body for id_ in wanted if id_}


def revision_of(annotation: Annotation) -> str:
    """Return the id of the revision that has a quotation's words; empty if none has."""
    pieces = annotation.pieces(SpanRole.CONTENT)
    return pieces[0].revision_id if pieces else ""


def passage(body: str, annotation: Annotation) -> Content:
    """Return the sentences around a quotation on one line, with words, source and cue marked; else its words alone."""
    revision_id = revision_of(annotation)
    marked = [(p.span, _STYLES[p.role]) for p in annotation.state.pieces if p.role in _STYLES]
    words = [piece.span for piece in annotation.pieces(SpanRole.CONTENT) if piece.revision_id == revision_id]
    if not words or not body:
        return Content.styled(_one_line(annotation.words), "bold underline")
    own = hull(words)
    near = [own, *(s for s, _ in marked if own.start - _FAR < s.start and s.end < own.end + _FAR)]
    shown = around(body, hull(near))
    content = Content(_one_line(shown.of(body)))
    for span, style in marked:
        start, end = max(span.start, shown.start), min(span.end, shown.end)
        if start < end:
            content = content.stylize(style, start - shown.start, end - shown.start)
    return content


def sentences(body: str, words: Span) -> Content:
    """Return the sentences around words outside the stored quotations, with the words marked."""
    shown = around(body, words)
    return Content(_one_line(shown.of(body))).stylize(
        _STYLES[SpanRole.CONTENT], words.start - shown.start, words.end - shown.start
    )


def around(body: str, span: Span) -> Span:
    """Return a span widened to whole sentences."""
    return Span(
        min(span.start, sentence_at(body, span.start).start),
        max(span.end, sentence_at(body, max(span.start, span.end - 1)).end),
    )


def _one_line(text: str) -> str:
    """Return text safe to show on one line, code point for code point."""
    return visible(text.replace("\n", " "))
