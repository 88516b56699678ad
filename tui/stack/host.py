"""What the stack's rooms need of the screen that they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.base.host_screen import HostScreen

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker_manager import WorkerManager

    from store.model.lists import Totals
    from tui.stack.list import Stack


class Host(HostScreen, Protocol):
    """A screen with a stack, and with whatever opens the article that the stack's cursor is on."""

    stack: Stack

    @property
    def workers(self) -> WorkerManager:
        """The work under way."""

    @property
    def is_reading(self) -> bool:
        """Whether the keys are for the article."""

    @property
    def is_searching(self) -> bool:
        """Whether the stack shows what a search found."""

    def show_totals(self, totals: Totals) -> None:
        """Show the totals above the stack."""

    def show_rows(self, article_ids: list[str]) -> None:
        """Refresh the rows of articles, and the totals."""

    def open_current(self) -> None:
        """Open the article under the cursor."""

    def show_stack(self) -> None:
        """Show the stack where there is room for one pane only."""

    def go_to_reader(self) -> None:
        """Give the keys to the article."""

    def set_focus(self, widget: Widget | None) -> None:
        """Give the keys to a widget."""
