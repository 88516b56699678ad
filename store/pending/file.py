"""The file of pending decisions: one a store and person, on disk before anything is shown as waiting.

A desk holds a lock on its file. A second desk of the same person on the same store has a file of its own, and a file
without a lock was left by a desk that ended: the next desk takes it over.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from store.errors import NewerStoreError, StoreError
from store.filesystem import sync_folder
from store.pending import lines

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.pending.changes import PendingChange
    from store.pending.lines import Owner

MOST = 200
"""The decisions that may wait at a time."""
_LARGEST = 256 * 2**20
"""The bytes of a file that is read: more than the decisions that may wait."""
_OPEN = os.O_RDWR | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Left(NamedTuple):
    """A file with decisions that no desk holds now."""

    path: Path
    owner: Owner
    waiting: tuple[PendingChange, ...]


class PendingFile:
    """The open file of one desk, whose contents are ``waiting``. Every change of it is on disk when a call returns."""

    def __init__(self, path: Path, handle: int, owner: Owner) -> None:
        self.path = path
        self.owner = owner
        self._handle = handle
        self.waiting: list[PendingChange] = []

    @classmethod
    def begin(cls, folder: Path, owner: Owner) -> PendingFile:
        """Begin the first file of this store and person that does not exist; StoreError if that is impossible."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for path in _names(folder, owner):
                with suppress(FileExistsError):
                    file = cls(path, os.open(path, _OPEN | os.O_CREAT | os.O_EXCL, 0o600), owner)
                    _lock(file._handle)
                    file._append(lines.first_line(owner))
                    sync_folder(folder)
                    return file
        except OSError as error:
            raise _not_kept(folder, error) from error
        raise AssertionError

    @classmethod
    def take_over(cls, left: Left) -> PendingFile | None:
        """Take over a file that a desk left; None if another desk has it meanwhile."""
        try:
            handle = os.open(left.path, _OPEN)
        except OSError:
            return None
        if not _lock(handle) or not _is_same(handle, left.path):
            os.close(handle)
            return None
        file = cls(left.path, handle, left.owner)
        data = _contents(left.path)
        found = lines.parsed(data)
        if found.damaged:
            file._write_beside("damaged", b"".join(line + b"\n" for line in found.damaged))
        if not data.endswith(b"\n"):
            os.ftruncate(handle, data.rfind(b"\n") + 1)
        file.waiting = list(found.waiting)
        return file

    def add(self, pending: PendingChange) -> None:
        """Add a change at the end; StoreError, without a trace, if it cannot be kept."""
        end = os.fstat(self._handle).st_size
        try:
            self._append(lines.added(pending))
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._handle, end)
            raise _not_kept(self.path, error) from error
        self.waiting.append(pending)

    def remove(self, pending: PendingChange) -> None:
        """Remove a change that is made, or undone."""
        self.waiting.remove(pending)
        # If this cannot be written, the change is sent once more, and made once.
        with suppress(OSError):
            self._append(lines.done(pending.change.id))

    def put_aside(self, pending: PendingChange, why: str) -> Path:
        """Move a change that the store refuses for good to a file beside this one; return its path."""
        path = self._write_beside("refused", lines.refused(pending, why))
        self.remove(pending)
        return path

    def replace(self, waiting: Sequence[PendingChange]) -> None:
        """Replace all changes at once; StoreError, without a trace, if that is impossible."""
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            with suppress(FileNotFoundError):
                new.unlink()
            handle = os.open(new, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
            _lock(handle)
            _write(handle, lines.everything(self.owner, waiting))
            new.replace(self.path)
            sync_folder(self.path.parent)
        except OSError as error:
            raise _not_kept(self.path, error) from error
        os.close(self._handle)
        self._handle, self.waiting = handle, list(waiting)

    def close(self) -> None:
        """Let go of the file; without waiting changes, remove it."""
        if self._handle < 0:
            return
        if not self.waiting:
            with suppress(OSError):
                self.path.unlink()
        os.close(self._handle)
        self._handle = -1

    def _append(self, data: bytes) -> None:
        _write(self._handle, data)

    def _write_beside(self, kind: str, data: bytes) -> Path:
        path = self.path.with_name(f"{self.path.stem}.{kind}")
        try:
            handle = os.open(path, _OPEN | os.O_CREAT, 0o600)
            try:
                _write(handle, data)
            finally:
                os.close(handle)
        except OSError as error:
            raise _not_kept(path, error) from error
        return path


def left_over(folder: Path, *, store: str | None = None, actor: str | None = None) -> list[Left]:
    """Return the files with waiting decisions that no desk holds: of a store and a person, or of all."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        with suppress(OSError, NewerStoreError):
            held = lines.parsed(_contents(path))
            owner = held.owner
            is_wanted = owner is not None and store in (None, owner.store) and actor in (None, owner.actor)
            if owner is not None and is_wanted and held.waiting and _is_free(path):
                found.append(Left(path, owner, held.waiting))
    return found


def _names(folder: Path, owner: Owner) -> Iterator[Path]:
    key = hashlib.sha256(f"{owner.store}\0{owner.actor}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    for number in count(1):
        yield folder / f"{key}{'' if number == 1 else f'-{number}'}.jsonl"


def _contents(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise OSError(None, "it is too large to be a file of pending decisions")
    return path.read_bytes()


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def _is_same(handle: int, path: Path) -> bool:
    """Whether a path still names the open file."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _is_free(path: Path) -> bool:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        return _lock(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Lock a file until it is closed; False if another program has it. Windows has no such lock."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _not_kept(path: Path, error: OSError) -> StoreError:
    why = error.strerror or error
    return StoreError(f"The decision is not saved, and cannot be kept on this machine either ({path}: {why}).")
