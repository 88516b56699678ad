"""A decision on its way into the store: on disk here if the answer takes long, in case that the desk ends first."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from store import Archive
    from store.away import AwayArchive
    from store.pending.file import PendingFile
    from tui.kernel.store_access import StoreAccess

SOON = 0.5
"""Seconds in which a store answers, unless it is away or busy."""


class DecisionInFlight:
    """Keeps a decision in a file of its own, with its id: the next desk offers it, and the store makes it once."""

    def __init__(
        self, access: StoreAccess, begun: Callable[[], PendingFile], stand_in: Callable[[], AwayArchive]
    ) -> None:
        self._access, self._begun, self._stand_in = access, begun, stand_in

    @asynccontextmanager
    async def kept(self, saving: asyncio.Future[Any], change: Callable[[Archive], object]) -> AsyncIterator[None]:
        """Wait for the save for a while, then keep its change on disk until the end of the block."""
        file = None
        if not (await asyncio.wait([saving], timeout=SOON))[0]:
            # A decision that asks the store something cannot be kept.
            with suppress(StoreError):
                file = await self._access.apart(partial(self._written, change))
        try:
            yield
        finally:
            if file is not None:
                await self._access.apart(partial(_removed, file))

    def _written(self, change: Callable[[Archive], object]) -> PendingFile | None:
        away = self._stand_in()
        change(away)
        if away.taken is None:
            return None
        file = self._begun()
        file.add(away.taken._replace(may_be_made=True))
        return file


def _removed(file: PendingFile) -> None:
    for pending in list(file.waiting):
        file.remove(pending)
    file.close()
