"""The standard streams: closed ones are replaced, and a failing standard output ends the program."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import select
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable


class OutputError(Exception):
    """Standard output failed. Not an OSError, so that no handler for file errors catches it."""

    def __init__(self, error: OSError) -> None:
        super().__init__("standard output is closed" if error.errno == errno.EBADF else error.strerror or str(error))
        self.reader_left = error.errno == errno.EPIPE
        """Whether the reader closed the pipe, as ``head`` does."""

    @property
    def sentence(self) -> str:
        """The message for people."""
        return f"The result cannot be printed: {self}. Send it elsewhere."


def prepare() -> None:
    """Make the standard streams safe to use, whatever they are connected to."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        _stand_in(descriptor, name)
    sys.stdout = _guarded(sys.stdout, _ResultStream)
    sys.stderr = _guarded(sys.stderr, _MessageStream)


def draw_on_output() -> None:
    """Draw on standard output when standard error, where Textual draws, is not a terminal."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        setattr(sys, "__stderr__", sys.__stdout__)  # noqa: B010  final for type checkers


def discard_output() -> None:
    """Discard what is still unprinted, so that Python does not fail on it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def take_output() -> BinaryIO:
    """Return standard output for a protocol alone: whatever else is printed from now on goes to standard error."""
    taken = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    return taken


class _BlockingStream(io.FileIO):
    """A stream whose writes block, even when another process made it non-blocking."""

    def write(self, data: Any, /) -> int:
        while (written := super().write(data)) is None:
            select.select((), (self,), ())
        return written


class _ResultStream(_BlockingStream):
    """Standard output: a failed write raises OutputError."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OutputError(error) from error


class _MessageStream(_BlockingStream):
    """Standard error: a failed write is ignored."""

    def write(self, data: Any, /) -> int:
        with contextlib.suppress(OSError):
            return super().write(data)
        return len(data)


def _guarded(stream: Any, raw: Callable[..., io.FileIO]) -> Any:
    """Return a stream like ``stream`` over ``raw``. Other streams (tests, Windows) are returned unchanged."""
    buffer = stream.buffer if isinstance(stream, io.TextIOWrapper) else None
    if not isinstance(getattr(buffer, "raw", buffer), io.FileIO):  # PYTHONUNBUFFERED puts nothing in between
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(raw(stream.fileno(), "wb", closefd=False)),
        encoding=stream.encoding,
        errors="replace",  # A letter that the locale lacks must not stop the program.
        line_buffering=stream.line_buffering or stream.write_through,
    )


def _stand_in(descriptor: int, name: str) -> None:
    """Replace a closed standard stream, before another file, such as the store, takes its number."""
    try:
        os.fstat(descriptor)
    except OSError:
        # Writing a result to a closed stream is an error, as usual; messages are lost.
        opened = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
        os.set_inheritable(opened, True)
        mode = "r" if name == "stdin" else "w"
        setattr(sys, name, open(opened, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
