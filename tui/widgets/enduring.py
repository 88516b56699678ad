"""What handles messages and outlives an unexpected error in one of its handlers."""

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
"""Textual's functions that catch an error and go on: of its own kind it has but one, which ends all."""

BEGINNINGS = (events.Load, events.Compose, events.Mount)


class Enduring(MessagePump):
    """Tells the desk of an error in a handler, and goes on. Textual would handle no later message of this object."""

    @property
    def session(self) -> Session:
        """The session of the desk that this is part of."""
        return cast("Session", self.app)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self.outlives(message):
                raise
            self.session.tell_fault(error)

    def outlives(self, message: Message) -> bool:
        """Whether this can do without what ``message`` should have done."""
        return not isinstance(message, BEGINNINGS)


def outlives(error: Exception) -> bool:
    """Whether Textual goes on after an error that it caught: in a timer, a callback, a paint, but in no handler."""
    return _steps(error)[:1] in _GOES_ON or _steps(error) == _IDLE


def is_half_made(error: Exception) -> bool:
    """Whether a widget could not be composed; it is there, with nothing in it."""
    return _steps(error)[:1] == ["_compose"]


def _steps(error: Exception) -> list[str]:
    """Name the first functions on the way to an error: the one that caught it comes first."""
    return [frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)][:2]
