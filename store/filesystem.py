"""Files: what names a store and what disk it lies on, scratch files that no killed run leaves, files replaced whole."""

from __future__ import annotations

import os
import re
import shlex
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

_LONGEST_ENDING = "-lock-index"
"""The longest of what is added to the store's name to name the files beside it."""

# A Path has made one slash of two. A drive of Windows is one letter.
_ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]+):/", re.IGNORECASE)
_CREDENTIALS = re.compile(r"\bpassword\s*=", re.IGNORECASE)

_HELD: Counter[tuple[int, int]] = Counter()
"""The files of the stores that this process has open."""

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset(
    {"9p", "afpfs", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)
_NETWORK_IN_USER_SPACE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfs", "fuse.s3fs", "fuse.glusterfs")


def file_named(name: str | Path) -> Path:
    """Return the absolute path that ``name`` means; ForeignFileError, without any password, when it means none."""
    refuse_what_names_no_file(os.fspath(name))
    try:
        # Absolute, so that a change of folder or a name like ":memory:" means no other file.
        path = Path(name).absolute()
    except OSError as error:
        raise ForeignFileError(
            f"The folder you are in was deleted, so {name} is nowhere. Name the store by its whole path."
        ) from error
    try:
        path.with_name(path.name + _LONGEST_ENDING).lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:
        trouble = error.strerror if isinstance(error, OSError) else "it names no file"
        raise ForeignFileError(f"The store cannot be at {_shortened(path)} ({trouble}). Name another place.") from error
    return path


def refuse_what_names_no_file(text: str) -> None:
    """Refuse an address, a login and what no file is called."""
    if found := _ADDRESS.match(text):
        raise ForeignFileError(
            f"A store is a file on this machine, and “{found[1]}:” begins an address. Name a file instead."
        )
    if _CREDENTIALS.search(text):
        raise ForeignFileError("A store is a file on this machine, and this reads like a login. Name a file instead.")
    if not text.strip():
        raise ForeignFileError("The name of the store is empty. Name a file.")
    if "\0" in text:
        raise ForeignFileError(
            "The name of the store holds a NUL character, which no file name may. Name another file."
        )


def _shortened(path: Path) -> str:
    text = str(path)
    return text if len(text) <= 200 else f"{text[:99]}…{text[-100:]}"


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


def network_warning(store: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return a warning when the store lies on a network file system; None when it does not, or nobody can tell."""
    kind = _file_system(store, mounts)
    if kind is None or not (kind in _NETWORK or kind.startswith(_NETWORK_IN_USER_SPACE)):
        return None
    return (
        f"The store {store} lies on a network file system ({kind}), where locks may not hold: two machines that write"
        " it at once can damage it. Keep it on a disk of this machine, or let one machine alone use it."
    )


def sharing_warning(store: Path) -> str | None:
    """Return a warning when other accounts of this machine may read or write the store; None when they may not."""
    if sys.platform == "win32":
        return None
    mode = store.stat().st_mode & 0o777
    if not mode & 0o066:
        return None
    what = "write" if mode & 0o022 else "read"
    return (
        f"Other accounts of this machine may {what} the store {store} (its mode is {mode:o}). It is left so, in case it"
        f" is meant. If it is not: chmod 600 {shlex.quote(str(store))}"
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
