"""Pages of articles by the keys of their order: a page begins after a key, however long the list is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from store.model.lists import ArticleOrder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.model.lists import Cursor
    from store.rows.row import Row


class Column(NamedTuple):
    """A column of an order."""

    name: str
    descending: bool = True

    @property
    def reversed(self) -> Column:
        """The column in the other direction."""
        return Column(self.name, not self.descending)


ORDERS: Mapping[ArticleOrder, tuple[Column, ...]] = {
    ArticleOrder.NEWEST: (Column("sorted_at"), Column("id")),
    ArticleOrder.OLDEST: (Column("sorted_at", descending=False), Column("id", descending=False)),
    ArticleOrder.SOURCE: (Column("sorted_source", descending=False), Column("sorted_at"), Column("id")),
    ArticleOrder.MOST_OPEN: (Column("open_count"), Column("sorted_at"), Column("id")),
}
"""The columns of each order but that of arrival, which every engine has by its own numbers."""


def values(cursor: Cursor, columns: Sequence[Column]) -> dict[str, Any]:
    """Return the values of a cursor by the names that ``stretches`` has for them."""
    key = cursor.split(" ", len(columns) - 1)[::-1]
    return {f"key{n}": value for n, value in enumerate(key)}


def cursor(row: Row, columns: Sequence[Column]) -> Cursor:
    """Return a row's cursor, with the id first: ids and times have no spaces, but the first column may."""
    return " ".join(str(row[column.name]) for column in reversed(columns))


def stretches(columns: Sequence[Column], parameter: str) -> Iterator[str]:
    """Yield the conditions for the rows after a key, each for one range of an index.

    If all columns have the same direction, there is one range. If the first has another, the rows with the same first
    value are one range, and those with other values the next. ``parameter`` is the engine's form of a named one, with
    ``{}`` for the name.
    """
    first, *rest = columns
    if all(column.descending == first.descending for column in rest):
        yield _beyond(columns, 0, parameter)
    else:
        yield f"article.{first.name} = {parameter.format('key0')} AND {_beyond(rest, 1, parameter)}"
        yield _beyond(columns[:1], 0, parameter)


def _beyond(columns: Sequence[Column], number: int, parameter: str) -> str:
    names = ", ".join(f"article.{column.name}" for column in columns)
    keys = ", ".join(parameter.format(f"key{number + n}") for n in range(len(columns)))
    return f"({names}) {'<' if columns[0].descending else '>'} ({keys})"
