"""The protocol of a screen with a reader, for the reader's rooms."""

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
        """The pane with the open article."""

    @property
    def workers(self) -> WorkerManager:
        """The running work."""

    def search_all(self) -> None:
        """Open the search in all articles."""

    def go_to_reader(self) -> None:
        """Give the keys to the article."""

    def set_focus(self, widget: Widget | None) -> None:
        """Give the keys to a widget."""
