"""Opens a store: checks that it is ours, writable, whole and not too new; creates a new one, migrates an older one."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from store.errors import NewerStoreError, NotFoundError, ReadOnlyStoreError, StoreError, moved
from store.sqlite.file import owner_record
from store.sqlite.file.access import TO_WRITE, Access, connect, only_reading, to_read
from store.sqlite.file.open_files import OpenFiles
from store.sqlite.file.place import foreign, is_foreign, prepare
from store.sqlite.file.rescue import abandon
from store.sqlite.file.sqlite_errors import damaged, why_only_readable
from store.sqlite.file.versions import APPLICATION_ID, INDEX_VERSION
from store.sqlite.migrations import SCHEMA_VERSION, migrations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from store.sqlite.file.write_queue import WriteQueue


class OpenedStore(NamedTuple):
    """A store that passed all checks."""

    connection: sqlite3.Connection
    access: Access
    held: OpenFiles


def open_store(path: Path, turns: WriteQueue, patience: float, *, read_only: bool = False) -> OpenedStore:
    """Check the file, create it if missing or empty, migrate it, and connect to it.

    A file that cannot be written, for its rights or a full disk, is opened read-only. With ``read_only`` it is never
    written, and not created.
    """
    if read_only and not path.exists():
        raise NotFoundError(f"There is no store at {path}.")
    refusal: StoreError | None = prepare(path)
    owner_record.refuse_strange_log(path, turns.lock_file)
    try:
        if refusal is not None:
            return _open_to_read(path, to_read(path, refusal), patience)
        if read_only:
            return _open_to_read(path, only_reading(path), patience)
        return _open_to_write(path, turns, patience)
    except sqlite3.Error as error:
        # Only now: opening and closing the file ourselves would release SQLite's locks.
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB and is_foreign(path):
            raise foreign(path) from error
        if refusal is None and (trouble := why_only_readable(error, path)) is not None:
            with suppress(sqlite3.Error, StoreError):
                return _open_to_read(path, to_read(path, trouble), patience)
        raise


def _open_to_write(path: Path, turns: WriteQueue, patience: float) -> OpenedStore:
    connection = connect(path, TO_WRITE, patience)
    try:
        if (
            _version(connection, path) < SCHEMA_VERSION
            or connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal"
        ):
            with turns.turn():
                connection.execute("PRAGMA journal_mode = WAL")
                _migrate(connection, path)
        _check_whole(connection, path)
        place = _moved_to(connection)
    except BaseException:
        connection.close()
        raise
    if place is not None:
        connection.close()
        return _open_to_read(path, only_reading(path, moved(path, place)), patience)
    held = OpenFiles(path)
    try:
        owner_record.keep_record(path, turns.lock_file, held)
    except StoreError:
        abandon(connection)
        raise
    written = partial(_written, connection, turns)
    try:
        if not is_indexed(connection):
            for _ in reindex(connection, turns, written):
                pass
        if is_behind(connection):
            _index_noted(connection, written)
    except BaseException:
        connection.close()
        raise
    return OpenedStore(connection, TO_WRITE, held)


def _open_to_read(path: Path, access: Access, patience: float) -> OpenedStore:
    connection = connect(path, access, patience)
    try:
        _refuse_outdated(connection, path, access)
        _check_whole(connection, path)
        return OpenedStore(connection, access, OpenFiles(path))
    except BaseException:
        connection.close()
        raise


def _refuse_outdated(connection: sqlite3.Connection, path: Path, access: Access) -> None:
    if _version(connection, path) < SCHEMA_VERSION:
        raise ReadOnlyStoreError(f"The store {path} must be upgraded before it can be read. {access.refusal}")


def refuse_other_version(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a store that another Pullquote has migrated while it was open here; call it within a transaction."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise NewerStoreError(
            f"Another version of Pullquote upgraded the store {path} while it was open here (to format {version}; this"
            f" version supports {SCHEMA_VERSION}), so nothing more is saved. Quit and update Pullquote."
        )


def refuse_unwritable(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to write to a store of another version, or to one that was moved; call it within a transaction."""
    refuse_other_version(connection, path)
    if (place := _moved_to(connection)) is not None:
        raise moved(path, place)


def _moved_to(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT moved_to FROM moved").fetchone()
    return None if row is None else str(row[0])


def is_indexed(connection: sqlite3.Connection) -> bool:
    """Whether the search index is complete and made by today's rules."""
    version: int = connection.execute("SELECT version FROM search_index").fetchone()[0]
    return version == INDEX_VERSION


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether quotations wait to be indexed: a migration noted them, or there were too many for one decision."""
    return connection.execute("SELECT 1 FROM article_unindexed LIMIT 1").fetchone() is not None


def reindex(
    connection: sqlite3.Connection,
    turns: WriteQueue,
    written: Callable[[], AbstractContextManager[None]],
    *,
    anew: bool = False,
) -> Iterator[int]:
    """Rebuild the search index, or resume a rebuild; yield how many articles are indexed so far.

    Each step is a transaction in ``written``. Others write in between, and what they add is indexed at once. A rebuild
    that somebody else is running is left to them.
    """
    # Imported only when needed: it would delay the desk's first paint.
    from store.sqlite.search import index

    with turns.indexing() as is_ours:
        if not is_ours:
            if anew:
                raise StoreError("Another program is already rebuilding the search index. Wait until it is done.")
            return
        version: int = connection.execute("SELECT version FROM search_index").fetchone()[0]
        if version == INDEX_VERSION and not anew:
            return
        if version or anew:
            index.read_through(connection)
            with written():
                index.clear(connection)
        done = 0
        last: int | None = 0
        while last is not None:
            with written():
                last = index.fill(connection, last)
            yield (done := done + index.STEP)


def _index_noted(connection: sqlite3.Connection, written: Callable[[], AbstractContextManager[None]]) -> None:
    """Index the articles noted as unindexed."""
    from store.sqlite.search import index

    with written():
        index.keep_up(connection)


@contextmanager
def _written(connection: sqlite3.Connection, turns: WriteQueue) -> Iterator[None]:
    """Run a write transaction in its turn."""
    with turns.turn():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            connection.rollback()


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the file's schema version; 0 for an empty file. Refuse a file that is not ours or too new."""
    application_id: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application_id != APPLICATION_ID:
        empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application_id or version or not empty:
            raise foreign(path)
        return 0
    if version > SCHEMA_VERSION:
        raise NewerStoreError(
            f"The store {path} was written by a newer Pullquote (format {version}; this version supports"
            f" {SCHEMA_VERSION}). Update Pullquote to open it."
        )
    return version


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a store whose first tables are gone: later errors would look like a bug of ours."""
    if not connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'tally'").fetchone()[0]:
        raise damaged(path)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the pending migrations, all in one transaction."""
    # Imported only when needed: it would delay the desk's first paint.
    from sqlite_utils import Database

    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection, path) < SCHEMA_VERSION:
            migrations().apply(Database(connection, recursive_triggers=False, execute_plugins=False))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
