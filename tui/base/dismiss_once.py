"""What every screen over the desk keeps to: it is left once, however fast its keys come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from tui.widgets.enduring import BEGINNINGS, Enduring

if TYPE_CHECKING:
    from textual.message import Message

Answer = TypeVar("Answer")


class LeftOnce(Enduring, Screen[Answer], Generic[Answer], inherit_bindings=False):
    """A screen that answers once. A second escape in a burst, or a list that comes late, finds it left already."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        if not self.is_active:
            # Textual would take away whatever lies on top now.
            return AwaitComplete()
        left: AwaitComplete = super().dismiss(result)
        return left

    def outlives(self, message: Message) -> bool:
        if not isinstance(message, BEGINNINGS):
            return True
        # Half a screen is taken away again; without the first one there is no desk.
        self.call_later(self._take_away)
        return self is not self.app.screen_stack[0]

    def _take_away(self) -> None:
        self.dismiss()
