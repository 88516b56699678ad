"""A long run in a thread, followed on the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.kernel.session import Session

T = TypeVar("T")

_LOOK = 0.25
"""Seconds between two updates of the progress."""

_RENEW = 8
"""Progress updates between two refreshes of the screens: a recount of a large stack takes a moment."""

STAYS = 30.0
"""Seconds for which the outcome stays in the status line: a person at work does not look down at once."""


async def follow(
    session: Session, run: asyncio.Future[T], progress: Callable[[], str], outcome: Callable[[], str]
) -> T:
    """Show the progress of a run until it ends, and what it brings meanwhile; then its outcome. Return its result."""
    looks = 0
    while not (await asyncio.wait([run], timeout=_LOOK))[0]:
        session.say_working(progress())
        looks += 1
        if looks % _RENEW == 0:
            await session.renew(None)
    came = outcome()
    session.say_working(came)
    session.later(STAYS, lambda: session.unsay_working(came))
    await session.renew(None)
    return run.result()
