"""The keys that move the cursor in the register's panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.kernel.actions import Scope
from tui.kernel.handlers import handles

if TYPE_CHECKING:
    from tui.register.selection import Selection


class RegisterMotions:
    """The motions of the register's screen."""

    def __init__(self, screen: Selection) -> None:
        self._screen = screen

    @handles("cursor_down", Scope.REGISTER)
    def go_down(self, count: int | None = None) -> None:
        self._go_by(count or 1)

    @handles("cursor_up", Scope.REGISTER)
    def go_up(self, count: int | None = None) -> None:
        self._go_by(-(count or 1))

    @handles("page_down", Scope.REGISTER)
    def page_down(self) -> None:
        self._go_by(self._screen.here.page)

    @handles("page_up", Scope.REGISTER)
    def page_up(self) -> None:
        self._go_by(-self._screen.here.page)

    @handles("first", Scope.REGISTER)
    def go_to_first(self) -> None:
        self._screen.go_to(0)

    @handles("last", Scope.REGISTER)
    def go_to_last(self) -> None:
        self._screen.go_to(len(self._screen.here.lines))

    def _go_by(self, lines: int) -> None:
        self._screen.go_to(self._screen.here.cursor + lines)
