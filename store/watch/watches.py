"""The watches of a store; a part of the Archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from store.watch.lease import in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.engine import Engine
    from store.model.watches import Lease, NewWatch, SeenFile, Watch, WatchEntry
    from store.watch.client import Client
    from store.watch.visits import Arrival
    from store.watch.watcher import Watcher

_MOST_ENTRIES = 500


class StoredWatches:
    """The folders, feeds and addresses watched for this store."""

    def __init__(self, engine: Engine, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    def all(self) -> list[Watch]:
        """Return all watches: folders, feeds, then pages, each by name or place."""
        return self._engine.watches()

    def entries(self, watch_id: str, *, limit: int = _MOST_ENTRIES) -> list[WatchEntry]:
        """Return the arrivals and errors of a watch, the latest first."""
        return self._engine.watch_entries(watch_id, limit=limit)

    def unreadable_files(self, watch_id: str) -> list[SeenFile]:
        """Return the files of a folder that could not be read, by name."""
        return self._engine.unreadable_files(watch_id)

    def add(self, new: Sequence[NewWatch]) -> list[str]:
        """Add watches; return the ids of those that are new.

        An existing one of the same kind and place is left alone.
        """
        return self._engine.add_watches(new, actor=self._actor, at=self._engine.now())

    def remove(self, watch_ids: Iterable[str]) -> None:
        """Remove watches and those that they added by themselves. Their articles stay."""
        self._engine.remove_watches(watch_ids)

    def visit_soon(self, watch_ids: Iterable[str]) -> None:
        """Make visits due as soon as possible, despite earlier failures."""
        self._engine.visit_soon(watch_ids, at=self._engine.now())

    def watcher_now(self) -> Lease | None:
        """Return the lease in force; None if no process watches."""
        return in_force(self._engine.lease(), self._engine.now())

    def needs_watcher(self) -> bool:
        """Whether there are watches and no process visits them."""
        return self.watcher_now() is None and bool(self._engine.watches())

    def _clock(self) -> Callable[[], datetime]:
        """Return a clock that agrees with the store's, and asks it only once: a watcher reads it at every look."""
        ahead = self._engine.now() - datetime.now(UTC)
        return lambda: datetime.now(UTC) + ahead

    def watcher(
        self,
        client: Client,
        *,
        every: int,
        on_news: Callable[[Sequence[Arrival]], None],
        on_trouble: Callable[[str], None],
    ) -> Watcher:
        """Return a watcher for this store; ``every`` is the number of seconds between visits."""
        from store.watch.watcher import Watcher

        return Watcher(
            self._engine,
            self._actor,
            client,
            clock=self._clock(),
            every=every,
            on_news=on_news,
            on_trouble=on_trouble,
        )
