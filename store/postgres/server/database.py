"""One connection within one transaction, and texts as PostgreSQL can hold them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row, tuple_row
from psycopg.types.string import StrDumperUnknown, TextLoader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import psycopg
    from psycopg.abc import AdaptContext
    from psycopg.sql import SQL, Composed

    Parameters = Sequence[Any] | Mapping[str, Any]

_MARK = "\uf8ff"
"""A private character that stands before ``0`` for NUL, which PostgreSQL cannot hold, and before ``1`` for itself."""
_ESCAPED_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")

_STREAMED = 2000
"""The number of rows that a stream fetches at once."""


def encoded(text: str) -> str:
    """Return a text as it is stored: without NUL, letter by letter, so that parts of it are the stored parts."""
    if "\0" in text or _MARK in text:
        return text.replace(_MARK, f"{_MARK}1").replace("\0", f"{_MARK}0")
    return text


def decoded(text: str) -> str:
    """Return a stored text as it was."""
    return text.replace(f"{_MARK}0", "\0").replace(f"{_MARK}1", _MARK) if _MARK in text else text


def json_text(value: object) -> str:
    """Return JSON that PostgreSQL can take apart: with NUL as it is, for ``encoded``."""
    return _ESCAPED_NUL.sub("\\1\0", json.dumps(value, ensure_ascii=False))


class _Dumper(StrDumperUnknown):
    def dump(self, obj: str) -> bytes:
        return encoded(obj).encode()


class _Loader(TextLoader):
    def load(self, data: Any) -> str:
        return decoded(bytes(data).decode())


def adapt(connection: AdaptContext) -> None:
    """Have a connection store and return every text as it is. JSON is returned as text."""
    connection.adapters.register_dumper(str, _Dumper)
    for kind in ("text", "varchar", "json", "jsonb"):
        connection.adapters.register_loader(kind, _Loader)


class Database:
    """Asks one connection, and counts its questions."""

    asked = 0
    """The statements of all connections of this process, with those that begin and end transactions."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def run(self, sql: str, values: Parameters = ()) -> None:
        """Execute a statement. In a pipeline, its errors come with the next answer."""
        Database.asked += 1
        self.connection.execute(sql, values or None)

    def ask(self, sql: str, values: Parameters = ()) -> Callable[[], list[tuple[Any, ...]]]:
        """Send a query; return what gets its rows. In a pipeline, all that is sent before that is one round trip."""
        Database.asked += 1
        return self.connection.cursor(row_factory=tuple_row).execute(sql, values or None).fetchall

    def ask_rows(self, sql: str, values: Parameters = ()) -> Callable[[], list[dict[str, Any]]]:
        """Send a query, as ``ask``; its rows come by the names of their columns."""
        Database.asked += 1
        return self.connection.cursor(row_factory=dict_row).execute(sql, values or None).fetchall

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Execute a statement with each of these values, in one round trip."""
        if rows := list(rows):
            Database.asked += 1
            with self.connection.cursor() as cursor:
                cursor.executemany(sql, rows)

    def rows(self, sql: str, values: Parameters = ()) -> list[dict[str, Any]]:
        """Return the rows of a query, by the names of their columns."""
        return self.ask_rows(sql, values)()

    def row(self, sql: str, values: Parameters = ()) -> dict[str, Any] | None:
        """Return the first row of a query; None without one."""
        return next(iter(self.rows(sql, values)), None)

    def tuples(self, sql: str, values: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query in the order of their columns."""
        return self.ask(sql, values)()

    def stream(self, query: SQL | Composed) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, however many, without holding all of them."""
        Database.asked += 1
        with self.connection.cursor("streamed", row_factory=tuple_row) as cursor:
            cursor.itersize = _STREAMED
            yield from cursor.execute(query)

    def column(self, sql: str, values: Parameters = ()) -> list[Any]:
        """Return the first column of a query."""
        return [row[0] for row in self.tuples(sql, values)]

    def value(self, sql: str, values: Parameters = ()) -> Any:
        """Return the first column of the first row of a query; None without a row."""
        return next(iter(self.column(sql, values)), None)

    def number(self, sql: str, values: Parameters = ()) -> int:
        """Return a count."""
        return int(self.value(sql, values))

    def copy(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Copy rows into a table, in one round trip. Not possible in a pipeline."""
        Database.asked += 1
        with self.connection.cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)
