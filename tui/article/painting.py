"""The drawing of rows: styles over the words, signs in the margin."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newstext import segments
from store.model.annotations import SpanRole, Status
from tui.article.marks import content
from tui.text.wrapping import Row, RowKind
from tui.wording.describe import is_unsure, restricted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newstext.spans import Span
    from store.model.annotations import Annotation
    from tui.article.marks import Marks
    from tui.article.matches import Hits
    from tui.text.wrapping import Layout

CSS = """
Viewport > .article--headline { color: $foreground; text-style: bold; }
Viewport > .article--credit { color: $muted; }
Viewport > .article--warning { color: $warning; text-style: bold; }
Viewport > .article--standfirst { color: $foreground; }
Viewport > .article--caption { color: $muted; text-style: italic; }
Viewport > .article--sign { color: $secondary; text-style: bold; }
Viewport > .article--settled-sign { color: $success; }
Viewport > .article--open { background: $mark-open; color: $mark-open-text; text-style: underline; }
Viewport > .article--settled { background: $mark-settled; color: $mark-settled-text; text-style: underline; }
Viewport > .article--current { text-style: bold underline; }
Viewport > .article--source { color: $primary; text-style: bold; }
Viewport > .article--cue { text-style: italic; color: $primary; }
Viewport > .article--hit { background: $hit; color: $hit-text; text-style: bold; }
Viewport > .article--selected { background: $selected; color: $foreground; text-style: none; }
Viewport > .article--cursor { text-style: reverse; }
"""
PARTS = (
    *("headline", "credit", "warning", "standfirst", "caption", "sign", "settled-sign", "open", "settled", "current"),
    *("source", "cue", "hit", "selected", "cursor"),
)
"""The parts that have styles of their own."""

GUTTER = 4
"""Cells left of the text: one for the lines between the current quotation's parts, two for signs, one empty."""

SIGNS = {
    Status.SUGGESTED: "?",
    Status.SKIPPED: "–",
    Status.STALE: "!",
    Status.ACCEPTED: "✓",
    Status.VERIFIED: "✔",
}
"""The margin's sign for each status of a quotation, so that no status is shown by colour alone."""
_SETTLED_SIGNS = (SIGNS[Status.ACCEPTED], SIGNS[Status.VERIFIED])
UNSURE_SIGN = "~"
"""The sign of a suggestion that the finder is unsure of, in the place of the question mark."""
_NOTE_SIGN = "n"
PENDING = "w"
"""The sign of a quotation or note whose last change waits for the store, and is not saved."""
_RESTRICTED = "⊘"
"""The sign of a quotation that is not on the record: its words or its speaker must not be printed."""

_PARTS = {SpanRole.CONTENT: "current", SpanRole.SOURCE: "source", SpanRole.CUE: "cue"}
_LETTERS = {SpanRole.SOURCE: "s", SpanRole.CUE: "c"}


def sign(annotation: Annotation) -> str:
    """Return a quotation's or note's signs for the margin, off-the-record first."""
    if annotation.is_note:
        return PENDING if annotation.is_pending else _NOTE_SIGN
    standing = UNSURE_SIGN if is_unsure(annotation) else SIGNS[annotation.state.status]
    return _RESTRICTED * bool(restricted(annotation)) + (PENDING if annotation.is_pending else standing)


class Scene(NamedTuple):
    """The state to draw."""

    layout: Layout
    marks: Marks
    current: Annotation | None = None
    hits: Hits | None = None
    selection: Span | None = None
    cursor: int | None = None
    """The offset of the cursor; None while another pane has the keys."""


