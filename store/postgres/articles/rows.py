"""Rows of articles; lists of them are in ``store.postgres.articles.lists``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from store.errors import AmbiguousIdError, NotFoundError
from store.model.lists import LABELS
from store.rows.annotations import from_json
from store.rows.article_numbers import article_count
from store.rows.articles import article_row
from store.rows.assigned import ASSIGNED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from store.model.lists import ArticleRow
    from store.postgres.server.database import Database

_TIMES = ("stated", "embargo")
_COLUMNS = f"""
    number, article.id, article.revision_id, revision_count, sorted_at, quotation_count, open_count, stale_count,
    {", ".join(("headline", "source", "byline", "state", *LABELS))},
    coalesce(updated, published) AS stated, embargo,
    CASE WHEN btrim(coalesce(headline, '')) = '' THEN substr(body, 1, 200) END AS opening,
    reading.article_id IS NULL AS unread, flag.article_id IS NOT NULL AS flagged,
    (SELECT jsonb_agg(jsonb_build_array(kind <> 'assignment', assigned_at, assigned_to, assigned_by))
    FROM annotation WHERE article_id = article.id AND {ASSIGNED}) AS assigned
"""  # noqa: S608
_FROM = """
    FROM article
    JOIN revision ON revision.id = article.revision_id
    LEFT JOIN reading ON reading.actor = %(actor)s AND reading.article_id = article.id
        AND reading.revision_id = article.revision_id
    LEFT JOIN flag ON flag.actor = %(actor)s AND flag.article_id = article.id
"""
_ROWS = f"SELECT {_COLUMNS} {_FROM}"
_WITH_BEGINNINGS = f"""
    SELECT {_COLUMNS},
        CASE WHEN revision.id <> ALL(%(known)s::text[]) THEN left(body, %(most)s) END AS beginning,
        CASE WHEN revision.id <> ALL(%(known)s::text[]) THEN length(body) <= %(most)s END AS is_whole
    {_FROM} WHERE number = ANY(%(numbers)s::bigint[])
"""

COUNT = article_count("greatest")
"""SQL for the number of articles."""


def article(db: Database, article_id: str, actor: str) -> ArticleRow:
    """Return one article's row by its id, or by an unambiguous beginning of it."""
    # No character of an id sorts after "~".
    rows = db.rows(
        f"{_ROWS} WHERE article.id >= %(first)s AND article.id < %(last)s ORDER BY article.id LIMIT 2",
        {"first": article_id, "last": f"{article_id}~", "actor": actor},
    )
    if article_id and rows and (len(rows) == 1 or rows[0]["id"] == article_id):
        return _row(rows[0])
    if article_id and rows:
        raise AmbiguousIdError(f"More than one article’s id begins with “{article_id}”. Type more of it.")
    raise NotFoundError(f"There is no article “{article_id}” in this store.")


def all_of(db: Database, article_ids: Collection[str], actor: str) -> dict[str, ArticleRow]:
    """Return the rows of articles by their full ids; NotFoundError when any is missing."""
    rows = db.rows(f"{_ROWS} WHERE article.id = ANY(%(ids)s)", {"ids": list(article_ids), "actor": actor})
    found = {row["id"]: _row(row) for row in rows}
    for article_id in article_ids:
        if article_id not in found:
            raise NotFoundError(f"There is no article “{article_id}” in this store.")
    return found


def rows_by_number(db: Database, numbers: Iterable[int], actor: str) -> dict[int, ArticleRow]:
    """Return the rows of articles by their numbers in the search index."""
    rows = db.rows(f"{_ROWS} WHERE number = ANY(%(numbers)s)", {"numbers": list(numbers), "actor": actor})
    return {row["number"]: _row(row) for row in rows}


class Beginning(NamedTuple):
    """The beginning of a body, and whether that is all of it."""

    text: str
    is_whole: bool


def rows_with_beginnings(
    db: Database, numbers: Sequence[int], actor: str, most: int, known: Collection[str]
) -> dict[int, tuple[ArticleRow, Beginning | None]]:
    """Return rows by their numbers, each with ``most`` code points of its body; None for ``known`` revisions."""
    values = {"numbers": list(numbers), "actor": actor, "most": most, "known": list(known)}
    return {
        row["number"]: (_row(row), None if (text := row["beginning"]) is None else Beginning(text, row["is_whole"]))
        for row in db.rows(_WITH_BEGINNINGS, values)
    }


def _row(row: dict[str, Any]) -> ArticleRow:
    for name in _TIMES:
        time = {} if row[name] is None else from_json(row[name])
        row |= {f"{name}_{part}": time.get(part) for part in ("raw", "iso", "precision", "zoned")}
    return article_row(row)
