"""Access to the store from the event loop: reads overlap, writes go one after another in the order of deciding."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from tui.kernel.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

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

    def fetch(self, ask: Callable[[Archive], T]) -> Future[T]:
        """Ask the archive a question before the event loop runs."""
        return self._readers.submit(ask, self._archive)

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the archive a question."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, ask, self._archive)

    async def think(self, work: Callable[[Archive], T]) -> T:
        """Do long work. Reads, saves and leaving don't wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self._thinkers, work, self._archive)

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change, after every change before it."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, change, self._archive)

    def close(self) -> None:
        """Finish the writes, and abandon the rest."""
        self._writer.shutdown(wait=True)
        with self._archive.interrupting_reads():
            self._readers.end(_PATIENCE)
            self._thinkers.end(_PATIENCE)
