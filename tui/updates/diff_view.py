"""The rows of a comparison, with jumps from change to change. Only visible rows are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.updates import diff_rows
from tui.widgets.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.updates.diff_rows import Row, Run

MARGIN = 3
"""Cells left of the words, for the sign of a change."""
_ABOVE = 2
"""Rows that stay visible above the change jumped to."""


class Comparison(VirtualRows):
    """Shows rows. After a change of width it posts a message, and its screen lays the rows out again."""

    DEFAULT_CSS = """
    Comparison > .comparison--same { color: $foreground; }
    Comparison > .comparison--old { color: $error; text-style: strike; }
    Comparison > .comparison--new { color: $success; text-style: bold underline; }
    Comparison > .comparison--title { color: $foreground; text-style: bold; }
    Comparison > .comparison--quiet { color: $muted; }
    Comparison > .comparison--sign { color: $secondary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "comparison--same",
        "comparison--old",
        "comparison--new",
        "comparison--title",
        "comparison--quiet",
        "comparison--sign",
    }

    class Resized(Message):
        """The room for rows has changed."""

    class Moved(Message):
        """The cursor has moved to another change."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._stops: list[int] = []
        self._column = 0
        self._laid_out = 0
        """The width that rows were last requested for."""
        self.change: int | None = None
        """The current change, from 0; None before the first jump."""

    @property
    def room(self) -> int:
        """The cells available for rows."""
        return max(8, self.size.width - MARGIN - 2)

    @property
    def changes(self) -> int:
        """The number of changes."""
        return len(self._stops)

    @property
    def cursor_cell(self) -> Offset:
        return Offset(0, self.scroll_offset.y if self.change is None else self._stops[self.change])

    def show(self, rows: Sequence[Row], *, stay: bool = False) -> None:
        """Show rows from the top, or with ``stay`` at the current change."""
        self._rows = rows
        self._stops = [number for number, row in enumerate(rows) if row.is_stop]
        self._column = diff_rows.column_width(self.room)
        self.virtual_size = Size(self.size.width, len(rows))
        if not (stay and self.change is not None and self.change < len(self._stops)):
            self.change = None
            self.scroll_to(y=0, animate=False, immediate=True)
        else:
            self._go_to(self.change)
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        # A change of height leaves the rows as they are.
        if self.room != self._laid_out:
            self._laid_out = self.room
            self.post_message(self.Resized())

    @handles("next_change", Scope.COMPARING)
    def go_to_next_change(self, count: int | None = None) -> None:
        at = -1 if self.change is None else self.change
        if self._stops:
            self._go_to(min(at + (count or 1), len(self._stops) - 1))

    @handles("previous_change", Scope.COMPARING)
    def go_to_previous_change(self, count: int | None = None) -> None:
        if self._stops:
            self._go_to(max(0, (self.change or 0) - (count or 1)))

    def _go_to(self, change: int) -> None:
        self.change = change
        self.scroll_to(y=max(0, self._stops[change] - _ABOVE), animate=False)
        self.refresh()
        self.post_message(self.Moved())

    @handles("line_down", Scope.COMPARING)
    def line_down(self, count: int | None = None) -> None:
        self.scroll_to(y=self.scroll_offset.y + (count or 1), animate=False)

    @handles("line_up", Scope.COMPARING)
    def line_up(self, count: int | None = None) -> None:
        self.scroll_to(y=self.scroll_offset.y - (count or 1), animate=False)

    @handles("page_down", Scope.COMPARING)
    def page_down(self) -> None:
        self.line_down(max(1, self.size.height - 2))

    @handles("page_up", Scope.COMPARING)
    def page_up(self) -> None:
        self.line_up(max(1, self.size.height - 2))

    @handles("first", Scope.COMPARING)
    def go_to_first(self) -> None:
        self.scroll_to(y=0, animate=False)

    @handles("last", Scope.COMPARING)
    def go_to_last(self) -> None:
        self.scroll_to(y=len(self._rows), animate=False)

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        row = self._rows[number]
        drawn = [self._sign(number), *self._drawn(row.columns[0])]
        if len(row.columns) > 1:
            used = sum(cell_len(run.words) for run in row.columns[0])
            gap = diff_rows.GAP + self._column - used
            drawn += [Segment(" " * gap, self.rich_style), *self._drawn(row.columns[1])]
        return Strip(drawn).adjust_cell_length(self.size.width, self.rich_style)

    def _sign(self, number: int) -> Segment:
        """The margin's sign for a change, and for the current one."""
        sign = ""
        if self._rows[number].is_stop:
            is_here = self.change is not None and self._stops[self.change] == number
            sign = "›±" if is_here else " ±"
        return Segment(sign.ljust(MARGIN), self.get_component_rich_style("comparison--sign"))

    def _drawn(self, runs: Sequence[Run]) -> list[Segment]:
        return [Segment(run.words, self.get_component_rich_style(f"comparison--{run.kind}")) for run in runs]
