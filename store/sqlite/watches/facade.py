"""Watches: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sqlite.file.engine_part import EnginePart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from store.model.articles import ImportResult
    from store.model.watches import Host, Lease, NewWatch, SeenFile, Visit, Watch, WatchEntry


class SqliteWatches(EnginePart):
    """Implements ``store.watch_engine.Watches``."""

    def watches(self) -> list[Watch]:
        from store.sqlite.watches import rows

        with self._connections.reading() as db:
            return rows.watches(db)

    def due_watches(self, at: datetime) -> list[Watch]:
        from store.sqlite.watches import rows

        with self._connections.reading() as db:
            return rows.due(db, at)

    def next_visit(self) -> datetime | None:
        from store.sqlite.watches import rows

        with self._connections.reading() as db:
            return rows.next_visit(db)

    def add_watches(self, new: Sequence[NewWatch], *, actor: str, at: datetime) -> list[str]:
        from store.sqlite.watches import rows

        with self._connections.writing() as db:
            return rows.add(db, new, actor=actor, at=at)

    def remove_watches(self, watch_ids: Iterable[str]) -> None:
        from store.sqlite.watches import rows

        with self._connections.writing() as db:
            rows.remove(db, watch_ids)

    def visit_soon(self, watch_ids: Iterable[str], *, at: datetime) -> None:
        from store.sqlite.watches import rows

        with self._connections.writing() as db:
            rows.put_off(db, dict.fromkeys(watch_ids, at))

    def claim(self, visits: Mapping[str, datetime], *, holder: str, at: datetime) -> None:
        from store.sqlite.watches import lease, rows

        with self._connections.writing() as db:
            lease.check(db, holder, at)
            rows.put_off(db, visits)

    def seen_files(self, watch_id: str) -> dict[str, SeenFile]:
        from store.sqlite.watches import rows

        with self._connections.reading() as db:
            return rows.seen_files(db, watch_id)

    def unreadable_files(self, watch_id: str) -> list[SeenFile]:
        from store.sqlite.watches import rows

        with self._connections.reading() as db:
            return rows.unreadable_files(db, watch_id)

    def record(self, visit: Visit, *, reader: str, reader_version: str) -> list[ImportResult]:
        from store.rows.incoming_articles import ReaderRun, collecting_later
        from store.sqlite.watches import visits

        with collecting_later():
            reading = ReaderRun(reader, reader_version, visit.at)
            incoming = [reading.incoming(one.article) for one in visit.incoming]
            with self._connections.writing() as db:
                return visits.record(db, visit, incoming, reading)

    def watch_entries(self, watch_id: str, *, limit: int) -> list[WatchEntry]:
        from store.sqlite.watches import visits

        with self._connections.reading() as db:
            return visits.entries(db, watch_id, limit)

    def fed_articles(self, article_ids: Collection[str]) -> set[str]:
        from store.sqlite.watches import visits

        with self._connections.reading() as db:
            return visits.fed(db, article_ids)

    def take_lease(self, lease: Lease, *, at: datetime, from_holder: str | None = None) -> Lease:
        from store.sqlite.watches import lease as leases

        with self._connections.writing() as db:
            return leases.take(db, lease, at, from_holder)

    def keep_trouble(self, holder: str, words: str, *, at: datetime) -> None:
        from store.sqlite.watches import lease

        with self._connections.writing() as db:
            lease.keep_trouble(db, holder, words, at)

    def release_lease(self, holder: str) -> None:
        from store.sqlite.watches import lease

        with self._connections.writing() as db:
            lease.release(db, holder)

    def lease(self) -> Lease | None:
        from store.sqlite.watches import lease

        with self._connections.reading() as db:
            return lease.current(db)

    def host(self, name: str) -> Host:
        from store.sqlite.watches import rows

        with self._connections.reading() as db:
            return rows.host(db, name)

    def keep_host(self, host: Host) -> None:
        from store.sqlite.watches import rows

        with self._connections.writing() as db:
            rows.keep_host(db, host)
