"""The part of a storage engine that keeps watches; ``store.engine`` has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from store.model.articles import ImportResult
    from store.model.watches import Host, Lease, NewWatch, SeenFile, Visit, Watch, WatchEntry


class Watches(Protocol):
    """Folders, feeds and addresses that are watched, what came of each, and who does the watching."""

    def watches(self) -> list[Watch]:
        """Return all watches: folders, feeds, then pages, each by name or place."""

    def due_watches(self, at: datetime) -> list[Watch]:
        """Return the watches whose next visit is due at a time, the longest overdue first."""

    def next_visit(self) -> datetime | None:
        """Return when the next visit of all is due; None when there is none to come."""

    def add_watches(self, new: Sequence[NewWatch], *, actor: str, at: datetime) -> list[str]:
        """Add watches; return the ids of those that are new. One of the same kind and place is left alone."""

    def remove_watches(self, watch_ids: Iterable[str]) -> None:
        """Remove watches and those that they added by themselves. What they brought stays."""

    def visit_soon(self, watch_ids: Iterable[str], *, at: datetime) -> None:
        """Let watches be due at a time, whatever went wrong before."""

    def claim(self, visits: Mapping[str, datetime], *, holder: str, at: datetime) -> None:
        """Put off watches, by id, just before they are visited: should we be stopped, nobody visits them twice.

        LeaseLostError when ``holder`` does not hold the lease.
        """

    def seen_files(self, watch_id: str) -> dict[str, SeenFile]:
        """Return the files of a folder that were read, by name."""

    def unreadable_files(self, watch_id: str) -> list[SeenFile]:
        """Return the files of a folder that could not be read, by name."""

    def record(self, visit: Visit, *, reader: str, reader_version: str) -> list[ImportResult]:
        """Store what a visit brings as ``Articles.add`` does, and the state it leaves, in one transaction.

        LeaseLostError when its holder does not hold the lease; NotFoundError when the watch was removed meanwhile.
        Neither stores anything.
        """

    def watch_entries(self, watch_id: str, *, limit: int) -> list[WatchEntry]:
        """Return what came of a watch and what went wrong, the latest first."""

    def fed_articles(self, article_ids: Collection[str]) -> set[str]:
        """Return those articles that a feed brought, which brings their updates too."""

    def take_lease(self, lease: Lease, *, at: datetime, from_holder: str | None = None) -> Lease:
        """Take or renew the lease; return the one in force, which is another's if that has not run out.

        ``from_holder`` is a holder known to have ended.
        """

    def keep_trouble(self, holder: str, words: str, *, at: datetime) -> None:
        """Save with the lease of a holder what went wrong that concerns no single watch."""

    def release_lease(self, holder: str) -> None:
        """Give the lease up."""

    def lease(self) -> Lease | None:
        """Return the lease as it was last taken, run out or not; None when there is none."""

    def host(self, name: str) -> Host:
        """Return what is known of a web server."""

    def keep_host(self, host: Host) -> None:
        """Save what is known of a web server."""
