"""Saved views of the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rows.times import time_text
from store.rows.views import filter_text, view

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from store.model.lists import View


def of(db: sqlite3.Connection, actor: str) -> list[View]:
    """Return a person's views, sorted by name."""
    rows = db.execute("SELECT name, narrowed, sorted_by FROM saved_view WHERE actor = ? ORDER BY name", (actor,))
    return [view(row) for row in rows]


def save(db: sqlite3.Connection, actor: str, view: View, at: datetime) -> None:
    """Save a view, replacing the one of the same name."""
    narrowed = filter_text(view.narrowed)
    db.execute(
        "INSERT INTO saved_view(actor, name, narrowed, sorted_by, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET narrowed = excluded.narrowed, sorted_by = excluded.sorted_by, at = excluded.at",
        (actor, view.name, narrowed, view.order, time_text(at)),
    )


def remove(db: sqlite3.Connection, actor: str, name: str) -> None:
    """Remove a view."""
    db.execute("DELETE FROM saved_view WHERE (actor, name) = (?, ?)", (actor, name))
