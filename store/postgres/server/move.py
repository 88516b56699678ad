"""A store on a server that is moved elsewhere, and one that is filled from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from store.errors import NotAllowedError, StoreError, moved
from store.move_engine import Rows
from store.postgres.annotations import replay, speakers
from store.postgres.search import index
from store.postgres.server.database import json_text
from store.postgres.server.schema import IS_OWNER, sequences_behind
from store.rows.moved_tables import COUNTED, DERIVED, JSON, MOVED, columns, plain
from store.rows.soundness import COUNTS, miscounted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import LiteralString

    from store.move_engine import Values
    from store.postgres.server.database import Database

_COLUMNS = """
    SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""
_KIN_COLUMNS = ["article_id", "fingerprint"]
_KIN: LiteralString = """
    SELECT {columns} FROM (
        SELECT fingerprint, article.id AS article_id FROM kin JOIN article ON number = article_number) AS kin
"""
_TAGS = """
    INSERT INTO tag(name, uses)
    SELECT name, count(*) FROM (
        SELECT DISTINCT annotation.id, name FROM annotation, jsonb_array_elements_text(tags) AS name
        WHERE status NOT IN ('rejected', 'removed')) AS tagged
    GROUP BY name
"""
# As ``store.postgres.articles.intake`` does it: the collation "C" makes small only the letters A to Z.
_SOURCES = """
    UPDATE article SET sorted_source = left(lower(coalesce(source, '') COLLATE "C"), 200)
    FROM revision WHERE revision.id = revision_id
"""
_ALL = ", ".join(sorted({*MOVED, *DERIVED} - {"article_respelled"}))


class PostgresDeparture:
    """Implements ``store.move_engine.Departure`` in one transaction of the store's owner."""

    def __init__(self, db: Database, shown: str, *, held: bool) -> None:
        self._db = db
        if held:
            # Before the transaction's snapshot, which is taken by its first query.
            db.run(f"LOCK TABLE {_ALL} IN SHARE MODE")
        _check_owner(db, shown)
        if held and (place := db.value("SELECT moved_to FROM setting")) is not None:
            raise moved(shown, place)

    def rows(self, table: str) -> Rows:
        return _rows(self._db, table)

    def mark(self, moved_to: str) -> None:
        self._db.run("UPDATE setting SET moved_to = %s", (moved_to,))
        self._db.run("SELECT pg_notify('pullquote', '')")


class PostgresArrival:
    """Implements ``store.move_engine.Arrival`` in a transaction of the owner, with all triggers off."""

    def __init__(self, db: Database, shown: str) -> None:
        self._db = db
        _check_owner(db, shown)
        db.run(f"LOCK TABLE {_ALL} IN EXCLUSIVE MODE")
        for table in MOVED:
            if db.value(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608
                raise StoreError(f"The store {shown} has articles already. Move to an empty one.")
        self._switch("DISABLE")

    def rows(self, table: str) -> Rows:
        return _rows(self._db, table)

    def fill(self, table: str, columns: Sequence[str], values: Iterable[Values]) -> None:
        if table == "kin":
            self._fill_kin(columns, values)
            return
        as_json = [at for at, name in enumerate(columns) if name in JSON.get(table, ())]
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        copied = sql.SQL("COPY {}({}) FROM STDIN").format(sql.Identifier(table), names)
        self._db.copy(copied.as_string(None), (_stored(row, as_json) for row in values))

    def derive(self) -> None:
        for statement in (*COUNTED, _TAGS, _SOURCES):
            self._db.run(statement)
        for _, right in sequences_behind(self._db):
            self._db.run(right)
        speakers.index_all(self._db)
        index.clear(self._db)
        # Before a table's rules are switched on, what waits for the end of the transaction is checked.
        self._db.run("SET CONSTRAINTS ALL IMMEDIATE")
        self._switch("ENABLE")
        self._db.run("SELECT pg_notify('pullquote', '')")

    def troubles(self) -> Iterator[str]:
        yield from replay.troubles(self._db)
        yield from miscounted(COUNTS, self._db.number)

    def _fill_kin(self, columns: Sequence[str], values: Iterable[Values]) -> None:
        self._db.run("CREATE TEMP TABLE kin_of (article_id text, fingerprint bigint) ON COMMIT DROP")
        self._db.copy(f"COPY kin_of({', '.join(columns)}) FROM STDIN", values)
        self._db.run(
            "INSERT INTO kin(fingerprint, article_number)"
            " SELECT fingerprint, number FROM kin_of JOIN article ON article.id = article_id"
        )

    def _switch(self, how: str) -> None:
        for table in _ALL.split(", "):
            self._db.run(f"ALTER TABLE {table} {how} TRIGGER USER")


def _rows(db: Database, table: str) -> Rows:
    names = _KIN_COLUMNS if table == "kin" else columns(table, db.column(_COLUMNS, (table,)))
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    query = sql.SQL(_KIN if table == "kin" else "SELECT {columns} FROM {table}")
    return Rows(names, plain(table, names, db.stream(query.format(columns=listed, table=sql.Identifier(table)))))


def _check_owner(db: Database, shown: str) -> None:
    if not db.value(IS_OWNER):
        raise NotAllowedError(f"Only the owner of the store {shown} moves it.")


def _stored(row: Values, as_json: Iterable[int]) -> Values:
    for at in as_json:
        if row[at] is not None:
            row[at] = json_text(row[at])
    return row
