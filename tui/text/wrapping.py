"""An article in rows of a given width, and the mapping between offsets and cells. Pure functions."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from newstext.segments import graphemes
from newstext.spans import Span
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import regex

NARROWEST = 8
"""The narrowest row, in cells."""

_BREAKS = " \t\u200b"
"""Characters at which a row may end. A no-break space is part of its word."""

_WIDEST = 2
"""The most cells of one code point."""

_WIDENS = "\ufe0f"
"""Selects the emoji form of the character before it, which may be wider."""

# One cell each, and never combined with a neighbour: most alphabets, without combining marks.
_PLAIN = re.compile(
    "[\x00-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]*"
)

# Two cells each, and never combined with a neighbour: kana, ideographs and their punctuation.
_WIDE = re.compile("[\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*")


class _CellWidths(dict[str, int]):
    """The width of each character, computed on first use."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = cell_len(character)
        return cells


_cells = _CellWidths()


@cache
def _joining() -> regex.Pattern[str]:
    """Code points that may combine with a neighbour into one character."""
    import regex

    return regex.compile(
        r"\p{Grapheme_Cluster_Break=Extend}|\p{Grapheme_Cluster_Break=SpacingMark}|\p{Grapheme_Cluster_Break=Prepend}"
        r"|\p{Regional_Indicator}|\p{Grapheme_Cluster_Break=L}|\p{Grapheme_Cluster_Break=V}|\p{Grapheme_Cluster_Break=T}"
    )


@cache
def _beginning() -> regex.Pattern[str]:
    """A certain beginning of a character, whatever its neighbours."""
    import regex

    return regex.compile(
        r"(?<![\p{Grapheme_Cluster_Break=Prepend}\p{Grapheme_Cluster_Break=Extend}\u200d])"
        r"\p{Grapheme_Cluster_Break=Other}"
    )


class RowKind(StrEnum):
    """The kind of a row."""

    HEADLINE = "headline"
    WARNING = "warning"
    CREDIT = "credit"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    BODY = "body"


