"""Each person's read marks and flags. Triggers maintain the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rows.times import time_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import datetime


def mark(db: sqlite3.Connection, revisions: Mapping[str, str], *, actor: str, at: datetime, read: bool) -> None:
    """Mark revisions of articles as read by a person, or the articles as unread."""
    if read:
        db.executemany(
            "INSERT INTO reading(actor, article_id, revision_id, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET revision_id = excluded.revision_id, at = excluded.at",
            [(actor, article_id, revision_id, time_text(at)) for article_id, revision_id in revisions.items()],
        )
    else:
        db.executemany("DELETE FROM reading WHERE (actor, article_id) = (?, ?)", [(actor, one) for one in revisions])


def flag(db: sqlite3.Connection, article_ids: Iterable[str], *, actor: str, at: datetime, flagged: bool) -> None:
    """Put a person's flag on articles, or take it off."""
    if flagged:
        db.executemany(
            "INSERT INTO flag(actor, article_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(actor, article_id, time_text(at)) for article_id in article_ids],
        )
    else:
        db.executemany("DELETE FROM flag WHERE (actor, article_id) = (?, ?)", [(actor, one) for one in article_ids])
