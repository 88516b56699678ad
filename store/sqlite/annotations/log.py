"""The log: who decided what, when, and what was before."""

from __future__ import annotations

import json
from datetime import datetime
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from store.errors import NotFoundError
from store.model.lists import Page
from store.records import Event, RegisterEvent, SpeakerState
from store.sqlite.annotations.from_rows import state_from_json

if TYPE_CHECKING:
    import sqlite3

    from store.model.lists import Cursor

_NEVER = 2**62


def events(db: sqlite3.Connection, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]:
    """Return the log in order from just after ``since``; the cursor of its last line is good for what comes later."""
    after = 0 if since is None else int(since)
    if article_id is None:
        rows = db.execute("SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
    else:
        rows = db.execute(
            "SELECT * FROM event WHERE article_id = ? AND seq > ? ORDER BY seq LIMIT ?", (article_id, after, limit)
        )
    found = tuple(_event(row) for row in rows)
    return Page(found, str(found[-1].seq) if found else None)


def history(db: sqlite3.Connection, annotation_id: str) -> tuple[Event, ...]:
    """Return the log of one annotation, from its beginning."""
    rows = db.execute("SELECT * FROM event WHERE annotation_id = ? ORDER BY version", (annotation_id,))
    if found := tuple(_event(row) for row in rows):
        return found
    raise NotFoundError(f"There is no annotation “{annotation_id}” in this store.")


def changes_by(
    db: sqlite3.Connection, actor: str, before_seq: int | None, limit: int
) -> list[tuple[Event | RegisterEvent, ...]]:
    """Return the actor's changes, the latest first, each as its events in order."""
    both = (
        db.execute(
            f"SELECT * FROM {table} WHERE actor = ? AND seq < ? ORDER BY seq DESC",  # noqa: S608
            (actor, _NEVER if before_seq is None else before_seq),
        )
        for table in ("event", "register_event")
    )
    rows = merge(*both, key=lambda row: row["seq"], reverse=True)
    # A change is one transaction, so its events follow one another; no more rows are read than are needed.
    changes = islice(groupby(rows, key=lambda row: row["change_id"]), limit)
    return [tuple(reversed([_line(row) for row in change])) for _, change in changes]


def register_events(db: sqlite3.Connection, since: Cursor | None, limit: int) -> Page[RegisterEvent]:
    """Return the log of the register in order from just after ``since``."""
    after = 0 if since is None else int(since)
    rows = db.execute("SELECT * FROM register_event WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
    found = tuple(_register_event(row) for row in rows)
    return Page(found, str(found[-1].seq) if found else None)


def _line(row: sqlite3.Row) -> Event | RegisterEvent:
    return _register_event(row) if "speaker_id" in row.keys() else _event(row)  # noqa: SIM118 - a row's "in" looks at values


def _step(row: sqlite3.Row) -> dict[str, Any]:
    """Return what every line of the log says: when, who, and which step it was part of."""
    return {
        "seq": row["seq"],
        "at": datetime.fromisoformat(row["at"]),
        "actor": row["actor"],
        "action": row["action"],
        "change_id": row["change_id"],
        "undoes": row["undoes"],
    }


def _register_event(row: sqlite3.Row) -> RegisterEvent:
    return RegisterEvent(
        **_step(row),
        speaker_id=row["speaker_id"],
        before=None if row["before"] is None else speaker_state_from_json(row["before"]),
        after=speaker_state_from_json(row["after"]),
    )


def speaker_state_from_json(text: str) -> SpeakerState:
    """Make a speaker's state out of what a line of the log keeps of it."""
    state = json.loads(text)
    return SpeakerState(state["name"], tuple(state["aliases"]), state["merged_into"])


def _event(row: sqlite3.Row) -> Event:
    return Event(
        **_step(row),
        article_id=row["article_id"],
        annotation_id=row["annotation_id"],
        before=None if row["before"] is None else state_from_json(row["before"]),
        after=state_from_json(row["after"]),
    )
