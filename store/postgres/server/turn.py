"""The turn of those who change what all see: one at a time, so that the log has no gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from store.rules.backlog import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.postgres.server.database import Database

Found = TypeVar("Found")


def take_turn(db: Database) -> None:
    """Wait for our turn, which lasts to the end of the transaction."""
    db.run("SELECT pg_advisory_xact_lock(5071, 1)")


def in_turn(db: Database, work: Callable[[Database], Callable[[], Found]]) -> tuple[Found, bool]:
    """Do work when our turn has come, and index what it changed; return its result, and whether some was postponed.

    The work returns what gets its result, so that a pipeline asks for what is to be indexed in the same round trip.
    """
    from store.postgres.search import index

    take_turn(db)
    result = work(db)
    changed = index.ask_changed(db)
    return result(), index.keep_up(db, changed(), AT_ONCE)
