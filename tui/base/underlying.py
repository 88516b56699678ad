"""The screen that a question or another screen is shown over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from textual.app import App

    from tui.kernel.session import Session
    from tui.widgets.status_bar import StatusBar


class Underlying(Protocol):
    """A screen that says what happened, and works on what waits for the store."""

    status: StatusBar

    @property
    def app(self) -> App[Any]:
        """The application, which shows other screens over this one."""

    @property
    def session(self) -> Session:
        """The session of the desk."""

    def work_on(self, work: Callable[[], Awaitable[None]], *, group: str, holds_keys: bool = False) -> None:
        """Do work that waits for the store, in place of the group's earlier work."""
