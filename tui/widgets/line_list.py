"""A list of items with two lines each. Only visible ones are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.terminal.safe_text import visible
from tui.text.cells import CURSOR, fitted
from tui.widgets.cursor_pane import CursorPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

_HEIGHT = 2


class Line(NamedTuple):
    """One item: words after a ``sign``, with ``right`` at the end of the line and ``detail`` below.

    ``ids`` identify its subject, so that the cursor finds it again when the lines change.
    """

    words: str
    detail: str = ""
    right: str = ""
    sign: str = " "
    ids: frozenset[str] = frozenset()


class LineList(CursorPane, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows lines with a cursor. Its owner moves the cursor; after a click it calls ``on_lines_moved``."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--words", "lines--detail", "lines--cursor", "lines--focused"}
    DEFAULT_CSS = """
    LineList { background: $background; color: $foreground; overflow-x: hidden; scrollbar-size-vertical: 1; }
    LineList .lines--words { color: $foreground; }
    LineList .lines--detail { color: $muted; }
    LineList .lines--cursor { background: $panel; }
    LineList .lines--focused { background: $cursor-row; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self.empty_words = ""
        self.cursor = 0
        self._meant: frozenset[str] = frozenset()
        """The subject of the line under the cursor."""

    def show(self, lines: Sequence[Line], *, empty_words: str = "") -> None:
        """Replace the lines. The cursor stays on its subject, or on its line number if that is gone."""
        self.lines, self.empty_words = lines, empty_words
        self.virtual_size = Size(self.size.width, _HEIGHT * len(lines))
        self.go_to(next((n for n, line in enumerate(lines) if line.ids & self._meant), self.cursor))

    def go_to_top(self) -> None:
        """Move the cursor to the first line, and keep it there when the lines are replaced."""
        self.go_to(0)
        self._meant = frozenset()

    def go_to(self, number: int) -> None:
        """Move the cursor to a line, and scroll it into view."""
        self.cursor = max(0, min(number, len(self.lines) - 1))
        self._meant = self.lines[self.cursor].ids if self.lines else frozenset()
        top, height = self.scroll_offset.y, self.size.height
        first = _HEIGHT * self.cursor
        if first < top or not height:
            self.scroll_to(y=first, animate=False, force=True)
        elif first + _HEIGHT > top + height:
            self.scroll_to(y=first + _HEIGHT - height, animate=False, force=True)
        self.refresh()

    @property
    def cursor_cell(self) -> Offset:
        return Offset(0, self.cursor * _HEIGHT)

    @property
    def page(self) -> int:
        """The number of items that fit."""
        return max(1, self.size.height // _HEIGHT)

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, _HEIGHT * len(self.lines))
        self.go_to(self.cursor)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        self.focus()
        if self.lines:
            self.go_to((self.scroll_offset.y + event.y) // _HEIGHT)
            self.screen.call_later(self.screen.on_lines_moved)  # type: ignore[attr-defined]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        number, row = divmod(self.scroll_offset.y + y, _HEIGHT)
        base = self.rich_style
        if number >= len(self.lines):
            words = f" {self.empty_words}" if not self.lines and y == 0 else ""
            return Strip(
                [
                    Segment(
                        set_cell_size(words, width), base + self.get_component_rich_style("lines--detail", partial=True)
                    )
                ]
            )
        line = self.lines[number]
        style = base + self.get_component_rich_style("lines--words" if row == 0 else "lines--detail", partial=True)
        if number == self.cursor:
            name = "lines--focused" if self.has_focus else "lines--cursor"
            style += self.get_component_rich_style(name, partial=True)
        if row:
            return Strip([Segment(fitted(f"   {visible(line.detail)}", width), style)], width)
        right = f" {line.right} " if line.right else ""
        mark = CURSOR if number == self.cursor and self.has_focus else " "
        words = fitted(f"{mark}{line.sign} {visible(line.words)}", width - cell_len(right))
        return Strip([Segment(words, style), Segment(right, style)], width)
