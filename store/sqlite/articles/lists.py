"""Lists of articles: pages along an index, by cursor, in every order; and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.errors import NotFoundError
from store.model.lists import END, ArticleFilter, ArticleOrder, ArticleState, Page, Place, Totals
from store.rows import keyset
from store.rows.assigned import ASSIGNED
from store.sqlite.articles.filters import Where, where
from store.sqlite.articles.rows import COUNT, rows_by_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from store.model.lists import ArticleRow, Cursor


_ORDERS = {
    **keyset.ORDERS,
    # An id begins with the time of import.
    ArticleOrder.ARRIVED: (keyset.Column("id"),),
}
PARAMETER = ":{}"
"""The form of a named parameter in SQL."""

_INDEXES = {
    ArticleOrder.NEWEST: "article_sorted",
    ArticleOrder.OLDEST: "article_sorted",
    ArticleOrder.SOURCE: "article_source",
    ArticleOrder.MOST_OPEN: "article_most_open",
    ArticleOrder.ARRIVED: "sqlite_autoindex_article_1",
}
_FEW = 5000
"""Up to this number of articles is sorted for each page, instead of filtering all articles along an index."""

_COUNTED = {
    ArticleFilter(): COUNT,
    ArticleFilter(states=(ArticleState.OPEN,)): "SELECT open_articles FROM tally",
    ArticleFilter(states=(ArticleState.UNREAD,)): f"""
        SELECT ({COUNT}) - coalesce((SELECT read_articles FROM person WHERE actor = ?), 0)
    """,  # noqa: S608
    ArticleFilter(states=(ArticleState.READ,)): """
        SELECT coalesce((SELECT read_articles FROM person WHERE actor = ?), 0)
    """,
    ArticleFilter(states=(ArticleState.FLAGGED,)): """
        SELECT coalesce((SELECT flagged_articles FROM person WHERE actor = ?), 0)
    """,
}
"""Counts that are stored."""


def totals(db: sqlite3.Connection, actor: str) -> Totals:
    """Count articles, open quotations, the articles a person has not read, and what is assigned to them."""
    [articles, open_articles, quotations, assigned] = db.execute(
        f"SELECT ({COUNT}), open_articles, open_quotations,"  # noqa: S608
        f" (SELECT count(*) FROM annotation INDEXED BY annotation_assigned_to WHERE assigned_to = ? AND {ASSIGNED})"
        " FROM tally",
        (actor,),
    ).fetchone()
    unread = count(db, ArticleFilter(states=(ArticleState.UNREAD,)), actor)
    return Totals(articles, open_articles, quotations, unread, assigned)


def count(db: sqlite3.Connection, narrowed: ArticleFilter, actor: str) -> int:
    """Count the articles that match a filter."""
    if counted := _COUNTED.get(narrowed):
        found = db.execute(counted, (actor,) if "?" in counted else ())
    else:
        passing = where(db, narrowed, actor)
        found = db.execute(
            f"SELECT count(*) FROM {_few(db, passing) or 'article'} WHERE {passing.sql}",  # noqa: S608
            passing.values,
        )
    number: int = found.fetchone()[0]
    return number


def matching(db: sqlite3.Connection, article_ids: Collection[str], narrowed: ArticleFilter, actor: str) -> set[str]:
    """Return those of some articles that match a filter."""
    import json  # The first page, which the first paint waits for, needs none.

    passing = where(db, narrowed, actor)
    rows = db.execute(
        f"SELECT id FROM article WHERE id IN (SELECT value FROM json_each(:these)) AND {passing.sql}",  # noqa: S608
        {**passing.values, "these": json.dumps(list(article_ids))},
    )
    return {row["id"] for row in rows}


def _few(db: sqlite3.Connection, passing: Where) -> str | None:
    """Return the table expression to read from if all matches are among a few articles; None if they are many."""
    for part in passing.parts:
        if part.among is None:
            continue
        some = f"SELECT count(*) FROM ({part.among} LIMIT {_FEW + 1})"  # noqa: S608
        if db.execute(some, passing.values).fetchone()[0] <= _FEW:
            return f"({part.among}) AS few CROSS JOIN article ON article.number = few.number"
    return None


class List:
    """The articles that match a filter, in an order, with one person's marks."""

    def __init__(self, db: sqlite3.Connection, narrowed: ArticleFilter, order: ArticleOrder, actor: str) -> None:
        self._db = db
        self._actor = actor
        self._columns = _ORDERS[order]
        passing = where(db, narrowed, actor)
        self._values = passing.values
        self._condition = passing.sql
        by_time = order in (ArticleOrder.NEWEST, ArticleOrder.OLDEST)
        ready = [part.along for part in passing.parts if part.along and by_time]
        few = None if ready else _few(db, passing)
        self._read_from = few or f"article INDEXED BY {(ready or [_INDEXES[order]])[0]}"

    def page(self, *, after: Cursor | None, before: Cursor | None, skip: int, limit: int) -> Page[ArticleRow]:
        """Return the page just after a cursor, just before one, or at the beginning; see the engine's contract."""
        backwards = before is not None
        start = None if before == END else before or after
        found = self._walk(start, backwards=backwards, skip=skip, limit=limit + 1)
        more = len(found) > limit
        found = found[:limit]
        if backwards:
            found.reverse()
        rows = rows_by_number(self._db, [key["number"] for key in found], self._actor)
        first, last = (
            (keyset.cursor(found[0], self._columns), keyset.cursor(found[-1], self._columns)) if found else (None, None)
        )
        is_inside = bool(skip or (start is not None))
        return Page(
            tuple(rows[key["number"]] for key in found),
            after=last if (is_inside if backwards else more) else None,
            before=first if (more if backwards else is_inside) else None,
        )

    def numbers(self, after: Cursor | None, limit: int) -> tuple[list[int], Cursor | None]:
        """Return the numbers of the articles just after a cursor, and the cursor after them; None at the end."""
        found = self._walk(after, backwards=False, skip=0, limit=limit + 1)
        more, found = len(found) > limit, found[:limit]
        return [row["number"] for row in found], keyset.cursor(found[-1], self._columns) if more else None

    def place(self, article_id: str) -> Place:
        """Return an article's position, or where it would be; see the engine's contract."""
        names = ", ".join(column.name for column in self._columns)
        found = self._db.execute(f"SELECT {names} FROM article WHERE id = ?", (article_id,)).fetchone()  # noqa: S608
        if found is None:
            raise NotFoundError(f"There is no article “{article_id}” in this store.")
        number = 0
        values = self._values | {f"key{n}": value for n, value in enumerate(found)}
        for stretch in keyset.stretches([column.reversed for column in self._columns], PARAMETER):
            counted = f"SELECT count(*) FROM {self._read_from} WHERE {stretch} AND {self._condition}"  # noqa: S608
            number += self._db.execute(counted, values).fetchone()[0]
        return Place(number, keyset.cursor(found, self._columns))

    def _walk(self, start: Cursor | None, *, backwards: bool, skip: int, limit: int) -> list[sqlite3.Row]:
        """Return the keys of the articles just after ``start``, or just before it, without ``start`` itself."""
        columns = [column.reversed if backwards else column for column in self._columns]
        names = ", ".join(column.name for column in columns)
        directions = ", ".join(f"{column.name} {'DESC' if column.descending else 'ASC'}" for column in columns)
        values: dict[str, Any] = dict(self._values)
        if start is not None:
            values |= keyset.values(start, self._columns)
        found: list[sqlite3.Row] = []
        for stretch in keyset.stretches(columns, PARAMETER) if start is not None else ["TRUE"]:
            if len(found) < limit:
                found += self._db.execute(
                    f"SELECT article.number, {names} FROM {self._read_from} WHERE {stretch} AND {self._condition}"  # noqa: S608
                    f" ORDER BY {directions} LIMIT :limit OFFSET :skip",
                    values | {"limit": limit - len(found), "skip": skip},
                )
        return found
