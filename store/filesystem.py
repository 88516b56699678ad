"""Files: scratch files that no killed run leaves, files replaced whole, and the files of stores that are open."""

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
"""The files of the stores that this process has open."""


def full_path(written: str | Path) -> Path:
    """Return a path that a person wrote as a whole one: ``~`` is their home folder. ForeignFileError when it is not."""
    try:
        return Path(written).expanduser().absolute()
    except RuntimeError as error:
        raise ForeignFileError(f"Nobody here has the home folder in {written}. Write the whole path.") from error
    except OSError as error:
        raise ForeignFileError(
            f"The folder you are in was deleted, so {written} is nowhere. Write the whole path."
        ) from error


def hold(files: Iterable[tuple[int, int] | None]) -> None:
    """Note files, by device and inode, that a store in this process has open."""
    _HELD.update(file for file in files if file is not None)


def let_go(files: Iterable[tuple[int, int] | None]) -> None:
    """Note that a store has closed its files."""
    _HELD.subtract(file for file in files if file is not None)


def is_held(path: Path) -> bool:
    """Whether a file is one that a store in this process has open.

    It must not be opened besides: closing it would take away the locks that keep other programs from damaging it.
    """
    found = path.stat()
    return _HELD[found.st_dev, found.st_ino] > 0


@contextmanager
def scratch_file(folder: Path | None = None) -> Iterator[Path]:
    """Make an empty file for its owner only, in ``folder`` or the system's own; afterwards it is removed, unless moved.

    What killed runs left behind there goes first. A file in use is locked, so nobody takes it for a leftover.
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
    """Make a folder for its owner only among the system's temporary ones; it is removed afterwards with all in it.

    Those of the same name that killed runs left behind go first.
    """
    _remove_leftovers(Path(tempfile.gettempdir()).glob(f"{name}-*"))
    with _held(lambda: tempfile.mkdtemp(prefix=f"{name}-")) as path:
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def replace(scratch: Path, target: Path, *, private: bool = False) -> None:
    """Move a finished scratch file to ``target``, which is whole before and after.

    A file that was there keeps its mode and, if we may give it away, its owner; a ``private`` one is its owner's only.
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
    if sys.platform != "win32":
        with suppress(OSError):
            _sync(target.parent)


def write_whole(target: Path, text: str, *, private: bool = False) -> None:
    """Write a small file so that it is whole at every moment: the old one stays until the new one is on the disk.

    Its folder is made when it is missing. A ``private`` file is its owner's only.
    """
    make_folder(target.parent)
    with scratch_file(target.parent) as scratch:
        scratch.write_text(text, "utf-8", "replace")
        replace(scratch, target, private=private)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner only."""
    for place in reversed([place for place in (folder, *folder.parents) if not os.path.lexists(place)]):
        place.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(exist_ok=True)  # It is there by now; FileExistsError when it is no folder.


def _made_file(folder: Path) -> str:
    handle, name = tempfile.mkstemp(prefix=_SCRATCH, suffix=_UNFINISHED, dir=folder)
    os.close(handle)
    return name


@contextmanager
def _held(make: Callable[[], str]) -> Iterator[Path]:
    """Hold what ``make`` makes, by a lock that ends with this process at the latest."""
    if sys.platform == "win32":
        yield Path(make())
        return
    while True:
        path = Path(make())
        with suppress(FileNotFoundError):  # Another run took it for a leftover before it was locked.
            handle = os.open(path, os.O_RDONLY)
            with suppress(OSError):  # A file system without locks: then nobody removes anything there.
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists():
                break
            os.close(handle)
    try:
        yield path
    finally:
        os.close(handle)


def _remove_leftovers(found: Iterable[Path]) -> None:
    """Remove those of our scratch files and folders that no living run holds."""
    if sys.platform == "win32":
        return  # It has no such locks to tell them by.
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
