"""Files: scratch files, atomic replacement, and the files of open stores."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import ForeignFileError

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SCRATCH = ".pullquote-"
_UNFINISHED = ".part"

_HELD: Counter[tuple[int, int]] = Counter()
"""The files of stores open in this process, by device and inode."""


def full_path(written: str | Path) -> Path:
    """Return the absolute path for one that a person wrote, with ``~`` for their home folder.

    ForeignFileError when it cannot be resolved.
    """
    try:
        return Path(written).expanduser().absolute()
    except RuntimeError as error:
        raise ForeignFileError(f"The home folder in {written} is unknown. Write the full path.") from error
    except OSError as error:
        raise ForeignFileError(
            f"The current folder was deleted, so {written} cannot be found. Write the full path."
        ) from error


def hold(files: Iterable[tuple[int, int] | None]) -> None:
    """Register files, by device and inode, that a store in this process has open."""
    _HELD.update(file for file in files if file is not None)


def let_go(files: Iterable[tuple[int, int] | None]) -> None:
    """Unregister the files of a store that was closed."""
    _HELD.subtract(file for file in files if file is not None)


def is_held(path: Path) -> bool:
    """Whether a store in this process has a file open.

    Such a file must not be opened again: closing it would release the locks that protect it from other programs.
    """
    found = path.stat()
    return _HELD[found.st_dev, found.st_ino] > 0


@contextmanager
def scratch_file(folder: Path | None = None) -> Iterator[Path]:
    """Create an empty private file in ``folder`` or the system's temporary folder; remove it afterwards unless moved.

    Leftovers of killed runs are removed first. A file in use is locked, so no run takes it for a leftover.
    """
    folder = folder or Path(tempfile.gettempdir())
    _remove_leftovers(folder.glob(f"{_SCRATCH}*{_UNFINISHED}"))
    with _held(lambda: _made_file(folder)) as path:
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def scratch_folder(name: str) -> Iterator[Path]:
    """Create a private folder in the system's temporary folder; remove it afterwards with its contents.

    Leftovers of killed runs under the same name are removed first.
    """
    _remove_leftovers(Path(tempfile.gettempdir()).glob(f"{name}-*"))
    with _held(lambda: tempfile.mkdtemp(prefix=f"{name}-")) as path:
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def replace(scratch: Path, target: Path, *, private: bool = False) -> None:
    """Replace ``target`` atomically by a finished scratch file.

    An existing file keeps its mode and, if permitted, its owner. A ``private`` file is accessible to its owner only.
    """
    try:
        before = target.stat()
    except FileNotFoundError:
        mode = 0o666 & ~_umask()
    else:
        mode = before.st_mode & 0o777
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(scratch, before.st_uid, before.st_gid)
    _sync(scratch)
    scratch.chmod(mode & 0o600 if private else mode)
    scratch.replace(target)
    sync_folder(target.parent)


def write_whole(target: Path, text: str, *, private: bool = False) -> None:
    """Write a small file atomically: the old content stays until the new one is on the disk.

    A missing folder is created. A ``private`` file is accessible to its owner only.
    """
    make_folder(target.parent)
    with scratch_file(target.parent) as scratch:
        scratch.write_text(text, "utf-8", "replace")
        replace(scratch, target, private=private)


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, accessible to their owner only."""
    for place in reversed([place for place in (folder, *folder.parents) if not os.path.lexists(place)]):
        place.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(exist_ok=True)  # It exists by now; FileExistsError if it is not a folder.


def _made_file(folder: Path) -> str:
    handle, name = tempfile.mkstemp(prefix=_SCRATCH, suffix=_UNFINISHED, dir=folder)
    os.close(handle)
    return name


@contextmanager
def _held(make: Callable[[], str]) -> Iterator[Path]:
    """Lock the file or folder that ``make`` creates, at the latest until this process ends."""
    if sys.platform == "win32":
        yield Path(make())
        return
    while True:
        path = Path(make())
        with suppress(FileNotFoundError):  # Another run removed it as a leftover before it was locked.
            handle = os.open(path, os.O_RDONLY)
            with suppress(OSError):  # On a file system without locks, no run removes anything.
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists():
                break
            os.close(handle)
    try:
        yield path
    finally:
        os.close(handle)


def _remove_leftovers(found: Iterable[Path]) -> None:
    """Remove scratch files and folders that no running program has locked."""
    if sys.platform == "win32":
        return  # There are no such locks.
    for path in found:
        with suppress(OSError):
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                found_as = os.fstat(handle)
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if found_as.st_uid != os.geteuid():
                    continue
                if stat.S_ISDIR(found_as.st_mode):
                    shutil.rmtree(path, ignore_errors=True)
                elif stat.S_ISREG(found_as.st_mode):
                    path.unlink()
            finally:
                os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the folder know a new name even after a power cut, where the system can do that."""
    with suppress(OSError):
        _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
