"""Quotations with who said them and where they were printed, over all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.lists import Page
from store.records import Quoted
from store.sqlite.annotations import rows as annotation_rows
from store.sqlite.articles import filters
from store.sqlite.articles import rows as articles

if TYPE_CHECKING:
    import sqlite3

    from store.model.lists import ArticleFilter, Cursor

_STANDING = """
    SELECT annotation.id, article.number, speaker.name AS registered
    FROM annotation JOIN article ON article.id = article_id LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE kind = 'quote' AND status NOT IN ('rejected', 'removed') AND annotation.id > :after_id
"""
# One who is in the register is known by all names it has; any other by the name given.
_BY_NAME = """
    AND iif(
        speaker_id IS NULL,
        annotation.speaker LIKE '%' || :like || '%' ESCAPE '\\',
        EXISTS (SELECT 1 FROM alias WHERE alias.speaker_id = annotation.speaker_id AND instr(folded, :name))
    )
"""


def page(
    db: sqlite3.Connection, narrowed: ArticleFilter, *, who: str, actor: str, after: Cursor | None, limit: int
) -> Page[Quoted]:
    """List quotations by their ids, which come in the order they were made."""
    who = " ".join(who.split()).casefold()
    passing = filters.where(db, narrowed, actor)
    rows = db.execute(
        f"{_STANDING} {_BY_NAME if who else ''} AND {passing.sql} ORDER BY annotation.id LIMIT :limit",
        {**passing.values, "after_id": after or "", "limit": limit, "name": who, "like": _literally(who)},
    ).fetchall()
    made = annotation_rows.by_id(db, [row["id"] for row in rows])
    printed = articles.rows_by_number(db, [row["number"] for row in rows], actor)
    found = tuple(Quoted(made[row["id"]], printed[row["number"]], row["registered"]) for row in rows)
    return Page(found, rows[-1]["id"] if len(rows) == limit else None)


def _literally(who: str) -> str:
    """Return ``who`` as LIKE takes it for itself."""
    return who.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
