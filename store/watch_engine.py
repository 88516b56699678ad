"""The part of a storage engine that keeps watches; ``store.engine`` has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from store.model.articles import ImportResult
    from store.model.watches import Host, Lease, NewWatch, SeenFile, Visit, Watch, WatchEntry


class Watches(Protocol):
    """The watched folders, feeds and addresses, their results, and the lease of the process that watches."""

    def watches(self) -> list[Watch]:
        """Return all watches: folders, feeds, then pages, each by name or place."""

    def due_watches(self, at: datetime) -> list[Watch]:
        """Return the watches whose next visit is due at a time, the longest overdue first."""

    def next_visit(self) -> datetime | None:
        """Return the time of the next visit to any watch; None if there is none."""

    def add_watches(self, new: Sequence[NewWatch], *, actor: str, at: datetime) -> list[str]:
        """Add watches; return the ids of those that are new.

        An existing one of the same kind and place is left alone.
        """

    def remove_watches(self, watch_ids: Iterable[str]) -> None:
        """Remove watches and those that they added by themselves. Their articles stay."""

    def visit_soon(self, watch_ids: Iterable[str], *, at: datetime) -> None:
        """Make visits due at a time, despite earlier failures."""

    def claim(self, visits: Mapping[str, datetime], *, holder: str, at: datetime) -> None:
        """Postpone watches, by id, just before their visits, so that nobody repeats the visits if we are stopped.

        LeaseLostError if ``holder`` does not hold the lease.
        """

    def seen_files(self, watch_id: str) -> dict[str, SeenFile]:
        """Return the files of a folder that have been read, by name."""

    def unreadable_files(self, watch_id: str) -> list[SeenFile]:
        """Return the files of a folder that could not be read, by name."""

    def record(self, visit: Visit, *, reader: str, reader_version: str) -> list[ImportResult]:
        """Store a visit's articles as ``Articles.add`` does, and the state after it, in one transaction.

        LeaseLostError if its holder does not hold the lease; NotFoundError if the watch was removed meanwhile. Neither
        stores anything.
        """

    def watch_entries(self, watch_id: str, *, limit: int) -> list[WatchEntry]:
        """Return the arrivals and errors of a watch, the latest first."""

    def fed_articles(self, article_ids: Collection[str]) -> set[str]:
        """Return the articles among these that a feed brought and updates."""

    def take_lease(self, lease: Lease, *, at: datetime, from_holder: str | None = None) -> Lease:
        """Take or renew the lease; return the one in force, which may be another's that has not expired.

        ``from_holder`` is a holder known to have ended.
        """

    def keep_trouble(self, holder: str, words: str, *, at: datetime) -> None:
        """Save, with a holder's lease, an error that concerns no single watch."""

    def release_lease(self, holder: str) -> None:
        """Release the lease."""

    def lease(self) -> Lease | None:
        """Return the lease last taken, expired or not; None without one."""

    def host(self, name: str) -> Host:
        """Return the facts known about a web server."""

    def keep_host(self, host: Host) -> None:
        """Save the facts known about a web server."""
