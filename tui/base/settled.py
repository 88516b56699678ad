"""Whether the screens have done all that a key began."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App
    from textual.message_pump import MessagePump

_MOST_ROUNDS = 100
"""Rounds of messages after which a screen that never rests is taken to be ready."""

_LOOK = 0.05
"""Seconds between two looks at whether an object that a message waits for is gone."""


async def settled(app: App[Any]) -> None:
    """Wait until the top screen is there, and the one who has the focus and all above have handled every message."""
    calm = 0
    for _ in range(_MOST_ROUNDS):
        screen = app.screen
        for pump in _way_up(app):
            await _handled(pump)
        is_calm = app.screen is screen and not any(pump.message_queue_size for pump in _way_up(app))
        # Once more: what the last one has just posted may be in work already.
        calm = calm + 1 if is_calm else 0
        if calm == 2:
            return


def _way_up(app: App[Any]) -> Iterator[MessagePump]:
    """Yield those that a key comes by: who has the focus, and what it is in."""
    node: MessagePump | None = app.screen.focused or app.screen
    while node is not None:
        yield node
        node = node._parent


async def _handled(pump: MessagePump) -> None:
    """Wait until an object has handled the messages that it has now, unless it goes."""
    handled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    if pump.call_later(lambda: None if handled.done() else handled.set_result(None)):
        while not handled.done() and (pump.is_attached or pump.is_running):
            await asyncio.wait([handled], timeout=_LOOK)
