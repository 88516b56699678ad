"""Records, in the lock file beside a store, which file the -wal belongs to.

SQLite goes by the name alone: after a crash, or under a program that still has the old file open, it would lay the
log of one file over another that was put in its place.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from store.errors import StoreError
from store.sqlite.file.lock_file import open_lock
from store.sqlite.file.open_files import Files

if TYPE_CHECKING:
    from pathlib import Path

    from store.sqlite.file.open_files import OpenFiles

_LAYOUT = struct.Struct("<8s5Q")
_MAGIC = b"\0pqlock\0"
"""No text begins like this, so a lock file in a folder of copy is not taken for a story."""


class _Record(NamedTuple):
    """The record made when the store was last opened."""

    store_device: int
    store_inode: int
    wal_device: int
    wal_inode: int
    counter: int


def refuse_strange_log(path: Path, lock_file: Path) -> None:
    """Refuse a store with another store's log beside it; call it before a connection reads."""
    record, now = _read(lock_file), Files.at(path)
    if record is not None and now.wal == record[2:4] and now.store != record[:2] and _holds_frames(path):
        raise _strange(path)


def keep_record(path: Path, lock_file: Path, held: OpenFiles) -> None:
    """Refuse a store that was copied over since its log was begun; else record which file the log belongs to.

    The connection that ``held`` was made for must not be closed when this refuses.
    """
    record, files = _read(lock_file), held.files
    if files.store is None or files.wal is None:
        return
    if record is not None and record[:4] == (*files.store, *files.wal):
        if held.counter < record.counter and _holds_frames(path):
            raise _strange(path)
        if held.counter == record.counter:
            return
    _write(lock_file, path, _Record(*files.store, *files.wal, held.counter))


def _strange(path: Path) -> StoreError:
    return StoreError(
        f"The store {path} was replaced by another file, but {path.name}-wal beside it belongs to the old one; together"
        " they would be damaged. Close every program that has the store open. If"
        f" {path.name}-wal is still there, move it and {path.name}-shm to another folder."
    )


def _holds_frames(path: Path) -> bool:
    try:
        return os.stat(f"{os.path.realpath(path)}-wal").st_size > 0  # noqa: PTH116
    except OSError:
        return False


def _read(lock_file: Path) -> _Record | None:
    with suppress(OSError, struct.error):
        handle = os.open(lock_file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as file:  # noqa: PTH123 - a handle has no path
            magic, *numbers = _LAYOUT.unpack(file.read(_LAYOUT.size))
        return _Record(*numbers) if magic == _MAGIC else None
    return None


def _write(lock_file: Path, store: Path, record: _Record) -> None:
    """Write the record in one operation; if that is not permitted, there is no record."""
    with suppress(OSError):
        handle = open_lock(lock_file, store)
        try:
            os.write(handle, _LAYOUT.pack(_MAGIC, *record))
        finally:
            os.close(handle)
