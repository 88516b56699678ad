"""Saved views of the stack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.model.lists import ArticleFilter, ArticleOrder, ArticleState, View
from store.rows.times import time_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


def of(db: sqlite3.Connection, actor: str) -> list[View]:
    """Return a person's views, sorted by name."""
    rows = db.execute("SELECT name, narrowed, sorted_by FROM saved_view WHERE actor = ? ORDER BY name", (actor,))
    return [View(row["name"], _filter(row["narrowed"]), ArticleOrder(row["sorted_by"])) for row in rows]


def save(db: sqlite3.Connection, actor: str, view: View, at: datetime) -> None:
    """Save a view, replacing the one of the same name."""
    narrowed = json.dumps(view.narrowed._asdict(), ensure_ascii=False)
    db.execute(
        "INSERT INTO saved_view(actor, name, narrowed, sorted_by, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET narrowed = excluded.narrowed, sorted_by = excluded.sorted_by, at = excluded.at",
        (actor, view.name, narrowed, view.order, time_text(at)),
    )


def remove(db: sqlite3.Connection, actor: str, name: str) -> None:
    """Remove a view."""
    db.execute("DELETE FROM saved_view WHERE (actor, name) = (?, ?)", (actor, name))


def _filter(narrowed: str) -> ArticleFilter:
    told = json.loads(narrowed)
    return ArticleFilter(
        **told | {"states": tuple(map(ArticleState, told["states"])), "without": tuple(told.get("without", ()))}
    )
