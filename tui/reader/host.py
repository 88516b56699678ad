"""What the reader's rooms need of the screen that they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.base.host_screen import HostScreen

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker_manager import WorkerManager

    from tui.reader.widget import Reader


class Host(HostScreen, Protocol):
    """A screen with a reader."""

    @property
    def reader(self) -> Reader:
        """The article that is open."""

    @property
    def workers(self) -> WorkerManager:
        """The work under way."""

    def search_all(self) -> None:
        """Begin a search in all articles."""

    def go_to_reader(self) -> None:
        """Give the keys to the article."""

    def set_focus(self, widget: Widget | None) -> None:
        """Give the keys to a widget."""
