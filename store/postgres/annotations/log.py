"""The log: every decision, its author and time, and the states before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.model.changes import Event, RegisterEvent, Step
from store.model.lists import Page
from store.rows.events import event, register_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.model.lists import Cursor
    from store.postgres.server.database import Database


def events(db: Database, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]:
    """Return the log in order, starting just after ``since``. The last cursor also works for later events."""
    of_article = "TRUE" if article_id is None else "article_id = %(article)s"
    rows = db.rows(
        f"SELECT * FROM event WHERE seq > %(after)s AND {of_article} ORDER BY seq LIMIT %(limit)s",  # noqa: S608
        {"after": int(since or 0), "article": article_id, "limit": limit},
    )
    found = tuple(map(event, rows))
    return Page(found, str(found[-1].seq) if found else None)


def register_events(db: Database, since: Cursor | None, limit: int) -> Page[RegisterEvent]:
    """Return the log of the register, in order, from just after ``since``."""
    rows = db.rows("SELECT * FROM register_event WHERE seq > %s ORDER BY seq LIMIT %s", (int(since or 0), limit))
    found = tuple(map(register_event, rows))
    return Page(found, str(found[-1].seq) if found else None)


def history(db: Database, annotation_id: str) -> tuple[Event, ...]:
    """Return the log of one annotation, oldest first."""
    rows = db.rows("SELECT * FROM event WHERE annotation_id = %s ORDER BY version", (annotation_id,))
    if not rows:
        raise NotFoundError(f"There is no annotation “{annotation_id}” in this store.")
    return tuple(map(event, rows))


def later_events(db: Database, annotation_ids: Iterable[str], after_seq: int) -> list[Event]:
    """Return the events of some annotations after a given event, in order."""
    rows = db.rows(
        "SELECT * FROM event WHERE annotation_id = ANY(%s) AND seq > %s ORDER BY seq",
        (list(annotation_ids), after_seq),
    )
    return list(map(event, rows))


def decided(db: Database, actor: str, limit: int) -> list[Event]:
    """Return the actor's latest events on annotations that are not undone, the latest first."""
    rows = db.rows(
        "SELECT event.* FROM step JOIN event ON event.change_id = step.change_id"
        " WHERE step.actor = %s AND step.taken_back IS NULL ORDER BY step.seq DESC, event.seq DESC LIMIT %s",
        (actor, limit),
    )
    return [event(row) for row in rows]


def step_to_undo(db: Database, actor: str) -> Step | None:
    """Return the actor's latest change that is not undone."""
    row = db.row(
        "SELECT change_id, action FROM step WHERE actor = %s AND taken_back IS NULL AND NOT passed"
        " ORDER BY seq DESC LIMIT 1",
        (actor,),
    )
    return None if row is None else Step(row["change_id"], row["action"], _of_change(db, row["change_id"]))


def step_to_redo(db: Database, actor: str) -> Step | None:
    """Return the actor's latest undo; None if they have made another change since."""
    row = db.row(
        "SELECT action, coalesce((SELECT change_id FROM event WHERE seq = taken_back),"
        " (SELECT change_id FROM register_event WHERE seq = taken_back)) AS undo_id"
        " FROM step WHERE actor = %(actor)s AND taken_back IS NOT NULL AND NOT passed"
        " AND taken_back > (SELECT max(seq) FROM step WHERE actor = %(actor)s) ORDER BY taken_back DESC LIMIT 1",
        {"actor": actor},
    )
    return None if row is None else Step(row["undo_id"], row["action"], _of_change(db, row["undo_id"]))


def pass_over(db: Database, change_id: str) -> None:
    """Never return a step again, for undo by its id or for redo by the id of its undo."""
    db.run(
        "UPDATE step SET passed = true WHERE change_id = %(id)s"
        " OR change_id IN (SELECT undoes FROM event WHERE change_id = %(id)s)"
        " OR change_id IN (SELECT undoes FROM register_event WHERE change_id = %(id)s)",
        {"id": change_id},
    )


def _of_change(db: Database, change_id: str) -> tuple[Event | RegisterEvent, ...]:
    made: list[Event | RegisterEvent] = [
        *map(event, db.rows("SELECT * FROM event WHERE change_id = %s", (change_id,))),
        *map(register_event, db.rows("SELECT * FROM register_event WHERE change_id = %s", (change_id,))),
    ]
    return tuple(sorted(made, key=lambda line: line.seq))
