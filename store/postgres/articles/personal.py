"""Each person's read marks, flags, saved views and places in reviews. Triggers maintain the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.lists import ReviewPlace
from store.rows.times import time_text
from store.rows.views import filter_text, view

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from store.model.lists import View
    from store.postgres.server.database import Database


def mark_read(db: Database, revisions: Mapping[str, str], *, actor: str, at: datetime, read: bool) -> None:
    """Mark revisions of articles as read by a person, or the articles as unread."""
    ids = sorted(revisions)
    if read:
        db.run(
            "INSERT INTO reading(actor, article_id, revision_id, at)"
            " SELECT %s, article_id, revision_id, %s"
            " FROM unnest(%s::text[], %s::text[]) AS read(article_id, revision_id)"
            " ON CONFLICT (actor, article_id) DO UPDATE SET revision_id = excluded.revision_id, at = excluded.at",
            (actor, time_text(at), ids, [revisions[one] for one in ids]),
        )
    else:
        db.run("DELETE FROM reading WHERE actor = %s AND article_id = ANY(%s)", (actor, ids))


def flag(db: Database, article_ids: Collection[str], *, actor: str, at: datetime, flagged: bool) -> None:
    """Put a person's flag on articles, or take it off."""
    ids = sorted(set(article_ids))
    if flagged:
        db.run(
            "INSERT INTO flag(actor, article_id, at) SELECT %s, article_id, %s FROM unnest(%s::text[]) AS article_id"
            " ON CONFLICT DO NOTHING",
            (actor, time_text(at), ids),
        )
    else:
        db.run("DELETE FROM flag WHERE actor = %s AND article_id = ANY(%s)", (actor, ids))


def views(db: Database, actor: str) -> list[View]:
    """Return a person's views, sorted by name."""
    rows = db.rows("SELECT name, narrowed, sorted_by FROM saved_view WHERE actor = %s ORDER BY name", (actor,))
    return [view(row) for row in rows]


def save_view(db: Database, actor: str, view: View, at: datetime) -> None:
    """Save a view, replacing the one of the same name."""
    db.run(
        "INSERT INTO saved_view(actor, name, narrowed, sorted_by, at) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (actor, name) DO UPDATE"
        " SET narrowed = excluded.narrowed, sorted_by = excluded.sorted_by, at = excluded.at",
        (actor, view.name, filter_text(view.narrowed), view.order, time_text(at)),
    )


def remove_view(db: Database, actor: str, name: str) -> None:
    """Remove a view."""
    db.run("DELETE FROM saved_view WHERE (actor, name) = (%s, %s)", (actor, name))


def place(db: Database, actor: str, scope: str) -> ReviewPlace | None:
    """Return a person's place in a review."""
    sql = 'SELECT "after", annotation_id, number, kept FROM review_place WHERE (actor, scope) = (%s, %s)'
    return next((ReviewPlace(*row) for row in db.tuples(sql, (actor, scope))), None)


def keep_place(db: Database, actor: str, scope: str, place: ReviewPlace | None, at: datetime) -> None:
    """Save a person's place in a review; None removes it."""
    if place is None:
        db.run("DELETE FROM review_place WHERE (actor, scope) = (%s, %s)", (actor, scope))
        return
    db.run(
        'INSERT INTO review_place(actor, scope, "after", annotation_id, number, kept, at)'
        " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (actor, scope) DO UPDATE"
        ' SET ("after", annotation_id, number, kept, at)'
        ' = (excluded."after", excluded.annotation_id, excluded.number, excluded.kept, excluded.at)',
        (actor, scope, *place, time_text(at)),
    )
