"""Watches the files that an engine has open for what other programs do to them.

SQLite finds its write-ahead log by name alone. It goes on writing to files that no name leads to any more, and it lays
a log over any file that has the right name. So the names are compared with the open files before every transaction.
"""

from __future__ import annotations

import os
import shutil
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

Identity = tuple[int, int]
"""The device and inode of a file."""

_HANDLES = next((folder for folder in map(Path, ("/proc/self/fd", "/dev/fd")) if folder.is_dir()), None)
_COUNTER = slice(24, 28)
"""The position of SQLite's change counter in the header. It never decreases."""


class FileLoss(Enum):
    """The fate of files that an engine has open."""

    GONE = auto()
    """The store's name leads nowhere: it was moved or deleted."""
    REPLACED = auto()
    """The store's name leads to another file."""
    PARTED = auto()
    """The store is where it was; its -wal or its -shm is not."""
    OVERWRITTEN = auto()
    """Another program wrote over the store in place."""


class Files(NamedTuple):
    """The files that a store's three names lead to; None where there is none."""

    store: Identity | None
    wal: Identity | None
    shm: Identity | None

    @classmethod
    def at(cls, path: Path) -> Files:
        """Look up the names. Like SQLite, resolve links before naming the two files beside the store."""
        return cls.beside(path, os.path.realpath(path))

    @classmethod
    def beside(cls, path: Path, real: str) -> Files:
        """Look up the names where links are resolved already."""
        return cls(identity(path), identity(f"{real}-wal"), identity(f"{real}-shm"))


class OpenFiles:
    """The files of one open store. Create it after a connection has read from the store, while it is open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._real = os.path.realpath(path)
        self.files = Files.beside(path, self._real)
        self._handle: int | None = None
        self._written = self._last_write()
        self.counter = self._read_counter() or 0

    def loss(self) -> FileLoss | None:
        """Compare the names with the open files; None if nothing has changed."""
        now = Files.beside(self._path, self._real)
        if now.store != self.files.store:
            return FileLoss.GONE if now.store is None else FileLoss.REPLACED
        if self._is_overwritten():
            return FileLoss.OVERWRITTEN
        if now != self.files:
            return FileLoss.PARTED
        self._written = self._last_write()
        return None

    def where(self) -> Path | None:
        """Return the path of the open file now; None if it has none or it cannot be found out."""
        handle = self._find_handle()
        if handle is None or not os.fstat(handle).st_nlink:
            return None
        now = _path_of(handle)
        return now if now is not None and identity(now) == self.files.store else None

    def is_ours_alone(self) -> bool:
        """Whether nobody has written to the open file around our log since the last check in place."""
        where = self.where()
        return (
            where is not None
            and self._last_write() == self._written
            and identity(f"{where}-wal") in (None, self.files.wal)
            and identity(f"{where}-shm") in (None, self.files.shm)
        )

    def is_log_empty(self) -> bool:
        """Whether the log is empty: everything committed is in the file."""
        handle = None if self.files.wal is None else handle_on(self.files.wal)
        return handle is not None and os.fstat(handle).st_size == 0

    def take_names_away(self) -> None:
        """Delete our log's names, so that nobody applies it to the file that has the store's name now."""
        for name, _ in self._names_of_ours():
            Path(name).unlink(missing_ok=True)

    def set_log_aside(self) -> Path | None:
        """Copy the log, then invalidate it, so that SQLite cannot apply it to another file; return the copy.

        None if no name leads to it, or there is no room for a copy.
        """
        for name, ours in self._names_of_ours():
            if ours == self.files.wal:
                kept = Path(f"{name}-kept")
                try:
                    shutil.copy(name, kept)
                    os.truncate(name, 0)
                except OSError:
                    return None
                return kept
        return None

    def _names_of_ours(self) -> list[tuple[str, Identity]]:
        """Return the names beside the store that point to files we have open."""
        files = ((f"{self._real}-wal", self.files.wal), (f"{self._real}-shm", self.files.shm))
        return [(name, ours) for name, ours in files if ours is not None and identity(name) == ours]

    def _is_overwritten(self) -> bool:
        counter = self._read_counter()
        if counter is not None and counter < self.counter:
            self._handle = None  # Another file may have taken over its number in the last moment: ask once more.
            counter = self._read_counter()
        if counter is None:
            return False
        if counter < self.counter:
            return True
        self.counter = counter
        return False

    def _read_counter(self) -> int | None:
        """Return SQLite's change counter from the file; None if it cannot be read."""
        if (handle := self._find_handle()) is None or not hasattr(os, "pread"):
            return None
        return int.from_bytes(os.pread(handle, _COUNTER.stop, 0)[_COUNTER])

    def _last_write(self) -> tuple[int, int] | None:
        """Return when the open file was last written, and its size."""
        if (handle := self._find_handle()) is None:
            return None
        found = os.fstat(handle)
        return found.st_mtime_ns, found.st_size

    def _find_handle(self) -> int | None:
        """Return SQLite's own handle on the store: one of ours, once closed, would take SQLite's locks along."""
        if self.files.store is None:
            return None
        if self._handle is None or _identity_of(self._handle) != self.files.store:
            self._handle = handle_on(self.files.store)
        return self._handle


def handle_on(file: Identity) -> int | None:
    """Return a handle of this process on a file; None if there is none or it cannot be found out."""
    handles = () if _HANDLES is None else (int(entry.name) for entry in _HANDLES.iterdir())
    return next((handle for handle in handles if _identity_of(handle) == file), None)


def snapshot(path: Path) -> tuple[object, ...]:
    """Return a fingerprint that changes whenever anybody writes to a store that is read without locks."""
    real = os.path.realpath(path)
    return (identity(path), *(_state(name) for name in (real, f"{real}-wal")))


def identity(path: str | Path) -> Identity | None:
    """Return the device and inode of a name; None if no such file is visible."""
    try:
        found = os.stat(path)  # noqa: PTH116 - half the time of Path.stat, before every transaction
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state(name: str) -> tuple[int, int] | None:
    """Return when a file was last written, and its size; an empty one is none."""
    try:
        found = os.stat(name)  # noqa: PTH116
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found.st_size else None


def _identity_of(handle: int) -> Identity | None:
    try:
        found = os.fstat(handle)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _path_of(handle: int) -> Path | None:
    """Return the path of an open file, if the system gives it."""
    try:
        if os.path.lexists(f"/proc/self/fd/{handle}"):
            return Path(os.readlink(f"/proc/self/fd/{handle}"))  # noqa: PTH115 - it may name what no longer exists
        import fcntl

        return Path(os.fsdecode(fcntl.fcntl(handle, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0")))  # type: ignore[attr-defined]
    except (ImportError, AttributeError, OSError):
        return None
