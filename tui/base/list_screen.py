"""A full screen that lists things, a few lines each, with a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.widgets.option_list import Option

from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.text.hanging import hanging
from tui.text.wrapping import NARROWEST
from tui.widgets.choice_list import ChoiceList
from tui.widgets.title import Title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.widget import Widget

Answer = TypeVar("Answer")

_BESIDE = 5
"""Cells beside the lines: a margin on each side, and the scrollbar."""
_PAGE = 8
"""Lines that a page key moves."""


class ListScreen(KeyedScreen[Answer], inherit_bindings=False):
    """Shows lines. A subclass provides them, and the actions on the one under the cursor."""

    DEFAULT_CSS = """
    ListScreen { background: $background; }
    ListScreen OptionList { height: 1fr; border: none; background: $background; }
    ListScreen OptionList.-textual-compact { padding: 1 2 0 1; }
    ListScreen OptionList > .option-list--option-highlighted {
        background: $cursor-row; color: $foreground; text-style: none;
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title_line = Title(title, "list-title", "-active")
        self._lines: list[Content] = []
        self.list = ChoiceList(compact=True, markup=False)
        self.list.can_focus = False

    def compose(self) -> ComposeResult:
        yield self._title_line
        yield self.list
        yield self.status

    def on_mount(self) -> None:
        self.refresh_hints()

    def on_resize(self) -> None:
        if self._lines:
            ListScreen.show(self, self._lines)

    def make_room(self, rows: int) -> None:
        # The last lines can only be scrolled above a dialog when the list ends there.
        self.list.styles.margin = (0, 0, max(0, self.status.region.y - rows), 0) if rows > 4 else 0
        self.call_after_refresh(self.list.scroll_to_highlight)

    def on_screen_resume(self) -> None:
        self.list.styles.margin = 0

    @property
    def cursor_widget(self) -> Widget:
        return self.list

    @property
    def scope(self) -> Scope:
        return Scope.LIST

    @property
    def cursor(self) -> int | None:
        """The number of the line under the cursor."""
        return self.list.highlighted

    def head(self, words: str) -> None:
        """Set the title."""
        self._title_line.say(words)

    def show(self, lines: Iterable[Content]) -> None:
        """Replace the lines. The cursor keeps its line number as far as possible."""
        here = self.cursor or 0
        self._lines = list(lines)
        width = max(NARROWEST, self.size.width - _BESIDE)
        self.list.set_options(Option(hanging(line, width)) for line in self._lines)
        self.list.highlighted = min(here, self.list.option_count - 1) if self.list.option_count else None

    def go_to(self, number: int) -> None:
        """Move the cursor to a line."""
        if self.list.option_count:
            self.list.highlighted = min(max(number, 0), self.list.option_count - 1)

    @handles("cursor_down", Scope.LIST)
    def go_down(self, count: int | None = None) -> None:
        self.go_to((self.cursor or 0) + (count or 1))

    @handles("cursor_up", Scope.LIST)
    def go_up(self, count: int | None = None) -> None:
        self.go_to((self.cursor or 0) - (count or 1))

    @handles("page_down", Scope.LIST)
    def page_down(self) -> None:
        self.go_to((self.cursor or 0) + _PAGE)

    @handles("page_up", Scope.LIST)
    def page_up(self) -> None:
        self.go_to((self.cursor or 0) - _PAGE)

    @handles("first", Scope.LIST)
    def go_to_first(self) -> None:
        self.go_to(0)

    @handles("last", Scope.LIST)
    def go_to_last(self) -> None:
        self.go_to(self.list.option_count)