class PaintedScene:
    """A scene prepared for drawing rows ``first`` to ``last``; rebuilt when the scene changes.

    ``style`` gives a part's style by its name; ``base`` is the style of plain words.
    """

    def __init__(self, scene: Scene, first: int, last: int, base: Style, style: Callable[[str], Style]) -> None:
        self.rows = range(first, last + 1)
        self._layout, self._marks = scene.layout, scene.marks
        self._cursor = scene.cursor
        self._base, self._style = base, style
        self._layers = list(self._layers_of(scene, scene.layout.stretch(first, last)))
        self._links = dict(_links(scene.current, scene.layout)) if scene.current else {}

    def strip(self, number: int, width: int) -> Strip:
        """Draw one row of the body or the head, ``width`` cells wide."""
        row = self._layout.row(number)
        if row.kind is RowKind.BODY:
            parts = [self._margin(number), *self._words(number, row)]
        else:
            parts = [Segment(" " * GUTTER, self._base), Segment(row.shown, self._base + self._style(row.kind))]
        return Strip(parts).adjust_cell_length(width, self._base)

    def _margin(self, number: int) -> Segment:
        """The lines between the current quotation's parts, and the signs of quotations that begin in this row."""
        signs = "".join(sign(a) for a in self._marks.beginning_in(*self._layout.stretch(number, number)))
        if len(signs) >= GUTTER - 1:
            signs = f"{next((one for one in (_RESTRICTED, PENDING) if one in signs), signs[0])}+"
        part = "warning" if _RESTRICTED in signs else "settled-sign" if signs in _SETTLED_SIGNS else "sign"
        style = self._style(part)
        return Segment((self._links.get(number, " ") + signs).ljust(GUTTER), self._base + style)

    def _words(self, number: int, row: Row) -> Iterable[Segment]:
        """Split a row wherever a style begins or ends, and style each part."""
        span = row.span
        layers = [(s, style) for s, style in self._layers if s.overlaps(span)]
        cuts = sorted({*span, *(min(max(edge, span.start), span.end) for s, _ in layers for edge in s)})
        for start, end in pairwise(cuts):
            style = Style.combine([self._base, *(style for s, style in layers if s.start <= start and end <= s.end)])
            yield Segment(row.shown[start - span.start : end - span.start], style)
        at_the_end = self._cursor is not None and self._cursor >= span.end
        if at_the_end and self._layout.row_of(self._cursor or 0) == number:
            yield Segment(" ", self._base + self._style("cursor"))

    def _layers_of(self, scene: Scene, stretch: Span) -> Iterable[tuple[Span, Style]]:
        """The styles over the text, lowest first."""
        for annotation in scene.marks.within(stretch):
            kind = "open" if annotation.state.status.is_open else "settled"
            yield from ((span, self._style(kind)) for span in content(annotation))
        if scene.current is not None:
            for role, part in _PARTS.items():
                yield from ((piece.span, self._style(part)) for piece in scene.current.pieces(role))
        if scene.hits is not None:
            yield from ((span, self._style("hit")) for span in scene.hits.within(stretch))
        selected, cursor = self._style("selected"), self._style("cursor")
        if scene.selection is not None:
            yield scene.selection, selected
        if scene.cursor is not None:
            here = segments.grapheme_at(scene.layout.body, scene.cursor)
            # Without colours a selection is reversed; the cursor in it shows by not being reversed.
            hidden = selected.reverse and scene.selection is not None and scene.selection.overlaps(here)
            yield here, Style(reverse=False) if hidden else cursor


def _links(current: Annotation, layout: Layout) -> Iterable[tuple[int, str]]:
    """The margin beside the rows of the current quotation, from its first part to its last.

    A number marks each of several pieces, a letter the source and the cue; a line joins them.
    """
    places = {role: [layout.row_of(piece.span.start) for piece in current.pieces(role)] for role in _PARTS}
    rows = [row for found in places.values() for row in found]
    yield from ((row, "│") for row in range(min(rows), max(rows) + 1))
    for role in (SpanRole.CUE, SpanRole.SOURCE):
        yield from ((row, _LETTERS[role]) for row in places[role])
    pieces = sorted(places[SpanRole.CONTENT], reverse=True)
    for number, row in zip(range(len(pieces), 0, -1), pieces, strict=True):
        yield row, "›" if len(pieces) == 1 else str(number) if number < 10 else "+"
