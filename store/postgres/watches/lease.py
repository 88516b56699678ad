"""The lease of the process that watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import LeaseLostError
from store.rows import watches as rows
from store.rows.times import time_text

if TYPE_CHECKING:
    from datetime import datetime

    from store.model.watches import Lease
    from store.postgres.server.database import Database

_TAKE = """
    INSERT INTO watch_lease(holder, machine, pid, actor, since, until) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (one) DO UPDATE
    SET (holder, machine, pid, actor, since, until, trouble, trouble_at)
        = (excluded.holder, excluded.machine, excluded.pid, excluded.actor, excluded.since, excluded.until, NULL, NULL)
"""


def current(db: Database) -> Lease | None:
    """Return the lease last taken; None without one."""
    return rows.lease(db.row("SELECT * FROM watch_lease"))


def take(db: Database, lease: Lease, at: datetime, from_holder: str | None) -> Lease:
    """Take or renew the lease; return the one in force."""
    held = current(db)
    if held and held.holder == lease.holder:
        db.run("UPDATE watch_lease SET until = %s", (time_text(lease.until),))
        return held._replace(until=lease.until)
    if held and held.holder != from_holder and held.until > at:
        return held
    db.run(_TAKE, (lease.holder, lease.machine, lease.pid, lease.actor, time_text(lease.since), time_text(lease.until)))
    return lease


def keep_trouble(db: Database, holder: str, words: str, at: datetime) -> None:
    """Save an error with a holder's lease."""
    db.run("UPDATE watch_lease SET trouble = %s, trouble_at = %s WHERE holder = %s", (words, time_text(at), holder))


def release(db: Database, holder: str) -> None:
    """Release the lease if it is the holder's."""
    db.run("DELETE FROM watch_lease WHERE holder = %s", (holder,))


def check(db: Database, holder: str, at: datetime) -> None:
    """Raise LeaseLostError if the lease is another's or has expired."""
    held = current(db)
    if held is None or held.holder != holder or held.until <= at:
        raise LeaseLostError("Another Pullquote does the watching now.")
