"""Empty stores on PostgreSQL: one database a worker, emptied for each new place."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from store.postgres.engine import PostgresEngine
from store.postgres.server.connections import Connections
from store.postgres.server.schema import create
from tests.postgres import Server, binaries, the_server

if TYPE_CHECKING:
    from pathlib import Path

    from store.engine import Engine

_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'pullquote'::regnamespace AND relkind = 'r'"
_KEPT = {"setting", "tally"}


_MOST_KEPT = 8
"""The number of connections that the next desks find open."""


class _Warm(psycopg.Connection[Any]):
    """A connection that the next desk uses again: opening one costs the server more than most tests on it."""

    kept: ClassVar[list[_Warm]] = []

    @classmethod
    def connect(cls, conninfo: str = "", **options: Any) -> Any:
        """Return a connection that an earlier desk closed, if it is alive; else a new one."""
        parts = conninfo_to_dict(conninfo)
        is_ours = (parts["dbname"], parts.get("user")) == (store().connection.info.dbname, "owner")
        while is_ours and cls.kept:
            warm = cls.kept.pop()
            try:
                warm.execute("SELECT 1")
            except psycopg.Error:
                super(_Warm, warm).close()
                continue
            return warm
        return super().connect(conninfo, **options) if is_ours else psycopg.Connection.connect(conninfo, **options)

    def close(self) -> None:
        """Keep the connection for the next desk unless it is broken or at work."""
        if self in _Warm.kept:
            return
        try:
            if len(_Warm.kept) == _MOST_KEPT or self.info.transaction_status is not TransactionStatus.IDLE:
                raise psycopg.OperationalError
            self.execute("UNLISTEN *")
            for _ in self.notifies(timeout=0):
                pass
        except psycopg.Error:
            super().close()
            return
        _Warm.kept.append(self)


class _Store:
    """The database of this worker."""

    place: Path | None = None

    def __init__(self, server: Server) -> None:
        name = f"room_{os.getpid()}"
        with server.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        self.connection = server.connect(name)
        create(self.connection)
        self.address = server.address(name)
        tables = [row[0] for row in self.connection.execute(_TABLES).fetchall()]
        emptied = [f"{table}_gone AS (DELETE FROM {table})" for table in tables if table not in _KEPT]
        self._empty = (
            f"WITH {', '.join(emptied)}, back AS (UPDATE setting SET moved_to = NULL)"
            " UPDATE tally SET open_articles = 0, open_quotations = 0"
        )

    def empty(self) -> None:
        """Delete everything, past all triggers."""
        self.connection.execute(
            f"BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL search_path = pullquote;"
            f" {self._empty}; COMMIT"
        )


@cache
def store() -> _Store:
    """Return the database of this worker; without PostgreSQL the test is skipped, or fails where it must be there."""
    if binaries() is None:
        # Never skipped silently: who builds for others must have it.
        (pytest.fail if os.environ.get("CI") else pytest.skip)("There is no PostgreSQL here.")
    return _Store(the_server())


def open_postgres(place: Path) -> Engine:
    """Open the store of a place: an empty one when the place is new."""
    stored = store()
    Connections.opened = _Warm.connect
    if stored.place != place:
        stored.empty()
        stored.place = place
    return PostgresEngine(stored.address, "postgresql:///newsroom")
