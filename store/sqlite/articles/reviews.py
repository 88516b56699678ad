"""Review: open counts, each person's place, and the tags in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Tag
from store.model.lists import ArticleFilter, ArticleOrder, ArticleState, ReviewPlace
from store.rows import keyset
from store.rows.times import time_text
from store.sqlite.articles.filters import FLAGGED, where
from store.sqlite.articles.lists import PARAMETER

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from store.model.lists import Cursor

_EVERYTHING = (ArticleFilter(), ArticleFilter(states=(ArticleState.OPEN,)))


def open_count(db: sqlite3.Connection, narrowed: ArticleFilter, actor: str, after: Cursor | None) -> int:
    """Count the open quotations of the articles that match a filter, from just after a cursor of the newest first.

    If the filter requires SECOND_READER, the quotations flagged for a second reader are counted.
    """
    if narrowed in _EVERYTHING and after is None:
        counted: int = db.execute("SELECT open_quotations FROM tally").fetchone()[0]
        return counted
    passing = where(db, narrowed, actor)
    values = passing.values
    stretch = "TRUE"
    if after is not None:
        newest = keyset.ORDERS[ArticleOrder.NEWEST]
        [stretch] = keyset.stretches(newest, PARAMETER)
        values = values | keyset.values(after, newest)
    if ArticleState.SECOND_READER in narrowed.states:
        counted_in = f"SELECT count(*) FROM annotation JOIN article ON article.id = article_id WHERE {FLAGGED}"  # noqa: S608
    else:
        counted_in = "SELECT coalesce(sum(open_count), 0) FROM article WHERE open_count > 0"
    added: int = db.execute(f"{counted_in} AND {stretch} AND {passing.sql}", values).fetchone()[0]
    return added


def place(db: sqlite3.Connection, actor: str, scope: str) -> ReviewPlace | None:
    """Return a person's place in a review."""
    row = db.execute(
        'SELECT "after", annotation_id, number, kept FROM review_place WHERE (actor, scope) = (?, ?)', (actor, scope)
    ).fetchone()
    return None if row is None else ReviewPlace(*row)


def keep_place(db: sqlite3.Connection, actor: str, scope: str, place: ReviewPlace | None, at: datetime) -> None:
    """Save a person's place in a review; None removes it."""
    if place is None:
        db.execute("DELETE FROM review_place WHERE (actor, scope) = (?, ?)", (actor, scope))
        return
    db.execute(
        'INSERT INTO review_place(actor, scope, "after", annotation_id, number, kept, at) VALUES (?, ?, ?, ?, ?, ?, ?)'
        ' ON CONFLICT DO UPDATE SET ("after", annotation_id, number, kept, at)'
        ' = (excluded."after", excluded.annotation_id, excluded.number, excluded.kept, excluded.at)',
        (actor, scope, *place, time_text(at)),
    )


def tags(db: sqlite3.Connection, words: str, limit: int) -> list[Tag]:
    """Return the tags in use that contain ``words``, the most used first."""
    # Compared in Python: SQLite folds only ASCII, and a desk has a few hundred tags at most.
    sought = words.casefold()
    rows = db.execute("SELECT name, uses FROM tag WHERE uses > 0 ORDER BY uses DESC, name")
    return [Tag(*row) for row in rows if sought in row["name"].casefold()][:limit]
