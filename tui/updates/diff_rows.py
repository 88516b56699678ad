"""Two texts as rows: paragraphs side by side if there is room, else one text with both wordings.

Pure: texts in, rows out. Strokes and signs show the changes as well as colour, so that colour is not needed.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors import paired
from newstext.spans import Span
from tui.terminal.safe_text import visible
from tui.text.wrapping import NARROWEST, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.anchors.word_diff import Pair

SIDE_BY_SIDE = 104
"""Cells from which two texts stand side by side."""
GAP = 4
"""Cells between them."""
MEASURE = 84
"""The longest row of a single text, in cells."""


class Kind(StrEnum):
    """The kind of a run of words."""

    SAME = "same"
    OLD = "old"
    NEW = "new"
    TITLE = "title"
    QUIET = "quiet"


class Run(NamedTuple):
    """Words in one style."""

    words: str
    kind: Kind


class Row(NamedTuple):
    """A row: the runs of its one or two columns. ``is_stop`` marks the beginning of a change, to jump to."""

    columns: tuple[tuple[Run, ...], ...]
    is_stop: bool = False


class MarkedText(NamedTuple):
    """A text with its marked stretches."""

    text: str
    stretches: tuple[tuple[Span, Kind], ...] = ()


def words(text: str, kind: Kind, width: int, *, is_stop: bool = False) -> list[Row]:
    """Return one text as rows of one column; an empty one is a blank row."""
    rows = _wrapped(MarkedText(text, ((Span(0, len(text)), kind),)), min(width, MEASURE))
    return [Row((runs,), is_stop and not number) for number, runs in enumerate(rows)]


def marked(text: MarkedText, width: int) -> list[Row]:
    """Return a text with marked stretches as rows of one column."""
    return [Row((runs,)) for runs in _wrapped(text, min(width, MEASURE))]


def compared(old: str, new: str, width: int) -> list[Row]:
    """Return two texts as rows of at most ``width`` cells, with a blank row between paragraphs."""
    rows: list[Row] = []
    for pair in paired(old, new):
        if rows:
            rows.append(Row(((),)))
        rows += _beside(pair, old, new, width) if width >= SIDE_BY_SIDE else _in_one(pair, old, new, width)
    return rows


def column_width(width: int) -> int:
    """Return the width of one of two columns, in cells."""
    return (width - GAP) // 2


def _beside(pair: Pair, old: str, new: str, width: int) -> Iterator[Row]:
    ours = MarkedText(pair.old.of(old), tuple((c.old.shifted(-pair.old.start), Kind.OLD) for c in pair.changes))
    theirs = MarkedText(pair.new.of(new), tuple((c.new.shifted(-pair.new.start), Kind.NEW) for c in pair.changes))
    left, right = _wrapped(ours, column_width(width)), _wrapped(theirs, column_width(width))
    for number, columns in enumerate(zip_longest(left, right, fillvalue=())):
        yield Row(columns, bool(pair.changes) and not number)


def _in_one(pair: Pair, old: str, new: str, width: int) -> Iterator[Row]:
    """The newer paragraph, with the older wording before each change."""
    text = ""
    stretches: list[tuple[Span, Kind]] = []
    done = pair.new.start
    for change in pair.changes:
        text += new[done : change.new.start]
        for span, source, kind in ((change.old, old, Kind.OLD), (change.new, new, Kind.NEW)):
            if span.start < span.end:
                # A space keeps the two wordings of a change apart.
                text += " " if text and not text[-1].isspace() else ""
                stretches.append((Span(len(text), len(text) + span.end - span.start), kind))
                text += span.of(source)
        done = change.new.end
    text += new[done : pair.new.end]
    for number, runs in enumerate(_wrapped(MarkedText(text, tuple(stretches)), min(width, MEASURE))):
        yield Row((runs,), bool(pair.changes) and not number)


def _wrapped(marked: MarkedText, width: int) -> Iterator[tuple[Run, ...]]:
    """Wrap a marked text into rows of runs; its stretches are in order."""
    shown = visible(marked.text)
    passed = 0
    for row in wrap(marked.text, max(width, NARROWEST)):
        while passed < len(marked.stretches) and marked.stretches[passed][0].end <= row.start:
            passed += 1
        last = bisect_left(marked.stretches, row.end, passed, key=lambda stretch: stretch[0].start)
        here = marked.stretches[passed:last]
        edges = {row.start, row.end, *(min(max(edge, row.start), row.end) for span, _ in here for edge in span)}
        yield tuple(
            Run(shown[start:end], next((kind for span, kind in here if span.start <= start < span.end), Kind.SAME))
            for start, end in pairwise(sorted(edges))
        )
