"""Resolves filters for search: to a condition on each article, or to a set of numbers if few articles match."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from store.searching.limits import CANDIDATES

if TYPE_CHECKING:
    from store.postgres.articles.filters import Where
    from store.postgres.server.database import Database


class FilterSet(NamedTuple):
    """The condition of a filter. ``few`` are the numbers of all matching articles, the last stored first.

    None when they are many, or when finding them requires a scan of all articles.
    """

    where: Where
    few: tuple[int, ...] | None


def filter_set(db: Database, where: Where, articles: int) -> FilterSet:
    """Resolve a filter to numbers if few of all ``articles`` match it.

    If many match the filter, testing each match of the words soon finds enough. If few do, resolving the filter first
    is cheaper.
    """
    few = isqrt(CANDIDATES * articles)
    counts = {}
    for part in where.parts:
        if part.among:
            sql = f"SELECT count(*) FROM ({part.among} LIMIT {few + 1}) AS counted"  # noqa: S608
            counts[part] = db.number(sql, where.values)
    least = min(counts, key=counts.__getitem__, default=None)
    if least is None or counts[least] > few:
        return FilterSet(where, None)
    sql = (
        f"SELECT article.number FROM ({least.among}) AS few JOIN article ON article.number = few.number"  # noqa: S608
        f" WHERE {where.sql} ORDER BY article.number DESC"
    )
    return FilterSet(where, tuple(db.column(sql, where.values)))
