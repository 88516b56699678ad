"""Checks a store: SQLite's own checks, and whether redundant data agrees."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from store.model.changes import Check
from store.rows.soundness import COUNTS, listed, miscounted
from store.sqlite.annotations import replay
from store.sqlite.articles.rows import COUNT
from store.sqlite.file.open_store import is_indexed
from store.sqlite.migrations import migrations
from store.sqlite.search import index

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTS = ((COUNT, "SELECT count(*) FROM article", "articles in all"), *COUNTS)


def checks(db: sqlite3.Connection) -> Iterator[Check]:
    """Run the checks and yield the result of each. The index is checked word by word, which takes long.

    Nothing is locked meanwhile: all checks read the snapshot from the beginning.
    """
    yield Check("The file", listed(row[0] for row in db.execute("PRAGMA integrity_check(10)") if row[0] != "ok"))
    broken = (f"a row of “{row['table']}” refers to a missing one of “{row['parent']}”" for row in db.execute(_KEYS))
    yield Check("The references", listed(broken))
    yield Check("The counts", listed(miscounted(_COUNTS, lambda sql: int(db.execute(sql).fetchone()[0]))))
    yield Check("The log", listed(replay.troubles(db)))
    yield Check("The search index", _index_trouble(db))


def restored(db: sqlite3.Connection) -> Iterator[Check]:
    """Compare the tables and rules of a restored file with those of a new one."""
    from sqlite_utils import Database

    with closing(sqlite3.connect(":memory:")) as new:
        migrations().apply(Database(new, recursive_triggers=False, execute_plugins=False))
        shipped, here = _parts(new), _parts(db)
    wrong = listed(
        f"the {kind} {name} {'differs' if (kind, name) in here else 'is missing'}"
        for (kind, name), made in shipped.items()
        if here.get((kind, name)) != made
    )
    yield Check("The schema", wrong and f"{wrong} Restore all of the backup, into a new file.")


def _parts(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    return {(kind, name): sql for kind, name, sql in rows}


_OUT_OF_DATE = "It does not match the texts. Run: pullquote doctor --reindex"
_KEYS = 'SELECT DISTINCT "table", parent FROM pragma_foreign_key_check'


def _index_trouble(db: sqlite3.Connection) -> str | None:
    if not is_indexed(db):
        return "It is incomplete. Run: pullquote doctor --reindex"
    try:
        for table, texts in index.TABLES.items():
            _check_words(db, table, texts)
    except sqlite3.DatabaseError as error:
        # SQLITE_CORRUPT_VTAB: only the index is wrong, which can be repaired.
        if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT_VTAB:
            raise
        return _OUT_OF_DATE
    return None if index.agrees(db) else _OUT_OF_DATE


def _check_words(db: sqlite3.Connection, table: str, texts: str) -> None:
    """Compare FTS5's index with the texts; DatabaseError if they differ.

    For SQLite this check is a write, which would block everybody for minutes, so it runs on a temporary copy.
    """
    [made] = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    db.execute(f"CREATE TEMP VIEW {texts} AS SELECT * FROM main.{texts}")  # noqa: S608
    db.execute(made.replace(table, f"temp.{table}", 1))
    for part in ("data", "idx", "docsize", "config"):
        db.execute(f"INSERT OR REPLACE INTO temp.{table}_{part} SELECT * FROM main.{table}_{part}")  # noqa: S608
    db.execute(f"INSERT INTO temp.{table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    db.execute(f"DROP TABLE temp.{table}")
    db.execute(f"DROP VIEW temp.{texts}")
