"""Quotations of all articles, with their speakers and articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.model.lists import Page
from store.model.speakers import QuotationInArticle
from store.searching.near_speakers import names_like
from store.sqlite.annotations import rows as annotation_rows
from store.sqlite.articles import filters
from store.sqlite.articles import rows as articles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from store.model.lists import ArticleFilter, Cursor

_STANDING = """
    SELECT annotation.id, article.number, speaker.name AS registered
    FROM annotation JOIN article ON article.id = article_id LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE kind = 'quote' AND status NOT IN ('rejected', 'removed') AND annotation.id > :after_id
"""
# A speaker in the register matches by all their names; any other by the name given.
_NAMED = """
    AND iif(
        speaker_id IS NULL,
        annotation.speaker IN (SELECT value FROM json_each(:names)),
        speaker_id IN (SELECT alias.speaker_id FROM alias WHERE alias.name IN (SELECT value FROM json_each(:names)))
    )
"""
_NAMES = """
    SELECT name FROM alias
    UNION SELECT speaker FROM annotation
    WHERE speaker_id IS NULL AND speaker IS NOT NULL AND kind = 'quote' AND status NOT IN ('rejected', 'removed')
"""
_DECIDED = """
    SELECT DISTINCT article_id FROM annotation
    WHERE kind = 'quote' AND article_id > :after AND NOT (origin = 'finder' AND changed_by = author)
    ORDER BY article_id LIMIT :limit
"""


def names(db: sqlite3.Connection, typed: str) -> list[str]:
    """Return the names that match typed words; see ``store.engine``."""
    return names_like(typed, lambda: [row[0] for row in db.execute(_NAMES)])


def decided_articles(db: sqlite3.Connection, after: Cursor | None, limit: int) -> Page[str]:
    """List the articles with a quotation that a person has made or changed."""
    found = tuple(row[0] for row in db.execute(_DECIDED, {"after": after or "", "limit": limit}))
    return Page(found, found[-1] if len(found) == limit else None)


def page(
    db: sqlite3.Connection,
    narrowed: ArticleFilter,
    *,
    names: Sequence[str] | None,
    actor: str,
    after: Cursor | None,
    limit: int,
) -> Page[QuotationInArticle]:
    """List quotations by id, which is their order of creation."""
    passing = filters.where(db, narrowed, actor)
    rows = db.execute(
        f"{_STANDING} {_NAMED if names is not None else ''} AND {passing.sql} ORDER BY annotation.id LIMIT :limit",
        {**passing.values, "after_id": after or "", "limit": limit, "names": json.dumps(names)},
    ).fetchall()
    made = annotation_rows.by_id(db, [row["id"] for row in rows])
    printed = articles.rows_by_number(db, [row["number"] for row in rows], actor)
    found = tuple(QuotationInArticle(made[row["id"]], printed[row["number"]], row["registered"]) for row in rows)
    return Page(found, rows[-1]["id"] if len(rows) == limit else None)
