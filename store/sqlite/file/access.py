"""The way connections open a store: for writing, or read-only if it cannot be written."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from store.errors import ReadOnlyStoreError
from store.sqlite.file.other_names import refuse_open_elsewhere

if TYPE_CHECKING:
    from store.errors import StoreError

_WITHOUT_LOCKS = "win32-none" if sys.platform == "win32" else "unix-none"


class Access(NamedTuple):
    """The way all connections of an engine are opened. The file exists already; no connection creates it."""

    query: str
    """The query part of the file's URI."""
    refusal: StoreError | None = None
    """Why the store can only be read."""
    is_locked: bool = True
    """Whether SQLite's locks protect reads from changes."""
    keeps_log_index_in_memory: bool = False


TO_WRITE = Access("mode=rw")


def only_reading(path: Path, refusal: StoreError | None = None) -> Access:
    """Return read-only access to a store that others may write to meanwhile: it takes part in SQLite's locks."""
    mine = ReadOnlyStoreError(f"The store {path} is open only to be read here: nothing is saved.")
    return Access("mode=ro", refusal or mine)


def to_read(path: Path, refusal: StoreError) -> Access:
    """Return read-only access that creates no file beside the store: its owner could not write to our files."""
    real = os.path.realpath(path)
    try:
        has_log = os.stat(f"{real}-wal").st_size > 0  # noqa: PTH116
    except OSError:
        has_log = False
    if not has_log:
        return Access("immutable=1", refusal, is_locked=False)
    if Path(f"{real}-shm").exists():
        return Access("mode=ro&readonly_shm=1", refusal)
    return Access(f"mode=ro&vfs={_WITHOUT_LOCKS}", refusal, is_locked=False, keeps_log_index_in_memory=True)


def connect(path: Path, access: Access, patience: float) -> sqlite3.Connection:
    """Connect for daily work: explicit transactions, foreign keys on, every commit synced to disk."""
    # Connections belong to one thread each; only closing is done from another.
    connection = sqlite3.connect(
        f"{path.as_uri()}?{access.query}", uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    if access is TO_WRITE:
        try:
            refuse_open_elsewhere(path, patience)
        except BaseException:
            connection.close()
            raise
    connection.row_factory = sqlite3.Row
    if access.keeps_log_index_in_memory:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # On macOS, a sync does not reach the disk without this; elsewhere it has no effect.
    connection.execute("PRAGMA fullfsync = ON")
    return connection
