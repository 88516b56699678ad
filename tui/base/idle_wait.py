"""The wait until the screens have handled everything that a key started."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App
    from textual.message_pump import MessagePump

_MOST_ROUNDS = 100
"""Rounds of messages after which a screen that never idles counts as ready."""

_LOOK = 0.05
"""Seconds between checks whether an object with a waiting message is gone."""


async def wait_until_idle(app: App[Any]) -> None:
    """Wait until the top screen is stable, and the focused widget and its ancestors have handled all messages.

    An app that is closing has no screen, and nothing to wait for.
    """
    calm = 0
    for _ in range(_MOST_ROUNDS):
        top = app.screen_stack[-1:]
        for pump in _way_up(app):
            await _handled(pump)
        is_calm = app.screen_stack[-1:] == top and not any(pump.message_queue_size for pump in _way_up(app))
        # Twice in a row: a message just posted may already be in work.
        calm = calm + 1 if is_calm else 0
        if calm == 2:
            return


def _way_up(app: App[Any]) -> Iterator[MessagePump]:
    """Yield the focused widget and its ancestors, the way that a key takes."""
    screens = app.screen_stack
    node: MessagePump | None = (screens[-1].focused or screens[-1]) if screens else None
    while node is not None:
        yield node
        node = node._parent


async def _handled(pump: MessagePump) -> None:
    """Wait until an object has handled its present messages, or is gone."""
    handled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    if pump.call_later(lambda: None if handled.done() else handled.set_result(None)):
        while not handled.done() and (pump.is_attached or pump.is_running):
            await asyncio.wait([handled], timeout=_LOOK)
