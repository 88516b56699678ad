"""Translates SQLite's errors about files, disks and locks into StoreErrors. Errors caused by bugs are left alone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import DamagedStoreError, LockedStoreError, ReadOnlyStoreError, StoreError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROOM = 64 * 1024
"""The minimum number of free bytes that SQLite needs to open a store for writing."""

_ONLY_READABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
"""SQLite's result codes when it cannot write the store or a file beside it."""

_UNDECODABLE = "Could not decode to UTF-8"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Translate errors of the store at ``path`` inside the block into StoreErrors."""
    try:
        yield
    except sqlite3.Error as error:
        if told_as := _as_store_error(error, path):
            raise told_as from error
        raise
    except UnicodeEncodeError as error:
        raise StoreError(
            f"This text contains half a character (U+{ord(error.object[error.start]):04X}) and cannot be stored in"
            f" {path}. Import it again with its encoding."
        ) from error


def damaged(path: Path) -> DamagedStoreError:
    """Return the error for a file that is no longer readable."""
    return DamagedStoreError(
        f"The store {path} is damaged and cannot be read. Restore a backup,"
        " or recover what is left with sqlite3's .recover command."
    )


def locked(path: Path, patience: float) -> LockedStoreError:
    """Return the error for a store that another program kept locked for ``patience`` seconds."""
    return LockedStoreError(
        f"Another program has kept the store {path} locked for {patience:g} seconds, so nothing was saved."
        " Try again, or close that program."
    )


def why_only_readable(error: sqlite3.Error, path: Path) -> StoreError | None:
    """Return why a store is read-only; None for any other error."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _ONLY_READABLE:
        return None
    if _is_full(path):
        return StoreError(f"The disk with {path} is full, so nothing is saved. Free some space and open it again.")
    return ReadOnlyStoreError(f"The store {path} cannot be written ({error}), so nothing is saved.")


def _as_store_error(error: sqlite3.Error, path: Path) -> StoreError | None:
    # The low byte is the primary result code; errors raised by the module itself have none.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LockedStoreError(f"Another program keeps the store {path} locked. Try again, or close that program.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return ReadOnlyStoreError(f"You have no permission to write to the store {path}. Ask for it.")
        case sqlite3.SQLITE_CANTOPEN:
            return ReadOnlyStoreError(
                f"The store {path} cannot be opened. Check that its folder exists and that you may write to it."
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_IOERR:
            # SQLite creates the shared-memory file in a way whose failure has no code of its own.
            if _is_full(path):
                return _full(path)
            return UnreachableError(f"The disk with {path} cannot be read or written. Check that it is connected.")
    return damaged(path) if str(error).startswith(_UNDECODABLE) else None


def _full(path: Path) -> StoreError:
    return StoreError(f"The disk with {path} is full, so nothing was saved. Free some space and try again.")


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False
