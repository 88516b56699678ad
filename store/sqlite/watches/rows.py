"""Watches, the files of watched folders, and facts on web servers, as rows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from store.ids import new_id
from store.model.watches import Host, SeenFile, WatchState
from store.rows.times import time_text
from store.rows.watches import time, watch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from store.model.watches import NewWatch, Watch

_UNREADABLE = "SELECT count(*) FROM watched_file WHERE watch_id = watch.id AND trouble IS NOT NULL"
_ALL = f"SELECT *, ({_UNREADABLE}) AS unreadable FROM watch"  # noqa: S608
_ORDER = "ORDER BY kind != 'folder', kind != 'feed', kind = 'article', coalesce(name, place), id"


def watches(db: sqlite3.Connection) -> list[Watch]:
    """Return all watches in the order of the list."""
    return [watch(row) for row in db.execute(f"{_ALL} {_ORDER}")]


def due(db: sqlite3.Connection, at: datetime) -> list[Watch]:
    """Return the watches that are due, the longest overdue first."""
    rows = db.execute(f"{_ALL} WHERE next_at <= ? ORDER BY next_at, id", (time_text(at),))
    return [watch(row) for row in rows]


def next_visit(db: sqlite3.Connection) -> datetime | None:
    """Return the time of the next visit."""
    [at] = db.execute("SELECT min(next_at) FROM watch").fetchone()
    return time(at)


def add(db: sqlite3.Connection, new: Sequence[NewWatch], *, actor: str, at: datetime) -> list[str]:
    """Add watches; return the ids of those that are new."""
    ids = []
    for one in new:
        watch_id = new_id()
        began, first = one.began_at or at, one.next_at or at
        values = (watch_id, one.kind, one.place, one.name, one.every, one.parent_id, actor)
        added = db.execute(
            "INSERT INTO watch(id, kind, place, name, every, parent_id, added_by, added_at, began_at, next_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(kind, place) DO NOTHING",
            (*values, time_text(at), time_text(began), time_text(first)),
        )
        if added.rowcount:
            ids.append(watch_id)
    return ids


def remove(db: sqlite3.Connection, watch_ids: Iterable[str]) -> None:
    """Remove watches, with their files, entries and children."""
    db.execute("DELETE FROM watch WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(watch_ids)),))


def put_off(db: sqlite3.Connection, visits: Mapping[str, datetime]) -> None:
    """Set the times of the next visits, by id."""
    db.executemany("UPDATE watch SET next_at = ? WHERE id = ?", [(time_text(at), id_) for id_, at in visits.items()])


def seen_files(db: sqlite3.Connection, watch_id: str) -> dict[str, SeenFile]:
    """Return the files of a folder that have been read, by name."""
    rows = db.execute("SELECT name, size, modified_ns, trouble FROM watched_file WHERE watch_id = ?", (watch_id,))
    return {row["name"]: SeenFile(*row) for row in rows}


def unreadable_files(db: sqlite3.Connection, watch_id: str) -> list[SeenFile]:
    """Return the files of a folder that could not be read, by name."""
    rows = db.execute(
        "SELECT name, size, modified_ns, trouble FROM watched_file WHERE watch_id = ? AND trouble IS NOT NULL"
        " ORDER BY name",
        (watch_id,),
    )
    return [SeenFile(*row) for row in rows]


def keep_state(db: sqlite3.Connection, watch_id: str, state: WatchState) -> None:
    """Save the state after a visit."""
    values = [time_text(value) if isinstance(value, datetime) else value for value in state]
    columns = ", ".join(f"{name} = ?" for name in WatchState._fields)
    db.execute(f"UPDATE watch SET {columns} WHERE id = ?", (*values, watch_id))  # noqa: S608


def host(db: sqlite3.Connection, name: str) -> Host:
    """Return the facts known about a web server."""
    row = db.execute("SELECT robots, robots_at, not_before FROM watch_host WHERE name = ?", (name,)).fetchone()
    return Host(name, row["robots"], time(row["robots_at"]), time(row["not_before"])) if row else Host(name)


def keep_host(db: sqlite3.Connection, host: Host) -> None:
    """Save the facts known about a web server."""
    times = (at and time_text(at) for at in (host.robots_at, host.not_before))
    db.execute(
        "INSERT OR REPLACE INTO watch_host(name, robots, robots_at, not_before) VALUES (?, ?, ?, ?)",
        (host.name, host.robots, *times),
    )
