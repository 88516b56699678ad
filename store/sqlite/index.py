"""The search index, kept with the articles in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_TEXTS = "SELECT headline, byline, source, body, respelled FROM revision WHERE id = ?"
# One row with its values: a statement of any other form has a savepoint, and at each of those FTS5 writes to the disk.
_ADD = "INSERT INTO article_fts(rowid, headline, byline, source, body, respelled) VALUES (?, ?, ?, ?, ?, ?)"
_TAKE_OUT = (
    "INSERT INTO article_fts(article_fts, rowid, headline, byline, source, body, respelled)"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)


def bring_up_to_date(db: sqlite3.Connection, indexed: Mapping[int, str | None]) -> None:
    """Index the current revisions of articles, named by number, in place of those that are ``indexed`` (None: none)."""
    for number, old_revision in indexed.items():
        if old_revision:
            db.execute(_TAKE_OUT, (number, *db.execute(_TEXTS, (old_revision,)).fetchone()))
        [current] = db.execute("SELECT revision_id FROM article WHERE number = ?", (number,)).fetchone()
        db.execute(_ADD, (number, *db.execute(_TEXTS, (current,)).fetchone()))
