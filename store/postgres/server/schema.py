"""The schema of a store: made, and brought up to date, by its owner alone."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from store.errors import ForeignFileError, NewerStoreError, NotAllowedError, StoreError
from store.postgres.server.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

SCHEMA = "pullquote"
"""The schema of the database that holds the store."""
SCHEMA_VERSION = 12
"""The number of the last file of the schema."""
INDEX_VERSION = 1
"""Raise it when words are folded or split differently: search indexes of older versions are then rebuilt."""


def check_version(db: Database, shown: str) -> None:
    """Raise StoreError unless the database holds a store of our version."""
    may_look = db.value("SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %s", (SCHEMA,))
    if may_look is None:
        raise ForeignFileError(f"{shown} holds no Pullquote store. Make one: pullquote store create")
    if not may_look:
        raise NotAllowedError(f"You are not a member of the store {shown}. Ask a chief of the store.")
    version = db.number("SELECT schema_version FROM setting")
    if version > SCHEMA_VERSION:
        raise NewerStoreError(f"The store {shown} was written by a newer Pullquote. Update this program.")
    if version < SCHEMA_VERSION:
        raise StoreError(
            f"The store {shown} was made by an older Pullquote. A chief brings it up to date: pullquote store migrate"
        )


IS_OWNER = f"SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = '{SCHEMA}'"  # noqa: S608
"""SQL that tells whether our login owns the store."""
_NUMBERED = """
    SELECT relname, pg_get_serial_sequence(attrelid::regclass::text, attname), attname
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = current_schema()::regnamespace AND attidentity <> ''
"""


def sequences_behind(db: Database) -> list[tuple[str, str]]:
    """Return the tables whose next number was given already, each with SQL that sets it right."""
    behind = []
    for table, sequence, column in db.tuples(_NUMBERED):
        latest = f"SELECT coalesce(max({column}), 0) FROM {table}"  # noqa: S608
        if db.number(latest) >= db.number(f"SELECT last_value + is_called::int FROM {sequence}"):  # noqa: S608
            behind.append((table, f"SELECT setval('{sequence}', ({latest}))"))
    return behind


def create(connection: psycopg.Connection[Any]) -> None:
    """Make an empty store in a database; the login becomes its owner. Nothing happens if there is one."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(5071, 9)")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        connection.execute(f"SET LOCAL search_path = {SCHEMA}, pg_temp")
        row = connection.execute("SELECT to_regclass('setting') IS NULL").fetchone()
        done = 0
        if row is not None and not row[0]:
            row = connection.execute("SELECT schema_version FROM setting").fetchone()
            done = 0 if row is None else int(row[0])
        _run_steps(connection, done, SCHEMA)
        db = Database(connection)
        for _, right in sequences_behind(db):
            db.run(right)
        connection.execute("UPDATE setting SET schema_version = %s", (SCHEMA_VERSION,))
        if not done:
            connection.execute("UPDATE setting SET index_version = %s", (INDEX_VERSION,))


def make(connection: psycopg.Connection[Any], name: str) -> None:
    """Make the tables and rules of a store in a schema, within a transaction."""
    connection.execute(f"CREATE SCHEMA {name}")
    connection.execute(f"SET LOCAL search_path = {name}, pg_temp")
    _run_steps(connection, 0, name)


def _run_steps(connection: psycopg.Connection[Any], done: int, name: str) -> None:
    for number, statements in sorted(_steps()):
        if number > done:
            connection.execute(statements)
    _pin_functions(connection, name)


def _steps() -> Iterator[tuple[int, str]]:
    """Yield the files of the schema with their numbers."""
    for file in files("store.postgres").joinpath("schema").iterdir():
        if found := re.match(r"(\d+)_\w+\.sql$", file.name):
            yield int(found[1]), file.read_text("utf-8")


def _pin_functions(connection: psycopg.Connection[Any], name: str) -> None:
    """Have functions that run as the owner look for names only in the schema: nobody can put others before them."""
    for (function,) in connection.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = %s::regnamespace AND prosecdef", (name,)
    ).fetchall():
        connection.execute(f"ALTER FUNCTION {function} SET search_path = {SCHEMA}, pg_temp")
