"""The log: every decision, its author and time, and the states before and after it."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.model.changes import Step
from store.model.lists import Page
from store.rows.events import event, register_event

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from store.model.changes import Event, RegisterEvent
    from store.model.lists import Cursor

_LOGS = ("event", "register_event")


def events(db: sqlite3.Connection, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]:
    """Return the log in order, starting just after ``since``. The last cursor also works for later events."""
    after = 0 if since is None else int(since)
    if article_id is None:
        rows = db.execute("SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
    else:
        rows = db.execute(
            "SELECT * FROM event WHERE article_id = ? AND seq > ? ORDER BY seq LIMIT ?", (article_id, after, limit)
        )
    found = tuple(event(row) for row in rows)
    return Page(found, str(found[-1].seq) if found else None)


def history(db: sqlite3.Connection, annotation_id: str) -> tuple[Event, ...]:
    """Return the log of one annotation, oldest first."""
    rows = db.execute("SELECT * FROM event WHERE annotation_id = ? ORDER BY version", (annotation_id,))
    if found := tuple(event(row) for row in rows):
        return found
    raise NotFoundError(f"There is no annotation “{annotation_id}” in this store.")


def later_events(db: sqlite3.Connection, annotation_ids: Iterable[str], after_seq: int) -> list[Event]:
    """Return the events of some annotations after a given event, in order."""
    rows = db.execute(
        "SELECT * FROM event WHERE annotation_id IN (SELECT value FROM json_each(?)) AND seq > ? ORDER BY seq",
        (json.dumps(list(annotation_ids)), after_seq),
    )
    return [event(row) for row in rows]


def decided(db: sqlite3.Connection, actor: str, limit: int) -> list[Event]:
    """Return the actor's latest events on annotations that are not undone, the latest first."""
    rows = db.execute(
        "SELECT event.* FROM step JOIN event ON event.change_id = step.change_id"
        " WHERE step.actor = ? AND step.taken_back IS NULL ORDER BY step.seq DESC, event.seq DESC LIMIT ?",
        (actor, limit),
    )
    return [event(row) for row in rows]


def step_to_undo(db: sqlite3.Connection, actor: str) -> Step | None:
    """Return the actor's latest change that is not undone."""
    row = db.execute(
        "SELECT change_id, action FROM step WHERE actor = ? AND taken_back IS NULL AND passed = 0"
        " ORDER BY seq DESC LIMIT 1",
        (actor,),
    ).fetchone()
    return None if row is None else Step(row["change_id"], row["action"], _of_change(db, row["change_id"]))


def step_to_redo(db: sqlite3.Connection, actor: str) -> Step | None:
    """Return the actor's latest undo; None if they have made another change since."""
    row = db.execute(
        "SELECT action, taken_back FROM step WHERE actor = :actor AND taken_back IS NOT NULL AND passed = 0"
        " AND taken_back > (SELECT max(seq) FROM step WHERE actor = :actor) ORDER BY taken_back DESC LIMIT 1",
        {"actor": actor},
    ).fetchone()
    if row is None:
        return None
    by_seq = (
        db.execute(f"SELECT change_id FROM {log} WHERE seq = ?", (row["taken_back"],)).fetchone()  # noqa: S608
        for log in _LOGS
    )
    [undo_id] = next(found for found in by_seq if found)
    return Step(undo_id, row["action"], _of_change(db, undo_id))


def pass_over(db: sqlite3.Connection, change_id: str) -> None:
    """Never return a step again, for undo by its id or for redo by the id of its undo."""
    db.execute(
        "UPDATE step SET passed = 1 WHERE change_id IN (:id, (SELECT undoes FROM event WHERE change_id = :id),"
        " (SELECT undoes FROM register_event WHERE change_id = :id))",
        {"id": change_id},
    )


def _of_change(db: sqlite3.Connection, change_id: str) -> tuple[Event | RegisterEvent, ...]:
    rows = (db.execute(f"SELECT * FROM {log} WHERE change_id = ?", (change_id,)) for log in _LOGS)  # noqa: S608
    return tuple(_line(row) for row in sorted(chain.from_iterable(rows), key=lambda row: row["seq"]))


def register_events(db: sqlite3.Connection, since: Cursor | None, limit: int) -> Page[RegisterEvent]:
    """Return the log of the register, in order, from just after ``since``."""
    after = 0 if since is None else int(since)
    rows = db.execute("SELECT * FROM register_event WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
    found = tuple(register_event(row) for row in rows)
    return Page(found, str(found[-1].seq) if found else None)


def _line(row: sqlite3.Row) -> Event | RegisterEvent:
    return register_event(row) if "speaker_id" in row.keys() else event(row)  # noqa: SIM118 - a row's "in" looks at values
