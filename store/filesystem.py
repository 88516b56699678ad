"""Files: what disk a store lies on, scratch files that no killed run leaves for good, and files replaced whole."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SCRATCH = ".pullquote-"
_UNFINISHED = ".part"

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset(
    {"9p", "afpfs", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)
_NETWORK_IN_USER_SPACE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfs", "fuse.s3fs", "fuse.glusterfs")


def network_warning(store: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return a warning when the store lies on a network file system; None when it does not, or nobody can tell."""
    kind = _file_system(store, mounts)
    if kind is None or not (kind in _NETWORK or kind.startswith(_NETWORK_IN_USER_SPACE)):
        return None
    return (
        f"The store {store} lies on a network file system ({kind}), where locks may not hold: two machines that write"
        " it at once can damage it. Keep it on a disk of this machine, or let one machine alone use it."
    )


def _file_system(path: Path, mounts: Path) -> str | None:
    """Return the kind of the file system that ``path`` is on; None where the system does not list them."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
        place = path.resolve()
    except OSError:
        return None
    best: tuple[int, str] | None = None
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Spaces and tabs are written as octal numbers there.
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # Of two file systems at one place the later hides the earlier.
        if place.is_relative_to(point) and (best is None or len(point.parts) >= best[0]):
            best = len(point.parts), fields[2]
    return best and best[1]


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
    scratch.chmod(mode & 0o600 if private else mode)
    _sync(scratch)
    scratch.replace(target)
    if sys.platform != "win32":
        with suppress(OSError):
            _sync(target.parent)


def write_whole(target: Path, text: str) -> None:
    """Write a small file so that it is whole at every moment: the old one stays until the new one is on the disk."""
    with scratch_file(target.parent) as scratch:
        scratch.write_text(text, "utf-8")
        replace(scratch, target)


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
