"""The arrangement of the desk's panes: by the terminal's width, and as the person likes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.widget import Widget

from store.filesystem import write_whole
from tui.desk.host import Host
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.settings import paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Size

WIDE, WIDEST = 110, 170
"""Columns from which the reader stands beside the stack, and the quotation list beside both."""

_FILE = "stack-width"
_STEP, _LEAST, _MOST = 5, 15, 70
"""The change of the stack's width by one key, and its limits, in per cent of the terminal."""


class StackPane(Widget):
    """The stack with its title and search field. They cover the pane, so it draws nothing itself."""

    BLANK = True


class ArrangedScreen(Host, Protocol):
    """The desk's screen, as it is arranged."""

    @property
    def size(self) -> Size:
        """Its columns and rows."""

    def lay_out(self, width: int) -> None:
        """Arrange the panes for a number of columns."""


class Arrangement:
    """Shows one pane alone where the person wants that, and keeps the width that they gave the stack."""

    def __init__(self, screen: ArrangedScreen) -> None:
        self._screen = screen
        self._is_alone = False
        self._share = _kept()

    def room(self, width: int) -> int:
        """Return the columns to lay out for: of a pane alone, fewer than those for two."""
        return min(width, WIDE - 1) if self._is_alone else width

    def fit(self, stacks: Iterable[Widget], width: int) -> None:
        """Give the stack, once it is there, the width that the person chose, if it stands beside the reader."""
        for stack in stacks if self._share is not None else ():
            if self.room(width) >= WIDE:
                stack.styles.width, stack.styles.max_width = f"{self._share}%", "100%"
            else:
                stack.styles.clear_rule("width")
                stack.styles.clear_rule("max_width")

    @handles("alone", Scope.DESK)
    def show_alone(self) -> None:
        """Show the pane with the keys alone, or all panes again."""
        self._is_alone = not self._is_alone
        self._screen.lay_out(self._screen.size.width)
        if self._screen.size.width < WIDE:
            said = f"From {WIDE} columns on, there is more than one pane."
        else:
            said = "This pane is shown alone. {desk.alone} shows all." if self._is_alone else "All panes are shown."
        self._screen.status.say(self._screen.session.phrase(said))

    @handles("wider_stack", Scope.DESK)
    def widen(self, count: int | None = None) -> None:
        self._change(count or 1)

    @handles("narrower_stack", Scope.DESK)
    def narrow(self, count: int | None = None) -> None:
        self._change(-(count or 1))

    def _change(self, steps: int) -> None:
        width = self._screen.size.width
        if self.room(width) < WIDE:
            self._screen.status.say("The stack stands alone.")
            return
        share = self._share or round(100 * self._screen.stack.outer_size.width / width / _STEP) * _STEP
        self._share = min(max(share + steps * _STEP, _LEAST), _MOST)
        self._screen.lay_out(width)
        kept = "" if _keep(self._share) else " It cannot be kept."
        self._screen.status.say(f"The stack has {self._share} % of the width.{kept}")


def _kept() -> int | None:
    try:
        share = int((paths.state_folder() / _FILE).read_text("utf-8"))
    except (OSError, ValueError, paths.NoPlaceError):
        return None
    return share if _LEAST <= share <= _MOST else None


def _keep(share: int) -> bool:
    """Keep the width for the next start; False when it cannot be kept."""
    try:
        write_whole(paths.state_folder() / _FILE, f"{share}\n")
    except (OSError, paths.NoPlaceError):
        return False
    return True
