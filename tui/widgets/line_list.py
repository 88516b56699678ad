"""A list of things in two lines each; only what is visible is drawn, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.terminal.safe_text import visible
from tui.text.cells import CURSOR
from tui.widgets.enduring import Enduring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

_HEIGHT = 2


class Line(NamedTuple):
    """One thing: its words, what is said beside it, and at the right of the first line. ``sign`` stands before it.

    ``ids`` say what it is about, so that the cursor finds it again in other lines.
    """

    words: str
    detail: str = ""
    right: str = ""
    sign: str = " "
    ids: frozenset[str] = frozenset()


class Lines(Enduring, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows lines with a cursor; whoever owns it moves the cursor and is told by ``on_lines_moved``."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--words", "lines--detail", "lines--cursor", "lines--focused"}
    DEFAULT_CSS = """
    Lines { background: $background; color: $foreground; overflow-x: hidden; scrollbar-size-vertical: 1; }
    Lines .lines--words { color: $foreground; }
    Lines .lines--detail { color: $muted; }
    Lines .lines--cursor { background: $panel; }
    Lines .lines--focused { background: $panel-lighten-2; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self.empty_words = ""
        self.cursor = 0
        self._meant: frozenset[str] = frozenset()
        """What the line under the cursor is about."""

    def show(self, lines: Sequence[Line], *, empty_words: str = "") -> None:
        """Show other lines; the cursor stays on what it was on, or where that is gone as near as it can."""
        self.lines, self.empty_words = lines, empty_words
        self.virtual_size = Size(self.size.width, _HEIGHT * len(lines))
        self.go_to(next((n for n, line in enumerate(lines) if line.ids & self._meant), self.cursor))

    def go_to_top(self) -> None:
        """Put the cursor on the first line, also of the lines that are shown next."""
        self.go_to(0)
        self._meant = frozenset()

    def go_to(self, number: int) -> None:
        """Put the cursor on a line, and the line on the screen."""
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
    def page(self) -> int:
        """How many things are visible."""
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
            return Strip([Segment(_fitted(f"   {visible(line.detail)}", width), style)], width)
        right = f" {line.right} " if line.right else ""
        mark = CURSOR if number == self.cursor and self.has_focus else " "
        words = _fitted(f"{mark}{line.sign} {visible(line.words)}", width - cell_len(right))
        return Strip([Segment(words, style), Segment(right, style)], width)


def _fitted(words: str, width: int) -> str:
    """Cut or fill words to a width, with an ellipsis where they end too early."""
    if cell_len(words) <= width:
        return words + " " * (width - cell_len(words))
    return set_cell_size(words, max(0, width - 1)) + "…"
