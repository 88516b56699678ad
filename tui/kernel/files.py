"""Files, pipes and devices that a person names: opened without an endless wait, read up to a limit."""

from __future__ import annotations

import os
import select
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.drafts import Draft
    from newstext.formats.errors import BrokenReaderError, UnreadableError

PATIENCE = 60.0
"""Seconds that a pipe's writer has to start."""
_KINDS = (
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)


def opened(path: Path) -> IO[bytes]:
    """Open ``path`` for reading. A pipe without a writer is an OSError after PATIENCE."""
    stream = _opened(path)
    try:
        if stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode):
            _wait_for_a_writer(stream)
        os.set_blocking(stream.fileno(), True)
    except BaseException:
        stream.close()
        raise
    return stream


def opened_file(path: Path) -> IO[bytes]:
    """Open a file for reading; OSError for pipes, sockets and devices, which may block or never end."""
    mode = path.stat().st_mode
    if path.resolve() == Path(os.devnull):
        return _opened(path)
    for is_kind, what in _KINDS:
        if is_kind(mode):
            raise OSError(None, what)
    return _opened(path)


def draft_data(stream: IO[bytes]) -> bytes:
    """Return the bytes of a draft; of one that is too large, enough to tell. A pipe gives them only once."""
    from newstext.formats.bounds import MAX_BYTES

    return stream.read(MAX_BYTES + 1)


@contextmanager
def reading() -> Iterator[None]:
    """Stop the readers' helper process, if there is one, at the end of the block."""
    try:
        yield
    finally:
        if "newstext.guard" in sys.modules:
            from newstext.guard import end_reader

            end_reader()


def read_draft(data: bytes, name: str) -> Draft:
    """Read a draft, within a block of ``reading``; UnreadableError or BrokenReaderError when it cannot be read."""
    from newstext.guard import read_draft as read

    return read(data, name)


def why(error: OSError | UnreadableError | BrokenReaderError) -> str:
    """Return the sentence on why something could not be opened or read. A broken reader leaves a report."""
    if not isinstance(error, OSError):
        from newstext.formats.errors import BrokenReaderError
        from tui.kernel import faults

        return f"{error} {faults.reported(error)}" if isinstance(error, BrokenReaderError) else str(error)
    if isinstance(error, FileNotFoundError):
        return "It is a link to a missing file." if _is_link(error.filename) else "There is no such file."
    if isinstance(error, PermissionError):
        return f"You may not read this {'folder' if _is_folder(str(error.filename)) else 'file'}."
    return f"It could not be read: {error.strerror or error}."


def _opened(path: Path) -> IO[bytes]:
    from store.filesystem import is_held

    if is_held(path):
        raise OSError(None, "it belongs to the open store")
    return open(path, "rb", opener=_without_waiting)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _wait_for_a_writer(pipe: IO[bytes]) -> None:
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    if not poll.poll(PATIENCE * 1000):
        raise OSError(None, f"it is a pipe, and nothing was written to it for {PATIENCE:g} seconds")


def _is_link(path: object) -> bool:
    return isinstance(path, str) and Path(path).is_symlink()


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False
