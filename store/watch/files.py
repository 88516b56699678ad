"""The files of a watched folder: found without following links out of it, and read only once whole."""

from __future__ import annotations

import os
import re
import signal
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from store.filesystem import is_held
from store.watch.settling import Stamp

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNFINISHED = re.compile(
    r"\.(?:part|partial|filepart|tmp|temp|crdownload|download|swp|lock|lck|!ut)$|~$", re.IGNORECASE
)
_README = re.compile(r"readme(\.[\w-]+)*", re.IGNORECASE)


def is_candidate(name: str) -> bool:
    """Whether a file, by its path within the folder, may hold articles: it is not hidden, unfinished or a README."""
    parts = Path(name).parts
    is_hidden = any(part.startswith(".") for part in parts)
    return bool(parts) and not is_hidden and not _UNFINISHED.search(name) and not _README.fullmatch(parts[-1])


def files_in(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the files of a folder and its subfolders, by their path within it. OSError if it cannot be read.

    A subfolder that cannot be read is left out; links to folders are not followed.
    """
    waiting = [("", os.scandir(folder))]
    while waiting:
        place, entries = waiting.pop()
        with entries:
            for entry in entries:
                name = f"{place}{entry.name}"
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    with suppress(OSError):
                        waiting.append((f"{name}/", os.scandir(entry.path)))
                elif is_candidate(name) and (stamp := stamp_of(folder / name)) is not None:
                    yield name, stamp


def stamp_of(path: Path) -> Stamp | None:
    """Return a file's stamp; None if there is no such file, or it is a pipe or a device."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return _stamp(found) if stat.S_ISREG(found.st_mode) else None


def opened(folder: Path, name: str) -> IO[bytes]:
    """Open a file of a folder; OSError if it is not a plain file, lies elsewhere, or belongs to the open store."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise OSError(None, "it is a link to a file outside the folder")
    if is_held(path):
        raise OSError(None, "it belongs to the open store")
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(None, "it is not a plain file")
    return os.fdopen(handle, "rb")


def stamp_of_open(file: IO[bytes]) -> Stamp:
    """Return an open file's stamp."""
    return _stamp(os.fstat(file.fileno()))


def is_being_written(file: IO[bytes]) -> bool:
    """Whether a program has the file open for writing. False where the system cannot tell.

    Linux grants a read lease only on a file that nobody writes to. The lease is released at once; a signal that a
    writer causes in that moment is ignored.
    """
    if sys.platform != "linux":
        return False
    handle = file.fileno()
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False  # Not our file, or a file system without leases.
    with suppress(OSError):
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
