"""Tables on the command line: the first column from the left, numbers from the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.cli.output import fitted, say
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDEST = 48
"""Cells of the widest column; longer words are cut."""


def say_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table with a heading; a column is set from the right if all its cells begin with a digit or a dash."""
    cells = [[_cut(visible(cell)) for cell in row] for row in rows]
    numeric = [all(row[i][:1].isdigit() or row[i][:1] == "–" for row in cells) for i in range(len(head))]
    widths = [max(cell_len(row[i]) for row in [list(head), *cells]) for i in range(len(head))]
    for row in [list(head), *cells]:
        line = (_set(cell, widths[i], right=bool(i) and numeric[i]) for i, cell in enumerate(row))
        say(fitted("  ".join(line).rstrip()))


def _set(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if right else cell + space


def _cut(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1].rstrip() + "…"
