"""Watches, the files of watched folders, and facts on web servers, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.ids import new_id
from store.model.watches import Host, SeenFile, WatchState
from store.rows.times import time_text
from store.rows.watches import time, watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.model.watches import NewWatch, Watch
    from store.postgres.server.database import Database

_UNREADABLE = "SELECT count(*) FROM watched_file WHERE watch_id = watch.id AND trouble IS NOT NULL"
_ALL = f"SELECT *, ({_UNREADABLE}) AS unreadable FROM watch"  # noqa: S608
_ORDER = "ORDER BY kind <> 'folder', kind <> 'feed', kind = 'article', coalesce(name, place), id"
_FILES = "SELECT name, size, modified_ns, trouble FROM watched_file WHERE watch_id = %s"


def watches(db: Database) -> list[Watch]:
    """Return all watches in the order of the list."""
    return [watch(row) for row in db.rows(f"{_ALL} {_ORDER}")]


def due(db: Database, at: datetime) -> list[Watch]:
    """Return the watches that are due, the longest overdue first."""
    rows = db.rows(f"{_ALL} WHERE next_at <= %s ORDER BY next_at, id", (time_text(at),))
    return [watch(row) for row in rows]


def next_visit(db: Database) -> datetime | None:
    """Return the time of the next visit."""
    return time(db.value("SELECT min(next_at) FROM watch"))


def add(db: Database, new: Sequence[NewWatch], *, actor: str, at: datetime) -> list[str]:
    """Add watches; return the ids of those that are new."""
    ids = []
    for one in new:
        watch_id = new_id()
        began, first = one.began_at or at, one.next_at or at
        values = (watch_id, one.kind, one.place, one.name, one.every, one.parent_id, actor)
        added = db.value(
            "INSERT INTO watch(id, kind, place, name, every, parent_id, added_by, added_at, began_at, next_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (kind, place) DO NOTHING RETURNING 1",
            (*values, time_text(at), time_text(began), time_text(first)),
        )
        if added:
            ids.append(watch_id)
    return ids


def remove(db: Database, watch_ids: Iterable[str]) -> None:
    """Remove watches, with their files, entries and children."""
    db.run("DELETE FROM watch WHERE id = ANY(%s)", (list(watch_ids),))


def put_off(db: Database, visits: Mapping[str, datetime]) -> None:
    """Set the times of the next visits, by id."""
    db.run_many("UPDATE watch SET next_at = %s WHERE id = %s", [(time_text(at), id_) for id_, at in visits.items()])


def seen_files(db: Database, watch_id: str) -> dict[str, SeenFile]:
    """Return the files of a folder that have been read, by name."""
    return {row[0]: SeenFile(*row) for row in db.tuples(_FILES, (watch_id,))}


def unreadable_files(db: Database, watch_id: str) -> list[SeenFile]:
    """Return the files of a folder that could not be read, by name."""
    return [SeenFile(*row) for row in db.tuples(f"{_FILES} AND trouble IS NOT NULL ORDER BY name", (watch_id,))]


def keep_state(db: Database, watch_id: str, state: WatchState) -> None:
    """Save the state after a visit."""
    values = [time_text(value) if isinstance(value, datetime) else value for value in state]
    columns = ", ".join(f"{name} = %s" for name in WatchState._fields)
    db.run(f"UPDATE watch SET {columns} WHERE id = %s", (*values, watch_id))  # noqa: S608


def host(db: Database, name: str) -> Host:
    """Return the facts known about a web server."""
    row = db.row("SELECT robots, robots_at, not_before FROM watch_host WHERE name = %s", (name,))
    return Host(name, row["robots"], time(row["robots_at"]), time(row["not_before"])) if row else Host(name)


def keep_host(db: Database, host: Host) -> None:
    """Save the facts known about a web server."""
    times = (at and time_text(at) for at in (host.robots_at, host.not_before))
    db.run(
        "INSERT INTO watch_host(name, robots, robots_at, not_before) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (name) DO UPDATE SET (robots, robots_at, not_before)"
        " = (excluded.robots, excluded.robots_at, excluded.not_before)",
        (host.name, host.robots, *times),
    )
