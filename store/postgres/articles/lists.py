"""Lists of articles: pages along an index, by cursor, in every order; and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.errors import NotFoundError
from store.model.lists import END, ArticleFilter, ArticleOrder, ArticleState, Page, Place, Totals
from store.postgres.articles.filters import Where, where
from store.postgres.articles.rows import COUNT, rows_by_number
from store.rows import keyset
from store.rows.assigned import ASSIGNED

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.model.lists import ArticleRow, Cursor
    from store.postgres.server.database import Database


_ORDERS = {
    **keyset.ORDERS,
    # Not the ids: they are in the order of the clocks of many machines.
    ArticleOrder.ARRIVED: (keyset.Column("number"),),
}
PARAMETER = "%({})s"
"""The form of a named parameter in SQL."""
_FEW = 5000
"""Up to this number of articles is sorted for each page, instead of filtering all articles along an index."""

_READ = "coalesce((SELECT read_articles FROM person WHERE actor = %(actor)s), 0)"
_COUNTED = {
    ArticleFilter(): COUNT,
    ArticleFilter(states=(ArticleState.OPEN,)): "SELECT open_articles FROM tally",
    ArticleFilter(states=(ArticleState.UNREAD,)): f"SELECT ({COUNT}) - {_READ}",
    ArticleFilter(states=(ArticleState.READ,)): f"SELECT {_READ}",
    ArticleFilter(states=(ArticleState.FLAGGED,)): """
        SELECT coalesce((SELECT flagged_articles FROM person WHERE actor = %(actor)s), 0)
    """,
}
"""Counts that are stored."""


def totals(db: Database, actor: str) -> Totals:
    """Count articles, open quotations, the articles a person has not read, and what is assigned to them."""
    [row] = db.tuples(
        f"SELECT ({COUNT}), open_articles, open_quotations, ({COUNT}) - {_READ},"  # noqa: S608
        f" (SELECT count(*) FROM annotation WHERE assigned_to = %(actor)s AND {ASSIGNED}) FROM tally",
        {"actor": actor},
    )
    return Totals(*row)


def count(db: Database, narrowed: ArticleFilter, actor: str) -> int:
    """Count the articles that match a filter."""
    if counted := _COUNTED.get(narrowed):
        return db.number(counted, {"actor": actor})
    passing = where(db, narrowed, actor)
    return db.number(
        f"SELECT count(*) FROM {_few(db, passing) or 'article'} WHERE {passing.sql}",  # noqa: S608
        passing.values,
    )


def matching(db: Database, article_ids: Collection[str], narrowed: ArticleFilter, actor: str) -> set[str]:
    """Return those of some articles that match a filter."""
    passing = where(db, narrowed, actor)
    return set(
        db.column(
            f"SELECT id FROM article WHERE id = ANY(%(these)s) AND {passing.sql}",  # noqa: S608
            {**passing.values, "these": list(article_ids)},
        )
    )


def _few(db: Database, passing: Where) -> str | None:
    """Return the table expression to read from if all matches are among a few articles; None if they are many."""
    for part in passing.parts:
        if part.among is None:
            continue
        some = f"SELECT count(*) FROM ({part.among} LIMIT {_FEW + 1}) AS counted"  # noqa: S608
        if db.number(some, passing.values) <= _FEW:
            return f"({part.among}) AS few JOIN article ON article.number = few.number"
    return None


class List:
    """The articles that match a filter, in an order, with one person's marks."""

    def __init__(self, db: Database, narrowed: ArticleFilter, order: ArticleOrder, actor: str) -> None:
        self._db = db
        self._actor = actor
        self._columns = _ORDERS[order]
        passing = where(db, narrowed, actor)
        self._values = passing.values
        self._condition = passing.sql
        along = order in (ArticleOrder.NEWEST, ArticleOrder.OLDEST) and any(part.by_time for part in passing.parts)
        self._read_from = (None if along else _few(db, passing)) or "article"

    def page(self, *, after: Cursor | None, before: Cursor | None, skip: int, limit: int) -> Page[ArticleRow]:
        """Return the page just after a cursor, just before one, or at the beginning; see the engine's contract."""
        backwards = before is not None
        start = None if before == END else before or after
        found = self._walk(start, backwards=backwards, skip=skip, limit=limit + 1)
        more = len(found) > limit
        found = found[:limit]
        if backwards:
            found.reverse()
        rows = rows_by_number(self._db, [key["at"] for key in found], self._actor) if found else {}
        first, last = (
            (keyset.cursor(found[0], self._columns), keyset.cursor(found[-1], self._columns)) if found else (None, None)
        )
        is_inside = bool(skip or (start is not None))
        return Page(
            tuple(rows[key["at"]] for key in found),
            after=last if (is_inside if backwards else more) else None,
            before=first if (more if backwards else is_inside) else None,
        )

    def numbers(self, after: Cursor | None, limit: int) -> tuple[list[int], Cursor | None]:
        """Return the numbers of the articles just after a cursor, and the cursor after them; None at the end."""
        found = self._walk(after, backwards=False, skip=0, limit=limit + 1)
        more, found = len(found) > limit, found[:limit]
        return [row["at"] for row in found], keyset.cursor(found[-1], self._columns) if more else None

    def place(self, article_id: str) -> Place:
        """Return an article's position, or where it would be; see the engine's contract."""
        names = ", ".join(column.name for column in self._columns)
        found = self._db.row(f"SELECT {names} FROM article WHERE id = %s", (article_id,))  # noqa: S608
        if found is None:
            raise NotFoundError(f"There is no article “{article_id}” in this store.")
        number = 0
        values = self._values | {f"key{n}": found[column.name] for n, column in enumerate(self._columns)}
        for stretch in keyset.stretches([column.reversed for column in self._columns], PARAMETER):
            counted = f"SELECT count(*) FROM {self._read_from} WHERE {stretch} AND {self._condition}"  # noqa: S608
            number += self._db.number(counted, values)
        return Place(number, keyset.cursor(found, self._columns))

    def _walk(self, start: Cursor | None, *, backwards: bool, skip: int, limit: int) -> list[dict[str, Any]]:
        """Return the keys of the articles just after ``start``, or just before it, without ``start`` itself."""
        columns = [column.reversed if backwards else column for column in self._columns]
        names = ", ".join(f"article.{column.name}" for column in columns)
        directions = ", ".join(f"article.{column.name} {'DESC' if column.descending else 'ASC'}" for column in columns)
        values = dict(self._values)
        if start is not None:
            values |= keyset.values(start, self._columns)
        found: list[dict[str, Any]] = []
        for stretch in keyset.stretches(columns, PARAMETER) if start is not None else ["TRUE"]:
            if len(found) < limit:
                found += self._db.rows(
                    f"SELECT article.number AS at, {names} FROM {self._read_from}"  # noqa: S608
                    f" WHERE {stretch} AND {self._condition} ORDER BY {directions} LIMIT %(limit)s OFFSET %(skip)s",
                    values | {"limit": limit - len(found), "skip": skip},
                )
        return found
