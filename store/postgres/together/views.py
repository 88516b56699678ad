"""Views that all desks share, and how far each person has looked at views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.lists import Position
from store.rows.times import time_text
from store.rows.views import filter_text, named_already, shared_view

if TYPE_CHECKING:
    from datetime import datetime

    from store.model.lists import View
    from store.postgres.server.database import Database


def shared(db: Database) -> list[View]:
    """Return the views that all desks share, sorted by name."""
    return [shared_view(row) for row in db.rows("SELECT * FROM shared_view ORDER BY name")]


def share(db: Database, view: View, actor: str, at: datetime) -> None:
    """Save a view for all desks, replacing the one of the same name."""
    db.run(
        "INSERT INTO shared_view(name, narrowed, sorted_by, made_by, at) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (name) DO UPDATE SET (narrowed, sorted_by, made_by, at)"
        " = (excluded.narrowed, excluded.sorted_by, excluded.made_by, excluded.at)",
        (view.name, filter_text(view.narrowed), view.order, actor, time_text(at)),
    )


def unshare(db: Database, name: str) -> None:
    """Remove a view of all desks."""
    db.run("DELETE FROM shared_view WHERE name = %s", (name,))


def rename(db: Database, view: View, name: str, actor: str) -> None:
    """Give a view another name; StoreError if another view has it."""
    table, whose, values = ("shared_view", "", ()) if view.made_by else ("saved_view", "actor = %s AND ", (actor,))
    if db.value(f"SELECT 1 FROM {table} WHERE {whose}name = %s", (*values, name)):  # noqa: S608
        raise StoreError(named_already(name))
    db.run(f"UPDATE {table} SET name = %s WHERE {whose}name = %s", (name, *values, view.name))  # noqa: S608
    renamed = view._replace(name=name)
    db.run("DELETE FROM look WHERE (actor, view) = (%s, %s)", (actor, renamed.key))
    db.run("UPDATE look SET view = %s WHERE (actor, view) = (%s, %s)", (renamed.key, actor, view.key))


def position(db: Database) -> Position:
    """Return the numbers of the last article and the last event."""
    [row] = db.tuples(
        "SELECT coalesce((SELECT max(number) FROM article), 0), coalesce((SELECT max(seq) FROM event), 0)"
    )
    return Position(*row)


def looks(db: Database, actor: str) -> dict[str, Position]:
    """Return how far a person has looked at each view, by its key."""
    rows = db.tuples("SELECT view, number, seq FROM look WHERE actor = %s", (actor,))
    return {key: Position(number, seq) for key, number, seq in rows}


def keep_look(db: Database, actor: str, key: str, seen: Position) -> None:
    """Save how far a person has looked at a view."""
    db.run(
        "INSERT INTO look(actor, view, number, seq) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (actor, view) DO UPDATE SET (number, seq) = (excluded.number, excluded.seq)",
        (actor, key, *seen),
    )
