"""A filter resolved for search: a condition on each article, or a set of numbers when few pass."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from store.searching.limits import CANDIDATES

if TYPE_CHECKING:
    import sqlite3

    from store.sqlite.articles.filters import Where


class FilterSet(NamedTuple):
    """What an article must be to be found. ``few`` are the numbers of all such articles, the last stored first; None
    when they are many, or when there is no way to them but over all articles."""

    where: Where
    few: tuple[int, ...] | None


def filter_set(db: sqlite3.Connection, where: Where, articles: int) -> FilterSet:
    """Resolve a filter to numbers when few of all ``articles`` pass it.

    Among many that pass, enough matches are met soon: asking each match what it is costs the more the fewer pass, and
    resolving the filter costs the more the more do.
    """
    few = isqrt(CANDIDATES * articles)
    counts = {part: _count(db, part.among, where, few + 1) for part in where.parts if part.among}
    least = min(counts, key=counts.__getitem__, default=None)
    if least is None or counts[least] > few:
        return FilterSet(where, None)
    if len(where.parts) > 1:
        sql = f"SELECT article.number FROM ({least.among}) AS few CROSS JOIN article USING (number) WHERE {where.sql}"  # noqa: S608
    else:
        sql = least.among or ""
    return FilterSet(where, tuple(sorted((row[0] for row in db.execute(sql, where.values)), reverse=True)))


def _count(db: sqlite3.Connection, among: str, where: Where, most: int) -> int:
    count: int = db.execute(f"SELECT count(*) FROM ({among} LIMIT {most})", where.values).fetchone()[0]  # noqa: S608
    return count
