"""The protocol of a screen with a stack, for the stack's rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.base.host_screen import HostScreen

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker_manager import WorkerManager

    from store.model.lists import Totals
    from tui.stack.list import Stack


class Host(HostScreen, Protocol):
    """A screen with a stack, which can open the article under the stack's cursor."""

    stack: Stack

    @property
    def workers(self) -> WorkerManager:
        """The running work."""

    @property
    def is_reading(self) -> bool:
        """Whether the keys go to the article."""

    @property
    def article_shown(self) -> str | None:
        """The id of the article that is open."""

    @property
    def is_searching(self) -> bool:
        """Whether the stack shows search results."""

    def show_totals(self, totals: Totals) -> None:
        """Show the totals above the stack."""

    def show_rows(self, article_ids: list[str]) -> None:
        """Refresh the rows of articles, and the totals."""

    def open_current(self) -> None:
        """Open the article under the cursor."""

    def show_stack(self) -> None:
        """Show the stack, if there is room for one pane only."""

    def go_to_reader(self) -> None:
        """Give the keys to the article."""

    def let_keys_go_on(self, group: str) -> None:
        """Release the keys that a group's work holds."""

    def set_focus(self, widget: Widget | None) -> None:
        """Give the keys to a widget."""
