"""Error boundaries: an unexpected error in one handler does not end the desk."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, cast

from textual import events
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.message import Message

    from tui.kernel.session import Session

_GOES_ON = (["_tick"], ["_flush_next_callbacks"], ["_display"])
_IDLE = ["_process_messages_loop", "invoke"]
"""Textual's functions that catch an error and continue. Its own error handling ends the app."""

BEGINNINGS = (events.Load, events.Compose, events.Mount)


class ErrorBoundary(MessagePump):
    """Reports an error in a handler and continues, where Textual would stop handling this object's messages."""

    @property
    def session(self) -> Session:
        """The desk's session."""
        return cast("Session", self.app)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self.outlives(message):
                raise
            self.session.tell_fault(error)

    def outlives(self, message: Message) -> bool:
        """Whether this still works when the handler of ``message`` failed."""
        return not isinstance(message, BEGINNINGS)


def outlives(error: Exception) -> bool:
    """Whether Textual survives an error: one in a timer, a callback or a paint, but not in a handler."""
    return _steps(error)[:1] in _GOES_ON or _steps(error) == _IDLE


def is_half_made(error: Exception) -> bool:
    """Whether a widget failed to compose, and is left empty."""
    return _steps(error)[:1] == ["_compose"]


def _steps(error: Exception) -> list[str]:
    """Return the outermost functions of an error's traceback, the one that caught it first."""
    return [frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)][:2]
