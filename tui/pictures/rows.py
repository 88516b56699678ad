"""The rows of pictures. A row draws itself in a number of cells; its signs differ in shape, not only in colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rich.cells import cell_len

from store.figures.sources import NO_DATE
from tui.terminal.safe_text import visible
from tui.text.cells import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.figures.period import Period
    from store.figures.speakers import Tick
    from store.quotations.printings import Printing

_NAME = 26
"""Cells of a name or a day."""
_RIGHT = 30
"""Cells of the numbers at the end of a row."""
SETTLED, OPEN, CHOSEN = "│", "╵", "◆"
"""Ticks: of a settled quotation, of an open one, of the one to go to. Several in one cell are a digit."""
NAMED, DESCRIBED, BARE = "■", "▒", "□"
"""The parts of a bar."""
_MOST_IN_CELL = 9
_SPACES = re.compile(r"\s+")


class Row(Protocol):
    """One row of a picture."""

    @property
    def annotation_ids(self) -> Sequence[str]:
        """The quotations of the row, in the order of stepping through them."""

    def draw(self, width: int, chosen: int | None) -> str:
        """Return the row in ``width`` cells; on the cursor's row ``chosen`` is the number of the quotation to go to."""


class TextRow(NamedTuple):
    """Words, indented; a heading without quotations."""

    words: str
    annotation_ids: Sequence[str] = ()
    indent: int = 0
    right: str = ""
    at: Printing | None = None
    """The words in print to go to, where they may be no quotation."""

    def draw(self, width: int, chosen: int | None) -> str:  # noqa: ARG002 - a row of words shows no single quotation
        return _beside("  " * self.indent + visible(self.words), self.right, width)


class TimeRow(NamedTuple):
    """A speaker's quotations on a line of time; those before it are at its left edge."""

    who: str
    ticks: tuple[Tick, ...]
    drawn: Period

    @property
    def annotation_ids(self) -> Sequence[str]:
        return [tick.annotation_id for tick in self.ticks]

    def draw(self, width: int, chosen: int | None) -> str:
        right = f"{len(self.ticks):,}"
        room = max(width - _NAME - len(right) - 2, 1)
        cells: list[list[Tick]] = [[] for _ in range(room)]
        # Many quotations share a day.
        places = {day: cells[self._cell(day, room)] for day in {tick.day for tick in self.ticks} if day != NO_DATE}
        for tick in self.ticks:
            if tick.day in places:
                places[tick.day].append(tick)
        line = ["·" if not several else _sign(several) for several in cells]
        if chosen is not None and self.ticks[chosen].day != NO_DATE:
            line[self._cell(self.ticks[chosen].day, room)] = CHOSEN
        return f"{fitted(visible(self.who), _NAME - 1)} {''.join(line)} {right} "

    def _cell(self, day: str, room: int) -> int:
        return int(self.drawn.at(day, 0) * room)


class BarRow(NamedTuple):
    """A bar of parts, each of a sign and a number; ``most`` fills the width."""

    label: str
    parts: tuple[tuple[str, int], ...]
    most: int
    right: str
    annotation_ids: Sequence[str] = ()

    def draw(self, width: int, chosen: int | None) -> str:  # noqa: ARG002 - a bar shows no single quotation
        room = max(width - _NAME - _RIGHT - 1, 4)
        total = sum(number for _, number in self.parts)
        bar, done, drawn = "", 0, 0
        for sign, number in self.parts:
            done += number
            # Rounding from the start of the bar keeps its whole length right; a part that is there has a cell.
            end = max(round(room * done / max(self.most, 1)), drawn + (number > 0))
            bar, drawn = bar + sign * (end - drawn), end
        return fitted(
            _beside(f"{fitted(visible(self.label), _NAME - 1)} {bar if total else ''}", self.right, width), width
        )


class ContextRow(NamedTuple):
    """A word in its context, aligned in the middle of the row."""

    before: str
    word: str
    after: str
    annotation_ids: Sequence[str]

    def draw(self, width: int, chosen: int | None) -> str:  # noqa: ARG002 - the row is one quotation
        left = width // 2 - 4
        before = visible(_SPACES.sub(" ", self.before))
        before = before[max(len(before) - left, 0) :]  # No sign is narrower than a cell, bar accents.
        while cell_len(before) > left:
            before = before[1:]
        start = " " * (left - cell_len(before)) + before
        return fitted(start + visible(_SPACES.sub(" ", self.word + self.after)), width)


def _sign(several: Sequence[Tick]) -> str:
    if len(several) > 1:
        return str(len(several)) if len(several) <= _MOST_IN_CELL else "#"
    return OPEN if several[0].status.is_open else SETTLED


def _beside(words: str, right: str, width: int) -> str:
    """Set ``right`` at the end of a row."""
    end = f" {right} " if right else ""
    return fitted(words, width - cell_len(end)) + end
