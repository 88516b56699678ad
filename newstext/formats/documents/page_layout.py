"""The reading order of a page: its columns, the rows across them, and rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newstext.formats.documents.page_text import Row

_WIDEST_PAGE = 14_400.0
"""Points that a page may be wide by the standard."""
_STEP = 2.0
"""The step in points of the search for a gutter."""
_NARROW_SHARE = 0.62
"""The share of the text's width from which a row spans the columns."""
_FEWEST_ROWS = 4
_FEWEST_LETTERS = 12
_GUTTER_SHARE = 0.1
_GUTTER_WIDTH = 0.5
_FAR, _FULL_LINE_FAR = 1.6, 3.0
"""Times its height that two cells are apart; the words of a line that is spaced out to fill its column may be too."""


@dataclass
class PlacedRow:
    """A row and its column: the column's left and right edge in points, and its number from 0 on its page."""

    row: Row
    left: float
    right: float
    column: int


def in_reading_order(rows: list[Row]) -> list[PlacedRow]:
    """Return the rows of a page in reading order: column by column, with rows across the columns at their height."""
    if not rows:
        return []
    gutters = _gutters(rows)
    if not gutters:
        return _column(rows, 0)
    placed: list[PlacedRow] = []
    over = [row for row in rows if any(row.left < start and row.right > end for start, end in gutters)]
    waiting = [row for row in rows if row not in over]
    for row in sorted(over, key=_middle, reverse=True):
        above = [other for other in waiting if _middle(other) > _middle(row)]
        waiting = [other for other in waiting if _middle(other) <= _middle(row)]
        placed += _columns(above, gutters)
        placed += _column([row], len(placed) and placed[-1].column + 1)
    return placed + _columns(waiting, gutters, len(placed) and placed[-1].column + 1)


def _middle(row: Row) -> float:
    return (row.bottom + row.top) / 2


def _gutters(rows: list[Row]) -> list[tuple[float, float]]:
    """Return the gaps between columns of text: hardly a row crosses them, and there are rows on both sides."""
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    narrow = [row for row in rows if row.right - row.left < _NARROW_SHARE * (right - left)]
    texts = [row for row in narrow if len(row.text) >= _FEWEST_LETTERS]
    if len(texts) < 2 * _FEWEST_ROWS or right - left > _WIDEST_PAGE:
        return []
    covered = [0] * (int((right - left) / _STEP) + 2)
    for row in narrow:
        for at in range(int((row.left - left) / _STEP), int((row.right - left) / _STEP) + 1):
            covered[at] += 1
    most = _GUTTER_SHARE * max(covered)
    height = median(row.height for row in rows)
    strips = [
        (left + start * _STEP, left + end * _STEP)
        for start, end in _runs(count <= most for count in covered)
        if start and end < len(covered) - 1 and (end - start) * _STEP >= _GUTTER_WIDTH * height
    ]
    return [strip for strip in strips if _parts(strip, texts)]


def _runs(flags: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Yield where each run of true flags begins and ends."""
    start = None
    at = -1
    for at, flag in enumerate(flags):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, at + 1


def _parts(strip: tuple[float, float], texts: list[Row]) -> bool:
    """Whether several rows of running text are side by side; cells of a table do not count."""
    before = [row for row in texts if row.right <= strip[1]]
    behind = [row for row in texts if row.left >= strip[0]]
    if min(len(before), len(behind)) < _FEWEST_ROWS:
        return False
    low = max(min(row.bottom for row in side) for side in (before, behind))
    high = min(max(row.top for row in side) for side in (before, behind))
    return high - low > _FEWEST_ROWS * median(row.height for row in texts)


def _columns(rows: list[Row], gutters: list[tuple[float, float]], first: int = 0) -> list[PlacedRow]:
    edges = [float("-inf"), *((start + end) / 2 for start, end in gutters), float("inf")]
    placed: list[PlacedRow] = []
    for number, (start, end) in enumerate(pairwise(edges)):
        placed += _column([row for row in rows if start <= (row.left + row.right) / 2 < end], first + number)
    return placed


def _column(rows: list[Row], number: int) -> list[PlacedRow]:
    """Return the rows of one column from the top, with everything at the same height in one row."""
    levels: list[list[Row]] = []
    for row in sorted(rows, key=_middle, reverse=True):
        if levels and levels[-1][0].is_level_with(row):
            levels[-1].append(row)
        else:
            levels.append([row])
    left, right = min((row.left for row in rows), default=0.0), max((row.right for row in rows), default=0.0)
    merged = [_merged(level, left, right) for level in levels]
    return [PlacedRow(row, left, right, number) for row in merged]


def _merged(level: list[Row], left: float, right: float) -> Row:
    """Join everything at one height into one row, with tabs between cells; a justified line gets none."""
    first, *others = sorted(level, key=lambda row: row.left)
    is_full = first.left < left + _FAR * first.height and max(row.right for row in level) > right - first.height
    far = (_FULL_LINE_FAR if is_full else _FAR) * first.height
    for row in others:
        first.take(row, "\t" if row.left - first.right > far else " ")
    return first
