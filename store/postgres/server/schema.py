"""The schema of a store: made, and brought up to date, by its owner alone."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from store.errors import ForeignFileError, NewerStoreError, NotAllowedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from store.postgres.server.database import Database

SCHEMA = "pullquote"
"""The schema of the database that holds the store."""
SCHEMA_VERSION = 5
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
        for number, statements in sorted(_steps()):
            if number > done:
                connection.execute(statements)
        _pin_functions(connection)
        connection.execute("UPDATE setting SET schema_version = %s", (SCHEMA_VERSION,))
        if not done:
            connection.execute("UPDATE setting SET index_version = %s", (INDEX_VERSION,))


def _steps() -> Iterator[tuple[int, str]]:
    """Yield the files of the schema with their numbers."""
    for file in files("store.postgres").joinpath("schema").iterdir():
        if found := re.match(r"(\d+)_\w+\.sql$", file.name):
            yield int(found[1]), file.read_text("utf-8")


def _pin_functions(connection: psycopg.Connection[Any]) -> None:
    """Have functions that run as the owner look for names only in the schema: nobody can put others before them."""
    for (name,) in connection.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = %s::regnamespace AND prosecdef", (SCHEMA,)
    ).fetchall():
        connection.execute(f"ALTER FUNCTION {name} SET search_path = {SCHEMA}, pg_temp")
