"""Quotations of all articles, with their speakers and articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Tag
from store.model.lists import ArticleFilter, ArticleOrder, ArticleState, Page
from store.model.speakers import QuotationInArticle
from store.postgres.annotations import rows as annotation_rows
from store.postgres.articles import filters
from store.postgres.articles.lists import PARAMETER
from store.postgres.articles.rows import rows_by_number
from store.rows import keyset
from store.searching.near_speakers import names_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.lists import Cursor
    from store.postgres.server.database import Database

_STANDING = """
    SELECT annotation.id, article.number, speaker.name AS registered
    FROM annotation JOIN article ON article.id = article_id LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE kind = 'quote' AND status NOT IN ('rejected', 'removed') AND annotation.id > %(after_id)s
"""
# A speaker in the register matches by all their names; any other by the name given.
_NAMED = """
    AND CASE WHEN speaker_id IS NULL THEN annotation.speaker = ANY(%(names)s)
        ELSE speaker_id IN (SELECT alias.speaker_id FROM alias WHERE alias.name = ANY(%(names)s)) END
"""
_NAMES = """
    SELECT name FROM alias
    UNION SELECT speaker FROM annotation
    WHERE speaker_id IS NULL AND speaker IS NOT NULL AND kind = 'quote' AND status NOT IN ('rejected', 'removed')
    ORDER BY 1
"""
_DECIDED = """
    SELECT DISTINCT article_id FROM annotation
    WHERE kind = 'quote' AND article_id > %s AND NOT (origin = 'finder' AND changed_by = author)
    ORDER BY article_id LIMIT %s
"""
_EVERYTHING = (ArticleFilter(), ArticleFilter(states=(ArticleState.OPEN,)))


def names(db: Database, typed: str) -> list[str]:
    """Return the names that match typed words; see ``store.engine``."""
    return names_like(typed, lambda: db.column(_NAMES))


def decided_articles(db: Database, after: Cursor | None, limit: int) -> Page[str]:
    """List the articles with a quotation that a person has made or changed."""
    found = tuple(db.column(_DECIDED, (after or "", limit)))
    return Page(found, found[-1] if len(found) == limit else None)


def page(
    db: Database,
    narrowed: ArticleFilter,
    *,
    names: Sequence[str] | None,
    actor: str,
    after: Cursor | None,
    limit: int,
) -> Page[QuotationInArticle]:
    """List quotations by id, which is their order of creation."""
    passing = filters.where(db, narrowed, actor)
    rows = db.rows(
        f"{_STANDING} {_NAMED if names is not None else ''} AND {passing.sql} ORDER BY annotation.id LIMIT %(limit)s",
        {**passing.values, "after_id": after or "", "limit": limit, "names": list(names or ())},
    )
    made = annotation_rows.by_id(db, [row["id"] for row in rows])
    printed = rows_by_number(db, {row["number"] for row in rows}, actor) if rows else {}
    found = tuple(QuotationInArticle(made[row["id"]], printed[row["number"]], row["registered"]) for row in rows)
    return Page(found, rows[-1]["id"] if len(rows) == limit else None)


def open_count(db: Database, narrowed: ArticleFilter, actor: str, after: Cursor | None) -> int:
    """Count the open quotations of the articles that match a filter, from just after a cursor of the newest first.

    If the filter requires SECOND_READER, the quotations flagged for a second reader are counted.
    """
    if narrowed in _EVERYTHING and after is None:
        return db.number("SELECT open_quotations FROM tally")
    passing = filters.where(db, narrowed, actor)
    values = passing.values
    stretch = "TRUE"
    if after is not None:
        newest = keyset.ORDERS[ArticleOrder.NEWEST]
        [stretch] = keyset.stretches(newest, PARAMETER)
        values = values | keyset.values(after, newest)
    if ArticleState.SECOND_READER in narrowed.states:
        counted_in = f"SELECT count(*) FROM annotation JOIN article ON article.id = article_id WHERE {filters.FLAGGED}"  # noqa: S608
    else:
        counted_in = "SELECT coalesce(sum(open_count), 0) FROM article WHERE open_count > 0"
    return db.number(f"{counted_in} AND {stretch} AND {passing.sql}", values)


def tags(db: Database, words: str, limit: int) -> list[Tag]:
    """Return the tags in use that contain ``words``, the most used first."""
    # Compared in Python, as people expect of capitals in any language. A desk has a few hundred tags at most.
    sought = words.casefold()
    rows = db.tuples("SELECT name, uses FROM tag WHERE uses > 0 ORDER BY uses DESC, name")
    return [Tag(*row) for row in rows if sought in row[0].casefold()][:limit]
