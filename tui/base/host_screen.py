"""The screen that a dialog or another screen is shown over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from textual.app import App
    from textual.message import Message

    from tui.kernel.session import Session
    from tui.widgets.status_bar import StatusBar


class HostScreen(Protocol):
    """A screen, as a dialog or room on it sees it."""

    status: StatusBar

    @property
    def app(self) -> App[Any]:
        """The app, which shows other screens over this one."""

    @property
    def session(self) -> Session:
        """The desk's session."""

    def post_message(self, message: Message) -> bool:
        """Send a message that opens another room (``tui.kernel.messages``)."""

    def work_on(self, work: Callable[[], Awaitable[None]], *, group: str, holds_keys: bool = False) -> None:
        """Run work on the store, cancelling the group's earlier work."""
