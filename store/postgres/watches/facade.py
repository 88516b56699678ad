"""Watches: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.server.engine_part import EnginePart
from store.postgres.watches import lease as leases
from store.postgres.watches import rows, visits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from store.model.articles import ImportResult
    from store.model.watches import Host, Lease, NewWatch, SeenFile, Visit, Watch, WatchEntry
    from store.postgres.server.database import Database


class PostgresWatches(EnginePart):
    """Implements ``store.watch_engine.Watches``."""

    def watches(self) -> list[Watch]:
        return self._connections.read(rows.watches)

    def due_watches(self, at: datetime) -> list[Watch]:
        return self._connections.read(rows.due, at)

    def next_visit(self) -> datetime | None:
        return self._connections.read(rows.next_visit)

    def add_watches(self, new: Sequence[NewWatch], *, actor: str, at: datetime) -> list[str]:
        return self._connections.write(rows.add, new, actor=actor, at=at)

    def remove_watches(self, watch_ids: Iterable[str]) -> None:
        self._connections.write(rows.remove, list(watch_ids))

    def visit_soon(self, watch_ids: Iterable[str], *, at: datetime) -> None:
        self._connections.write(rows.put_off, dict.fromkeys(watch_ids, at))

    def claim(self, visits: Mapping[str, datetime], *, holder: str, at: datetime) -> None:
        def claim(db: Database) -> None:
            leases.check(db, holder, at)
            rows.put_off(db, visits)

        self._connections.write(claim)

    def seen_files(self, watch_id: str) -> dict[str, SeenFile]:
        return self._connections.read(rows.seen_files, watch_id)

    def unreadable_files(self, watch_id: str) -> list[SeenFile]:
        return self._connections.read(rows.unreadable_files, watch_id)

    def record(self, visit: Visit, *, reader: str, reader_version: str) -> list[ImportResult]:
        from store.rows.incoming_articles import ReaderRun, collecting_later

        with collecting_later():
            reading = ReaderRun(reader, reader_version, visit.at)
            incoming = [reading.incoming(one.article) for one in visit.incoming]
            return self._connections.write(visits.record, visit, incoming, reading)

    def watch_entries(self, watch_id: str, *, limit: int) -> list[WatchEntry]:
        return self._connections.read(visits.entries, watch_id, limit)

    def fed_articles(self, article_ids: Collection[str]) -> set[str]:
        return self._connections.read(visits.fed, article_ids)

    def take_lease(self, lease: Lease, *, at: datetime, from_holder: str | None = None) -> Lease:
        return self._connections.write(leases.take, lease, at, from_holder)

    def keep_trouble(self, holder: str, words: str, *, at: datetime) -> None:
        self._connections.write(leases.keep_trouble, holder, words, at)

    def release_lease(self, holder: str) -> None:
        self._connections.write(leases.release, holder)

    def lease(self) -> Lease | None:
        return self._connections.read(leases.current)

    def host(self, name: str) -> Host:
        return self._connections.read(rows.host, name)

    def keep_host(self, host: Host) -> None:
        self._connections.write(rows.keep_host, host)
