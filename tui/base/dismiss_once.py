"""What every screen over the desk keeps to: it is left once, however fast its keys come."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Answer = TypeVar("Answer")


class LeftOnce(Screen[Answer], Generic[Answer], inherit_bindings=False):
    """A screen that answers once. A second escape in a burst, or a list that comes late, finds it left already."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        if not self.is_active:
            # Textual would take away whatever lies on top now.
            return AwaitComplete()
        left: AwaitComplete = super().dismiss(result)
        return left
