"""A store in a file that is moved elsewhere, and one that is filled from elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.move_engine import Rows
from store.rows.moved_tables import COUNTED, JSON, MOVED, columns, plain
from store.rows.soundness import COUNTS, miscounted
from store.rows.times import time_text
from store.sqlite.annotations import replay, speakers
from store.sqlite.search import index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from store.move_engine import Values

_TAGS = """
    INSERT INTO tag(name, uses)
    SELECT value, count(*) FROM (
        SELECT DISTINCT annotation.id, value FROM annotation, json_each(tags)
        WHERE status NOT IN ('rejected', 'removed'))
    GROUP BY value
"""
_SOURCES = """
    UPDATE article SET sorted_source = coalesce((SELECT source FROM revision WHERE revision.id = revision_id), '')
"""
_LAST = """
    UPDATE sqlite_sequence SET seq = max(
        coalesce((SELECT max(seq) FROM event), 0), coalesce((SELECT max(seq) FROM register_event), 0),
        coalesce((SELECT max(seq) FROM article_removal), 0))
    WHERE name = 'event'
"""


class SqliteDeparture:
    """Implements ``store.move_engine.Departure`` in one transaction."""

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        self._db = db
        self._now = now

    def rows(self, table: str) -> Rows:
        return _rows(self._db, table)

    def mark(self, moved_to: str) -> None:
        self._db.execute("INSERT INTO moved(one, moved_to, at) VALUES (1, ?, ?)", (moved_to, time_text(self._now)))


class SqliteArrival:
    """Implements ``store.move_engine.Arrival`` in one transaction that writes. Triggers are dropped for so long."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        for table in MOVED:
            if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():  # noqa: S608
                raise StoreError(f"There is a store with articles at {path} already. Move to a new file.")
        db.execute("PRAGMA defer_foreign_keys = ON")
        self._triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in self._triggers:
            db.execute(f'DROP TRIGGER "{name}"')

    def rows(self, table: str) -> Rows:
        return _rows(self._db, table)

    def fill(self, table: str, columns: Sequence[str], values: Iterable[Values]) -> None:
        as_json = [at for at, name in enumerate(columns) if name in JSON.get(table, ())]
        self._db.executemany(
            f"INSERT INTO {table}({_listed(columns)}) VALUES ({', '.join('?' for _ in columns)})",  # noqa: S608
            (_stored(row, as_json) for row in values),
        )

    def derive(self) -> None:
        for statement in (*COUNTED, _TAGS, _SOURCES, _LAST):
            self._db.execute(statement)
        speakers.index_all(self._db)
        index.clear(self._db)
        for _, sql in self._triggers:
            self._db.execute(sql)

    def troubles(self) -> Iterator[str]:
        yield from replay.troubles(self._db)
        yield from miscounted(COUNTS, lambda sql: int(self._db.execute(sql).fetchone()[0]))


def _rows(db: sqlite3.Connection, table: str) -> Rows:
    names = columns(table, (name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))))
    found = db.execute(f"SELECT {_listed(names)} FROM {table}")  # noqa: S608
    return Rows(names, plain(table, names, map(tuple, found)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _stored(row: Values, as_json: Iterable[int]) -> Values:
    for at in as_json:
        if row[at] is not None:
            row[at] = json.dumps(row[at], ensure_ascii=False)
    return row