class Row(NamedTuple):
    """One row: its text as shown, and in the body the code points it covers."""

    kind: RowKind
    shown: str
    span: Span


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line above the body, as foreign text. Its continuation rows are indented by ``hang`` cells."""

    kind: RowKind
    text: str
    hang: int = 0


class Layout:
    """The rows of one article at one width. Offsets are code points into ``body``; cells count from the row's left.

    The ends of all rows are computed at once, the text of a row on request.
    """

    def __init__(self, head: Sequence[HeadLine], body: str, width: int) -> None:
        self.body = body
        self.width = max(width, NARROWEST)
        self._head = list(_head_rows(head, self.width))
        self._starts, self._ends = array("L"), array("L")
        start = 0
        for line in body.split("\n") if body else ():
            for span in wrap(line, self.width):
                self._starts.append(start + span.start)
                self._ends.append(start + span.end)
            start += len(line) + 1

    def under(self, head: Sequence[HeadLine]) -> Layout:
        """Return the same body, not wrapped again, under another head."""
        other = copy(self)
        other._head = list(_head_rows(head, self.width))
        return other

    def __len__(self) -> int:
        return len(self._head) + len(self._starts)

    @property
    def first_body_row(self) -> int:
        """The first row of the body."""
        return len(self._head)

    def row(self, number: int) -> Row:
        """One row, 0 <= number < len(self)."""
        if number < len(self._head):
            return self._head[number]
        place = number - len(self._head)
        span = Span(self._starts[place], self._ends[place])
        return Row(RowKind.BODY, visible(span.of(self.body)), span)

    def stretch(self, first: int, last: int) -> Span:
        """The code points from row ``first`` to row ``last``, those between rows included."""
        first, last = (min(max(0, number - len(self._head)), len(self._starts)) for number in (first, last + 1))
        end = self._starts[last] if last < len(self._starts) else len(self.body)
        return Span(self._starts[first] if first < len(self._starts) else end, end)

    def row_of(self, offset: int) -> int:
        """The row that shows ``offset``, or that ends just before it."""
        return self.first_body_row + max(0, bisect_right(self._starts, offset) - 1)

    def cell_of(self, offset: int) -> int:
        """The cells to the left of ``offset`` in its row."""
        if not self._starts:
            return 0
        row = self.row(self.row_of(offset))
        return cell_len(row.shown[: max(0, offset - row.span.start)])

    def offset_at(self, row: int, cell: int) -> int:
        """The offset of the character at a cell of a row, or of the nearest one."""
        if not self._starts:
            return 0
        _, shown, span = self.row(min(max(row, self.first_body_row), len(self) - 1))
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
            for number, span in enumerate(wrap(line.text, max(NARROWEST, width - line.hang))):
                indent = " " * line.hang if number else ""
                yield Row(kind, indent + visible(span.of(line.text)), Span(0, 0))
        if kind is not RowKind.HEADLINE:
            yield Row(kind, "", Span(0, 0))


def _grouped(head: Sequence[HeadLine]) -> Iterator[tuple[RowKind, list[HeadLine]]]:
    for kind in (RowKind.WARNING, RowKind.HEADLINE, RowKind.CREDIT, RowKind.STANDFIRST, RowKind.CAPTION):
        if group := [line for line in head if line.kind is kind]:
            yield kind, group


def wrap(line: str, width: int) -> Iterator[Span]:
    """Yield the rows of one line, at least one, broken at spaces and measured in cells as shown.

    Spaces at a break belong to no row. A word wider than a row is cut between characters.
    """
    end = len(line.rstrip(_BREAKS))
    if end * _WIDEST <= width or (end <= width and line.isascii()):
        yield Span(0, end)
        return
    reach, cut = _measured(line, width)
    start = 0
    while (limit := reach(start)) < end:
        after = _after_last_break(line, start, limit)
        row_end = start + len(line[start:after].rstrip(_BREAKS))
        if row_end > start:
            yield Span(start, row_end)
            start = after
            while line[start] in _BREAKS:
                start += 1
        else:
            row_end = cut(start, limit)
            yield Span(start, row_end)
            start = row_end
    yield Span(start, max(start, end))


def _after_last_break(line: str, start: int, limit: int) -> int:
    """Return where the next row may begin if ``line[start:limit]`` fits; ``start`` if it has no break."""
    if line[limit] in _BREAKS:
        return limit
    return max(start, *(line.rfind(character, start, limit) + 1 for character in _BREAKS))


def _measured(line: str, width: int) -> tuple[Callable[[int], int], Callable[[int, int], int]]:
    """Return two functions: how far a row reaches from a position, and where to cut a word before a limit."""
    if _PLAIN.fullmatch(line):
        return (lambda start: start + width), (lambda _start, limit: limit)
    if _WIDE.fullmatch(line):
        return (lambda start: start + width // 2), (lambda _start, limit: limit)
    shown = visible(line)
    widths = _widths(shown) if _WIDENS in shown else map(_cells.__getitem__, shown)
    cells = array("L", accumulate(widths, initial=0))

    def reach(start: int) -> int:
        return bisect_right(cells, cells[start] + width) - 1

    if not _joining().search(shown):
        return reach, lambda start, limit: max(limit, start + 1)

    def cut(start: int, limit: int) -> int:
        # From the last certain beginning of a character; in a run of flags that is before the first.
        sure = limit
        while sure > start and not _beginning().match(shown, sure):
            sure -= 1
        words = shown[sure : limit + 1]
        *_, last = graphemes(words, Span(0, len(words)))
        return sure + last.start if sure + last.start > start else max(limit, start + 1)

    return reach, cut


def _widths(shown: str) -> list[int]:
    """The cells of each code point; over whole characters they add up to ``cell_len``."""
    widths = [_cells[character] for character in shown]
    last = ""
    for number, character in enumerate(shown):
        if character == _WIDENS:
            widths[number] = cell_len(last + _WIDENS) - cell_len(last)
            last = ""
        elif widths[number]:
            last = character
    return widths
