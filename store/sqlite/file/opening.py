"""Opening a file: is it ours, may we write it, is it whole, is it of our time; a new one is made, an older migrated."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import ForeignFileError, NewerStoreError, ReadOnlyStoreError, StoreError
from store.sqlite.file.sqlite_errors import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.sqlite.file.write_queue import Turns

APPLICATION_ID = 0x50716F74
"""Says in the file's header that it is a Pullquote store: "Pqot"."""

SCHEMA_VERSION = 14
"""How many migrations there are; the file's user_version when all of them have run."""

INDEX_VERSION = 3
"""Raised when words are folded or cut otherwise: then every search index of an older version is made anew."""

_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, patience: float) -> sqlite3.Connection:
    """Connect as all daily work does: our own transactions, keys checked, every commit on the disk."""
    # Connections belong to one thread each; only closing is done from another.
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # On macOS alone a sync does not reach the disk without this; elsewhere it means nothing.
    connection.execute("PRAGMA fullfsync = ON")
    return connection


def open_store(path: Path, turns: Turns, patience: float) -> sqlite3.Connection:
    """Check the file, make it if it is missing or empty, bring it up to date, and return a connection to it."""
    _check_place(path)
    connection = connect(path, patience)
    try:
        pending = _version(connection, path) < SCHEMA_VERSION
        if pending or connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            with turns.turn():
                connection.execute("PRAGMA journal_mode = WAL")
                _migrate(connection, path)
        _check_whole(connection, path)
        if not is_indexed(connection):
            for _ in reindexing(connection, turns):
                pass
        if is_behind(connection):
            _index_noted(connection, turns)
    except BaseException:
        connection.close()
        raise
    return connection


def is_indexed(connection: sqlite3.Connection) -> bool:
    """Whether the search index was made to its end, by today's rules."""
    version: int = connection.execute("SELECT version FROM search_index").fetchone()[0]
    return version == INDEX_VERSION


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether quotations wait to be indexed: a migration noted them, or there were too many for one decision."""
    return connection.execute("SELECT 1 FROM article_unindexed LIMIT 1").fetchone() is not None


def reindexing(connection: sqlite3.Connection, turns: Turns, *, anew: bool = False) -> Iterator[int]:
    """Make the search index anew, or go on where that was stopped; yield how many articles were indexed so far.

    Others write in between: whatever they add is indexed as it comes. What somebody else is making is left to them.
    """
    # Imported when there is work for it: its words would cost the desk its first paint.
    from store.sqlite.search import index

    with turns.indexing() as is_ours:
        if not is_ours:
            if anew:
                raise StoreError("Another program is making the search index anew already. Wait until it is done.")
            return
        version: int = connection.execute("SELECT version FROM search_index").fetchone()[0]
        if version == INDEX_VERSION and not anew:
            return
        if version or anew:
            index.read_through(connection)
            with _written(connection, turns):
                index.clear(connection)
        done = 0
        last: int | None = 0
        while last is not None:
            with _written(connection, turns):
                last = index.fill(connection, last)
            yield (done := done + index.STEP)


def _index_noted(connection: sqlite3.Connection, turns: Turns) -> None:
    """Index what is noted as unindexed."""
    from store.sqlite.search import index

    with _written(connection, turns):
        index.keep_up(connection)


@contextmanager
def _written(connection: sqlite3.Connection, turns: Turns) -> Iterator[None]:
    """One transaction that writes, in its turn."""
    with turns.turn():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            connection.rollback()


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise ForeignFileError(f"{path} is a folder, not a store. Name a file in it.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise ForeignFileError(f"{path} cannot be a store, because {path.parent} is not a folder.") from error
    except OSError as error:
        raise ReadOnlyStoreError(
            f"The folder {path.parent} for the store cannot be made ({error.strerror}). Name another place."
        ) from error
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise ReadOnlyStoreError(
            f"The folder {path.parent} may not be written, and the store {path.name} needs that."
            " Ask for the right to write it, or work on a copy."
        )
    if path.exists():
        _check_file(path)


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise ForeignFileError(f"{path} is not a file. Name another place for the store.")
    if not os.access(path, os.R_OK | os.W_OK):
        raise ReadOnlyStoreError(
            f"The store {path} may not be written. Ask for the right to write it, or work on a copy."
        )
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise StoreError(f"The store {path} cannot be read ({error.strerror}).") from error
    if start not in (b"", _MAGIC):
        raise _foreign(path)


def _foreign(path: Path) -> ForeignFileError:
    return ForeignFileError(f"{path} is not a Pullquote store, and was left as it is. Name another file.")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return how many migrations the file has seen; 0 for an empty one. Refuse what is not ours or is too new."""
    application_id: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application_id != APPLICATION_ID:
        empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application_id or version or not empty:
            raise _foreign(path)
        return 0
    if version > SCHEMA_VERSION:
        raise NewerStoreError(
            f"The store {path} was written by a newer Pullquote (its format is {version}, this one knows"
            f" {SCHEMA_VERSION}). Update Pullquote to open it."
        )
    return version


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file of ours whose first tables are gone: what it lacks would otherwise look like a bug of ours."""
    if not connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'tally'").fetchone()[0]:
        raise damaged(path)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the migrations that the file has not seen, all in one transaction."""
    # Imported only when there is work for it: it would cost the desk its first paint.
    from sqlite_utils import Database

    from store.sqlite.migrations import migrations

    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection, path) < SCHEMA_VERSION:
            migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
