"""The lease of the process that watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import LeaseLostError
from store.rows import watches as rows
from store.rows.times import time_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from store.model.watches import Lease


def current(db: sqlite3.Connection) -> Lease | None:
    """Return the lease last taken; None without one."""
    row = db.execute(
        "SELECT holder, machine, pid, actor, since, until, trouble, trouble_at FROM watch_lease"
    ).fetchone()
    return rows.lease(row)


def take(db: sqlite3.Connection, lease: Lease, at: datetime, from_holder: str | None) -> Lease:
    """Take or renew the lease; return the one in force."""
    held = current(db)
    if held and held.holder == lease.holder:
        db.execute("UPDATE watch_lease SET until = ?", (time_text(lease.until),))
        return held._replace(until=lease.until)
    if held and held.holder != from_holder and held.until > at:
        return held
    db.execute(
        "INSERT OR REPLACE INTO watch_lease(one, holder, machine, pid, actor, since, until)"
        " VALUES (1, ?, ?, ?, ?, ?, ?)",
        (lease.holder, lease.machine, lease.pid, lease.actor, time_text(lease.since), time_text(lease.until)),
    )
    return lease


def keep_trouble(db: sqlite3.Connection, holder: str, words: str, at: datetime) -> None:
    """Save an error with a holder's lease."""
    db.execute("UPDATE watch_lease SET trouble = ?, trouble_at = ? WHERE holder = ?", (words, time_text(at), holder))


def release(db: sqlite3.Connection, holder: str) -> None:
    """Release the lease if it is the holder's."""
    db.execute("DELETE FROM watch_lease WHERE holder = ?", (holder,))


def check(db: sqlite3.Connection, holder: str, at: datetime) -> None:
    """Raise LeaseLostError if the lease is another's or has expired."""
    held = current(db)
    if held is None or held.holder != holder or held.until <= at:
        raise LeaseLostError("Another Pullquote does the watching now.")
