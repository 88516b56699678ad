"""Resolves filters for search: to a condition on each article, or to a set of numbers if few articles match."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from store.searching.limits import CANDIDATES

if TYPE_CHECKING:
    import sqlite3

    from store.sqlite.articles.filters import Where


class FilterSet(NamedTuple):
    """The condition of a filter. ``few`` are the numbers of all matching articles, the last stored first.

    None when they are many, or when finding them requires a scan of all articles.
    """

    where: Where
    few: tuple[int, ...] | None


def filter_set(db: sqlite3.Connection, where: Where, articles: int) -> FilterSet:
    """Resolve a filter to numbers if few of all ``articles`` match it.

    If many match the filter, testing each match of the words soon finds enough. If few do, resolving the filter first
    is cheaper.
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
