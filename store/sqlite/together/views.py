"""Views that all desks share, and how far each person has looked at views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.lists import Position
from store.rows.times import time_text
from store.rows.views import filter_text, named_already, shared_view

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from store.model.lists import View


def shared(db: sqlite3.Connection) -> list[View]:
    """Return the views that all desks share, sorted by name."""
    return [shared_view(row) for row in db.execute("SELECT * FROM shared_view ORDER BY name")]


def share(db: sqlite3.Connection, view: View, actor: str, at: datetime) -> None:
    """Save a view for all desks, replacing the one of the same name."""
    db.execute(
        "INSERT INTO shared_view(name, narrowed, sorted_by, made_by, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET narrowed = excluded.narrowed, sorted_by = excluded.sorted_by, made_by = excluded.made_by,"
        " at = excluded.at",
        (view.name, filter_text(view.narrowed), view.order, actor, time_text(at)),
    )


def unshare(db: sqlite3.Connection, name: str) -> None:
    """Remove a view of all desks."""
    db.execute("DELETE FROM shared_view WHERE name = ?", (name,))


def rename(db: sqlite3.Connection, view: View, name: str, actor: str) -> None:
    """Give a view another name; StoreError if another view has it."""
    table, whose, values = ("shared_view", "", ()) if view.made_by else ("saved_view", "actor = ? AND ", (actor,))
    if db.execute(f"SELECT 1 FROM {table} WHERE {whose}name = ?", (*values, name)).fetchone():  # noqa: S608
        raise StoreError(named_already(name))
    db.execute(f"UPDATE {table} SET name = ? WHERE {whose}name = ?", (name, *values, view.name))  # noqa: S608
    renamed = view._replace(name=name)
    db.execute("UPDATE OR REPLACE look SET view = ? WHERE (actor, view) = (?, ?)", (renamed.key, actor, view.key))


def position(db: sqlite3.Connection) -> Position:
    """Return the numbers of the last article and the last event."""
    row = db.execute(
        "SELECT coalesce((SELECT max(number) FROM article), 0), coalesce((SELECT max(seq) FROM event), 0)"
    ).fetchone()
    return Position(*row)


def looks(db: sqlite3.Connection, actor: str) -> dict[str, Position]:
    """Return how far a person has looked at each view, by its key."""
    rows = db.execute("SELECT view, number, seq FROM look WHERE actor = ?", (actor,))
    return {key: Position(number, seq) for key, number, seq in rows}


def keep_look(db: sqlite3.Connection, actor: str, key: str, seen: Position) -> None:
    """Save how far a person has looked at a view."""
    db.execute("INSERT OR REPLACE INTO look(actor, view, number, seq) VALUES (?, ?, ?, ?)", (actor, key, *seen))
