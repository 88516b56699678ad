"""One transaction: its beginning, its end, and whether its statements wait for each other's answers."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg

from store.postgres.server.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
WRITING = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"

# The end of a pipeline whose server is gone is logged too; the error itself is raised, and a desk has no log to show.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


@contextmanager
def transaction(
    connection: psycopg.Connection[Any], beginning: Sequence[str], *, pipelined: bool = False
) -> Iterator[Database]:
    """Run a transaction that begins with these statements; an error in the block undoes all of it.

    In a pipeline, each statement is sent at once, with the beginning and the end: we wait only for answers that the
    block asks for.
    """
    Database.asked += 2
    try:
        if pipelined:
            with connection.pipeline():
                for sql in beginning:
                    connection.execute(sql)
                yield Database(connection)
                connection.execute("COMMIT")
        else:
            connection.execute("; ".join(beginning))
            yield Database(connection)
            connection.execute("COMMIT")
    except BaseException:
        with suppress(psycopg.Error):
            # Forgets the prepared statements too: psycopg believes in those that the error kept from being prepared.
            connection.rollback()
        raise
