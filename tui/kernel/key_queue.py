"""The one queue of what a person types: dealt one by one, the next only when all that the last one began is there."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Key = TypeVar("Key")

PATIENCE = 3.0
"""Seconds that work holds the keys before escape gives it up."""


class Work(Protocol):
    """Work that later keys wait for, such as the question that they answer."""

    async def wait(self) -> object:
        """Wait until it is done; what it raises is somebody else's matter."""

    def cancel(self) -> None:
        """Give it up."""


class Hold:
    """Keeps later keys waiting until the work is done, or ``release`` is called in the middle of it."""

    def __init__(self, work: Work | None, since: float) -> None:
        self.work = work
        self.since = since
        self.released = asyncio.Event()
        self._waiting = asyncio.ensure_future(self._until_done(work)) if work is not None else None

    def release(self) -> None:
        """Let the keys go on."""
        self.released.set()

    async def _until_done(self, work: Work) -> None:
        with suppress(Exception):
            await work.wait()
        self.release()


class KeyQueue(Generic[Key]):
    """Deals keys. ``settled`` waits until what the last key changed on the screen is there.

    An escape gives up work that has held the keys for too long, with all that was typed behind it; then ``given_up``
    is called.
    """

    def __init__(
        self,
        *,
        deal: Callable[[Key], Awaitable[None]],
        settled: Callable[[], Awaitable[None]],
        is_escape: Callable[[Key], bool],
        given_up: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._deal = deal
        self._settled = settled
        self._is_escape = is_escape
        self._given_up = given_up
        self._clock = clock
        self._keys: deque[Key] = deque()
        self._holds: list[Hold] = []
        self._is_dealing = False

    def put(self, key: Key) -> bool:
        """Add a key; True when ``run`` has to be started to deal it."""
        if self._is_escape(key) and any(self._clock() - hold.since >= PATIENCE for hold in self._held()):
            self._give_up()
        else:
            self._keys.append(key)
        starts = bool(self._keys) and not self._is_dealing
        self._is_dealing |= starts
        return starts

    def hold(self, work: Work | None = None) -> Hold:
        """Keep the keys that come from now on until the work is done, or the hold is released."""
        hold = Hold(work, self._clock())
        self._holds.append(hold)
        return hold

    def is_held_only_by(self, is_of_a_kind: Callable[[Work], bool]) -> bool:
        """Whether keys are held, none waits yet, and the work that holds them is all of a kind."""
        held = self._held()
        return bool(held) and not self._keys and all(hold.work and is_of_a_kind(hold.work) for hold in held)

    async def run(self) -> None:
        """Deal all keys that are there or come meanwhile."""
        try:
            while self._keys:
                await self._settled()
                if held := self._held():
                    await held[0].released.wait()
                elif self._keys:
                    await self._deal(self._keys.popleft())
        finally:
            self._is_dealing = False

    def _held(self) -> list[Hold]:
        self._holds = [hold for hold in self._holds if not hold.released.is_set()]
        return self._holds

    def _give_up(self) -> None:
        self._keys.clear()
        for hold in self._held():
            if hold.work is not None:
                hold.work.cancel()
            hold.release()
        self._given_up()
