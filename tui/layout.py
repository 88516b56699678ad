"""An article laid out in rows of a given width. Pure: text in, rows out, and the way between offsets and cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from newstext.segments import graphemes
from newstext.spans import Span
from tui.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BREAK_AFTER = re.compile("[^ \t\u200b]+[ \t\u200b]*|[ \t\u200b]+")
"""A word and the spaces after it. A no-break space is part of its word."""


class RowKind(StrEnum):
    """What a row shows."""

    HEADLINE = "headline"
    WARNING = "warning"
    CREDIT = "credit"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    BODY = "body"


class Row(NamedTuple):
    """One row of the reader: what it shows, and for the body the code points it covers."""

    kind: RowKind
    shown: str
    span: Span


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line above the body, as plain foreign text; later rows of it are indented as far as ``hang`` cells."""

    kind: RowKind
    text: str
    hang: int = 0


class Layout:
    """The rows of one article at one width. Offsets are code points into ``body``, cells count from the row's left."""

    def __init__(self, head: Sequence[HeadLine], body: str, width: int) -> None:
        self.body = body
        self.width = max(width, 8)
        shown = visible(body)
        self.rows: list[Row] = list(_head_rows(head, self.width))
        self.first_body_row = len(self.rows)
        for span in _body_spans(body, shown, self.width):
            self.rows.append(Row(RowKind.BODY, shown[span.start : span.end], span))
        self._starts = [row.span.start for row in self.rows[self.first_body_row :]]

    def row_of(self, offset: int) -> int:
        """The row that shows ``offset``, or that ends just before it."""
        return self.first_body_row + max(0, bisect_right(self._starts, offset) - 1)

    def cell_of(self, offset: int) -> int:
        """How many cells stand left of ``offset`` in its row."""
        row = self.rows[self.row_of(offset)]
        return cell_len(row.shown[: max(0, offset - row.span.start)])

    def offset_at(self, row: int, cell: int) -> int:
        """The offset of the character shown at a cell of a row; of the nearest one when there is none."""
        if not self._starts:
            return 0
        row = min(max(row, self.first_body_row), len(self.rows) - 1)
        _, shown, span = self.rows[row]
        last = span.start
        column = 0
        for grapheme in graphemes(shown, Span(0, len(shown))):
            last = span.start + grapheme.start
            column += cell_len(grapheme.of(shown))
            if column > cell:
                break
        return last


def _head_rows(head: Sequence[HeadLine], width: int) -> Iterator[Row]:
    for kind, group in _grouped(head):
        for line in group:
            shown = visible(line.text)
            spans = list(wrap(shown, shown, Span(0, len(shown)), width - line.hang))
            for number, span in enumerate(spans):
                indent = " " * line.hang if number else ""
                yield Row(kind, indent + span.of(shown), Span(0, 0))
        if kind is not RowKind.HEADLINE:
            yield Row(kind, "", Span(0, 0))


def _grouped(head: Sequence[HeadLine]) -> Iterator[tuple[RowKind, list[HeadLine]]]:
    for kind in (RowKind.WARNING, RowKind.HEADLINE, RowKind.CREDIT, RowKind.STANDFIRST, RowKind.CAPTION):
        if group := [line for line in head if line.kind is kind]:
            yield kind, group


def _body_spans(body: str, shown: str, width: int) -> Iterator[Span]:
    """Yield the rows of a body: its lines, wrapped; blank lines stay, so that paragraphs stand apart."""
    start = 0
    while start < len(body):
        end = body.find("\n", start)
        end = len(body) if end < 0 else end
        yield from wrap(body, shown, Span(start, end), width)
        start = end + 1


def wrap(text: str, shown: str, span: Span, width: int) -> Iterator[Span]:
    """Yield the rows of one line: broken at ``text``'s spaces, as wide as ``shown`` is in cells.

    Spaces at a break hang over the edge and belong to no row. A word wider than a row is cut between characters.
    """
    start = end = span.start
    used = 0
    for match in _BREAK_AFTER.finditer(text, span.start, span.end):
        word = Span(match.start(), match.start() + len(match[0].rstrip(" \t\u200b")))
        if word.start == word.end:  # the line's indent, which stays with its first word
            continue
        cells = cell_len(shown[end : word.end])
        if used + cells <= width:
            end, used = word.end, used + cells
            continue
        if end > start:
            yield Span(start, end)
        *full, last = _cut(shown, word, width)
        yield from full
        (start, end), used = last, cell_len(last.of(shown))
    yield Span(start, end)


def _cut(shown: str, span: Span, width: int) -> list[Span]:
    """Cut a word into pieces that fit a row; one piece when it fits as it is."""
    if cell_len(span.of(shown)) <= width:
        return [span]
    pieces = []
    start, used = span.start, 0
    for grapheme in graphemes(shown, span):
        cells = cell_len(grapheme.of(shown))
        if used + cells > width:
            pieces.append(Span(start, grapheme.start))
            start, used = grapheme.start, 0
        used += cells
    return [*pieces, Span(start, span.end)]
