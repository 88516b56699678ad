"""The queue of typed keys. It deals the next one when everything that the last one started has finished."""

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
"""Seconds for which work holds the keys before escape can cancel it."""


class Work(Protocol):
    """Work that later keys wait for, such as the question that they answer."""

    async def wait(self) -> object:
        """Wait until it is done. The queue ignores its errors."""

    def cancel(self) -> None:
        """Cancel it."""


class Hold:
    """A hold on later keys until the work is done, or until ``release`` is called before that."""

    def __init__(self, work: Work | None, since: float) -> None:
        self.work = work
        self.since = since
        self.released = asyncio.Event()
        self._waiting = asyncio.ensure_future(self._until_done(work)) if work is not None else None

    def release(self) -> None:
        """Release the keys."""
        self.released.set()

    async def _until_done(self, work: Work) -> None:
        with suppress(Exception):
            await work.wait()
        self.release()


class KeyQueue(Generic[Key]):
    """A queue that deals keys. ``settled`` waits until the last key's changes are on the screen.

    An escape cancels work that has held the keys for too long, drops all keys typed after it, and calls ``given_up``.
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
        """Add a key; return True if ``run`` must be started to deal it."""
        if self._is_escape(key) and any(self._clock() - hold.since >= PATIENCE for hold in self._held()):
            self._give_up()
        else:
            self._keys.append(key)
        starts = bool(self._keys) and not self._is_dealing
        self._is_dealing |= starts
        return starts

    def hold(self, work: Work | None = None) -> Hold:
        """Hold the keys typed from now on until the work is done, or the hold is released."""
        hold = Hold(work, self._clock())
        self._holds.append(hold)
        return hold

    def is_held_only_by(self, is_of_a_kind: Callable[[Work], bool]) -> bool:
        """Whether keys are held, none is waiting yet, and all work that holds them is of one kind."""
        held = self._held()
        return bool(held) and not self._keys and all(hold.work and is_of_a_kind(hold.work) for hold in held)

    async def run(self) -> None:
        """Deal all keys, including those that arrive meanwhile."""
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
