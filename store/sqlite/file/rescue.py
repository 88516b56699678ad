"""Rescues acknowledged data when a store's files are moved, deleted or replaced under an open engine.

While a connection is open, SQLite can still read all of the store through it. So the log is written into the file,
where that harms nobody; else everything is copied to a new file.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from store.errors import StoreError
from store.sqlite.file.open_files import FileLoss, OpenFiles

_PATIENCE = 1000
"""Milliseconds to wait for those who read an older state of the store."""


class Rescue:
    """The rescue of one open store whose files were moved, deleted or replaced."""

    def __init__(self, path: Path, held: OpenFiles) -> None:
        self._path = path
        self._held = held
        self.is_closable = True
        """Whether SQLite may close its connections. On closing, it writes its log over the file that has the name."""

    def save(self, loss: FileLoss, connection: sqlite3.Connection, *, has_written: bool) -> str:
        """Save everything acknowledged, and return a sentence that says where it is.

        An engine that has written nothing (``has_written``) has nothing to lose: deleting the file deletes its content.
        """
        if loss is FileLoss.OVERWRITTEN:
            log = self._held.set_log_aside()
            self.is_closable = log is not None
            self._held.take_names_away()
            return (
                f"Another file was copied over the store {self._path} while it was open, so nothing more is saved, and"
                f" the latest decisions may be lost.{'' if log is None else f' Their log is in {log}.'} Quit and"
                " open the store again."
            )
        kept = self._brought_in(connection)
        self.is_closable = loss is not FileLoss.PARTED or kept is not None
        if kept is None and has_written and (kept := copy_out(connection, self._path)) is None:
            return (
                f"The store {self._path} was moved while it was open, and another program has written to it in its new"
                " place, so the latest decisions can no longer be read. Quit and check what is in it."
            )
        if loss is FileLoss.REPLACED or (loss is FileLoss.GONE and kept is not None):
            self._held.take_names_away()
        return self._sentence(loss, kept)

    def _brought_in(self, connection: sqlite3.Connection) -> Path | None:
        """Write the log into the open file, wherever it is now; None if that is impossible or may harm it."""
        if self._held.is_log_empty():
            return self._held.where()  # Another desk was quicker.
        if not self._held.is_ours_alone():
            return None
        try:
            [patience] = connection.execute("PRAGMA busy_timeout").fetchone()
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            _, logged, brought = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute(f"PRAGMA busy_timeout = {patience}")
        except sqlite3.Error:
            return None
        # If somebody still reads it, the log keeps its length; all of it is in the file nevertheless.
        return self._held.where() if logged == brought else None

    def _sentence(self, loss: FileLoss, kept: Path | None) -> str:
        if loss is FileLoss.PARTED:
            what = f"A file beside the store {self._path}, its -wal or -shm, was deleted while the store was open"
        else:
            what = f"The store {self._path} was moved, deleted or replaced while it was open"
        where = "" if kept is None else f" Everything saved before is in {kept}."
        return f"{what}, so nothing more is saved.{where} Quit and open the store that you want."


def copy_out(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Copy everything the connection sees into a new file beside ``path``, or where there is room; return its path.

    None if that is no longer one state of the store. Raises StoreError if there is no room.
    """
    trouble: OSError | sqlite3.Error | None = None
    for folder in (path.parent, Path(tempfile.gettempdir())):
        target: Path | None = None
        try:
            target = _new_file(folder, path)
            is_whole = _copied(connection, target)
        except (OSError, sqlite3.Error) as error:
            trouble = error
            if target is not None:
                with suppress(OSError):
                    target.unlink()
        else:
            if is_whole:
                return target
            target.unlink()
            return None
    raise StoreError(
        f"The store {path} was moved, deleted or replaced while it was open, and your saved work could not be copied to"
        f" another file ({trouble}). Free some space before you quit: each action tries again."
    ) from trouble


def _copied(connection: sqlite3.Connection, target: Path) -> bool:
    """Copy everything the connection sees; return whether the copy is whole."""
    try:
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            [[found]] = copy.execute("PRAGMA integrity_check(1)")
            return bool(found == "ok")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise


def abandon(connection: sqlite3.Connection) -> None:
    """Never close a connection, not even when the program ends: see ``Rescue.is_closable``."""
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def _new_file(folder: Path, path: Path) -> Path:
    """Create an empty file for its owner only, under a new name that describes it."""
    for number in count(1):
        target = folder / f"{path.stem}-rescued{'' if number == 1 else f'-{number}'}{path.suffix}"
        with suppress(FileExistsError):
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            return target
    raise AssertionError
