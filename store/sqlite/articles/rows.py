"""Rows of articles; lists of them are in ``store.sqlite.articles.lists``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import AmbiguousIdError, NotFoundError
from store.model.lists import LABELS
from store.rows.article_numbers import article_count
from store.rows.articles import article_row
from store.rows.assigned import ASSIGNED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from store.model.lists import ArticleRow


ROWS = f"""
    SELECT article.*, {", ".join(("headline", "source", "byline", "state", *LABELS))},
        coalesce(updated, published) ->> 'raw' AS stated_raw, coalesce(updated, published) ->> 'iso' AS stated_iso,
        coalesce(updated, published) ->> 'precision' AS stated_precision,
        coalesce(updated, published) ->> 'zoned' AS stated_zoned,
        embargo ->> 'raw' AS embargo_raw, embargo ->> 'iso' AS embargo_iso,
        embargo ->> 'precision' AS embargo_precision, embargo ->> 'zoned' AS embargo_zoned,
        CASE WHEN trim(coalesce(headline, '')) = '' THEN substr(body, 1, 200) END AS opening,
        reading.article_id IS NULL AS unread, flag.article_id IS NOT NULL AS flagged,
        (SELECT json_group_array(json_array(kind <> 'assignment', assigned_at, assigned_to, assigned_by))
        FROM annotation INDEXED BY annotation_assigned
        WHERE article_id = article.id AND {ASSIGNED} HAVING count(*)) AS assigned
    FROM article
    JOIN revision ON revision.id = article.revision_id
    LEFT JOIN reading ON reading.actor = :actor AND reading.article_id = article.id
        AND reading.revision_id = article.revision_id
    LEFT JOIN flag ON flag.actor = :actor AND flag.article_id = article.id
"""  # noqa: S608
"""SQL for rows of articles with the marks of ``:actor``."""

COUNT = article_count("max")
"""SQL for the number of articles."""


def article(db: sqlite3.Connection, article_id: str, actor: str) -> ArticleRow:
    """Return one article's row by its id, or by an unambiguous beginning of it."""
    # No character of an id sorts after "~".
    rows = db.execute(
        f"{ROWS} WHERE article.id >= :first AND article.id < :last ORDER BY article.id LIMIT 2",
        {"first": article_id, "last": f"{article_id}~", "actor": actor},
    ).fetchall()
    if article_id and rows and (len(rows) == 1 or rows[0]["id"] == article_id):
        return article_row(rows[0])
    if article_id and rows:
        raise AmbiguousIdError(f"More than one article’s id begins with “{article_id}”. Type more of it.")
    raise NotFoundError(f"There is no article “{article_id}” in this store.")


def all_of(db: sqlite3.Connection, article_ids: Collection[str], actor: str) -> dict[str, ArticleRow]:
    """Return the rows of articles by their full ids; NotFoundError when any is missing."""
    import json

    rows = db.execute(
        f"{ROWS} WHERE article.id IN (SELECT value FROM json_each(:ids))",  # noqa: S608
        {"ids": json.dumps(list(article_ids)), "actor": actor},
    )
    found = {row["id"]: article_row(row) for row in rows}
    for article_id in article_ids:
        if article_id not in found:
            raise NotFoundError(f"There is no article “{article_id}” in this store.")
    return found


def rows_by_number(db: sqlite3.Connection, numbers: Sequence[int], actor: str) -> dict[int, ArticleRow]:
    """Return the rows of articles by their numbers in the search index."""
    found = db.execute(
        f"{ROWS} WHERE number IN (SELECT value FROM json_each(:numbers))",  # noqa: S608
        {"numbers": str(list(numbers)), "actor": actor},
    )
    return {row["number"]: article_row(row) for row in found}
