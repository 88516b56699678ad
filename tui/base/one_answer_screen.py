"""Screens that are dismissed once, however fast keys arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from tui.widgets.error_boundary import BEGINNINGS, ErrorBoundary

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

Answer = TypeVar("Answer")


class OneAnswerScreen(ErrorBoundary, Screen[Answer], Generic[Answer], inherit_bindings=False):
    """A screen that answers once. A second escape in a burst, or late work, is ignored."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        if not self.is_active:
            # Textual would dismiss whatever screen is on top now.
            return AwaitComplete()
        left: AwaitComplete = super().dismiss(result)
        return left

    @property
    def cursor_widget(self) -> Widget | None:
        """The widget where the person is, for the terminal's own cursor."""
        return self.focused

    def make_room(self, rows: int) -> None:
        """Scroll what a dialog asks about into the first ``rows`` rows of the screen: the dialog covers the rest."""

    def outlives(self, message: Message) -> bool:
        if not isinstance(message, BEGINNINGS):
            return True
        # A screen that failed to start is dismissed. Without the first screen there is no desk.
        self.call_later(self._take_away)
        return self is not self.app.screen_stack[0]

    def _take_away(self) -> None:
        self.dismiss()
