"""A quotation in the sentences that it stands in: what there is to see before one says who said it. Pure but for
``bodies``, which asks the store."""

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
"""Code points between the words and who said them up to which all that stands between them is shown."""
_STYLES = {SpanRole.CONTENT: "bold underline", SpanRole.SOURCE: "bold $primary", SpanRole.CUE: "italic $primary"}
"""As the reader marks them, the lowest first."""


def bodies(archive: Archive, annotations: Iterable[Annotation]) -> dict[str, str]:
    """Return the texts that quotations stand in, by the id of their revision; each is read once."""
    wanted = dict.fromkeys(revision_of(annotation) for annotation in annotations)
    return {id_: archive.updates.revision(id_).article.body for id_ in wanted if id_}


def revision_of(annotation: Annotation) -> str:
    """Return the id of the revision that has its words; empty when it has none."""
    pieces = annotation.pieces(SpanRole.CONTENT)
    return pieces[0].revision_id if pieces else ""


def passage(body: str, annotation: Annotation) -> Content:
    """Return the sentences with its words, its source and its cue, marked, on one line; the words alone without any."""
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
    """Return the sentences with words of a text that are no stored quotation, these marked."""
    shown = around(body, words)
    return Content(_one_line(shown.of(body))).stylize(
        _STYLES[SpanRole.CONTENT], words.start - shown.start, words.end - shown.start
    )


def around(body: str, span: Span) -> Span:
    """Return a stretch widened to whole sentences."""
    return Span(
        min(span.start, sentence_at(body, span.start).start),
        max(span.end, sentence_at(body, max(span.start, span.end - 1)).end),
    )


def _one_line(text: str) -> str:
    """Text as it may be shown, code point for code point, on one line."""
    return visible(text.replace("\n", " "))
