"""Lists of articles: pages along an index, from a cursor on, in every order; and how many there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from store.records import ArticleOrder, ArticleState, Page
from store.sqlite.articles import rows_by_number
from store.sqlite.filters import where

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from store.records import ArticleFilter, ArticleRow, Cursor


class _Column(NamedTuple):
    name: str
    descending: bool = True


_ORDERS: dict[ArticleOrder, tuple[_Column, ...]] = {
    ArticleOrder.NEWEST: (_Column("sorted_at"), _Column("id")),
    ArticleOrder.OLDEST: (_Column("sorted_at", descending=False), _Column("id", descending=False)),
    ArticleOrder.SOURCE: (_Column("sorted_source", descending=False), _Column("sorted_at"), _Column("id")),
    ArticleOrder.MOST_OPEN: (_Column("open_count"), _Column("sorted_at"), _Column("id")),
}

_COUNTED = {
    (): "SELECT articles FROM tally",
    (ArticleState.OPEN,): "SELECT open_articles FROM tally",
    (ArticleState.UNREAD,): """
        SELECT articles - coalesce((SELECT read_articles FROM person WHERE actor = :actor), 0) FROM tally
    """,
    (ArticleState.READ,): "SELECT coalesce((SELECT read_articles FROM person WHERE actor = :actor), 0)",
    (ArticleState.FLAGGED,): "SELECT coalesce((SELECT flagged_articles FROM person WHERE actor = :actor), 0)",
}
"""What triggers count all the time."""


def page(
    db: sqlite3.Connection,
    narrowed: ArticleFilter,
    order: ArticleOrder,
    *,
    actor: str,
    after: Cursor | None,
    before: Cursor | None,
    limit: int,
) -> Page[ArticleRow]:
    """List articles just after a cursor, just before one, or from the beginning; see the engine's contract."""
    columns = _ORDERS[order]
    condition, values = where(db, narrowed, actor)
    backwards = before is not None
    found = _walk(db, columns, condition, values, start=before or after, backwards=backwards, limit=limit + 1)
    more = len(found) > limit
    found = found[:limit]
    if backwards:
        found.reverse()
    rows = rows_by_number(db, [key["number"] for key in found], actor)
    first, last = (_cursor(found[0], columns), _cursor(found[-1], columns)) if found else (None, None)
    return Page(
        tuple(rows[key["number"]] for key in found),
        after=last if more or backwards else None,
        before=first if (more if backwards else after) else None,
    )


def count(db: sqlite3.Connection, narrowed: ArticleFilter, actor: str) -> int:
    """Count the articles that pass a filter."""
    counted = _COUNTED.get(narrowed.states) if narrowed == narrowed.__class__(states=narrowed.states) else None
    if counted is None:
        condition, values = where(db, narrowed, actor)
        counted = f"SELECT count(*) FROM article WHERE {condition}"  # noqa: S608
    else:
        values = {"actor": actor}
    number: int = db.execute(counted, values).fetchone()[0]
    return number


def _walk(
    db: sqlite3.Connection,
    columns: Sequence[_Column],
    condition: str,
    values: dict[str, Any],
    *,
    start: Cursor | None,
    backwards: bool,
    limit: int,
) -> list[sqlite3.Row]:
    """Return the keys of the articles that follow ``start``, which is not one of them; or that come before it."""
    if backwards:
        columns = [column._replace(descending=not column.descending) for column in columns]
    names = ", ".join(column.name for column in columns)
    directions = ", ".join(f"{column.name} {'DESC' if column.descending else 'ASC'}" for column in columns)
    if start is not None:
        values = values | {f"key{n}": value for n, value in enumerate(json.loads(start))}
    found: list[sqlite3.Row] = []
    for stretch in _stretches(columns) if start is not None else ["TRUE"]:
        if len(found) < limit:
            found += db.execute(
                f"SELECT number, {names} FROM article WHERE {stretch} AND {condition}"  # noqa: S608
                f" ORDER BY {directions} LIMIT :limit",
                values | {"limit": limit - len(found)},
            )
    return found


def _stretches(columns: Sequence[_Column]) -> Iterator[str]:
    """Yield conditions for what follows a key, stretch by stretch, such that an index finds where each begins.

    Where all columns go the same way it is one stretch. Where the first goes another way, it is what has the same
    first value, and then what has another.
    """
    first, *rest = columns
    if all(column.descending == first.descending for column in rest):
        yield _beyond(columns, 0)
    else:
        yield f"{first.name} = :key0 AND {_beyond(rest, 1)}"
        yield _beyond(columns[:1], 0)


def _beyond(columns: Sequence[_Column], number: int) -> str:
    names = ", ".join(column.name for column in columns)
    keys = ", ".join(f":key{number + n}" for n in range(len(columns)))
    return f"({names}) {'<' if columns[0].descending else '>'} ({keys})"


def _cursor(key: sqlite3.Row, columns: Sequence[_Column]) -> Cursor:
    return json.dumps([key[column.name] for column in columns], ensure_ascii=False)
