"""Access to the store from the event loop: reads overlap, writes go one after another in the order of deciding."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from store.errors import AwayError, StoreError
from tui.kernel.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor, Future

    from store import Archive

T = TypeVar("T")

_PATIENCE = 0.2
"""Seconds to wait, on leaving, for threads whose results are no longer needed."""


class StoreAccess:
    """The threads that work on the store. They touch no widget."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._readers = Threads(2, "archive-reader")
        self._thinkers = Threads(1, "finder")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive-writer")
        self._apart = Threads(1, "pending")
        self._prober = Threads(1, "prober")
        self.stand_in: Callable[[], Archive] | None = None
        """Makes what is asked instead of the store while that is away: nobody waits for it."""
        self.tell_away: Callable[[AwayError], None] = lambda _: None
        """Called on the event loop when the store could not be read."""
        self._is_left = False

    def fetch(self, ask: Callable[[Archive], T]) -> Future[T]:
        """Ask the archive a question before the event loop runs."""
        return self._readers.submit(ask, self._archive)

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the archive a question."""
        return await self._asked(self._readers, ask)

    async def think(self, work: Callable[[Archive], T]) -> T:
        """Do long work. Reads, saves and leaving don't wait for it."""
        return await self._asked(self._thinkers, work)

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change, after every change before it."""
        return await self._asked(self._writer, change)

    async def apart(self, work: Callable[[], T]) -> T:
        """Do work on the files of this machine, one piece after another."""
        return await asyncio.get_running_loop().run_in_executor(self._apart, work)

    async def reach(self) -> None:
        """Raise AwayError unless the store can be asked now."""
        await asyncio.get_running_loop().run_in_executor(self._prober, self._archive.presence.reach)

    def close(self) -> None:
        """Finish the writes, and abandon the rest."""
        self._writer.shutdown(wait=True)
        self._is_left = True
        with self._archive.interrupting_reads():
            for threads in (self._readers, self._thinkers, self._apart, self._prober):
                threads.end(_PATIENCE)

    async def _asked(self, threads: Executor, ask: Callable[[Archive], T]) -> T:
        running = asyncio.get_running_loop().run_in_executor
        if self.stand_in is not None:
            return await running(self._apart, ask, self.stand_in())
        try:
            return await running(threads, ask, self._archive)
        except StoreError as error:
            if self._is_left and threads is not self._writer:
                # Leaving interrupts a read that runs as it cancels one that waits: the work that wanted it ends.
                raise asyncio.CancelledError from error
            if isinstance(error, AwayError) and not error.is_readable:
                self.tell_away(error)
            raise
