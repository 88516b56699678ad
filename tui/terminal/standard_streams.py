"""The program's standard streams: closed ones are replaced, and a result that cannot be printed ends us."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import select
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class OutputError(Exception):
    """The result cannot be printed. No OSError: nobody on the way takes it for trouble with a file of theirs."""

    def __init__(self, error: OSError) -> None:
        super().__init__("standard output is closed" if error.errno == errno.EBADF else error.strerror or str(error))
        self.reader_left = error.errno == errno.EPIPE
        """Whether the one who read our output has had enough of it, as ``head`` has."""

    @property
    def sentence(self) -> str:
        """What to tell a person."""
        return f"The result cannot be printed: {self}. Send it elsewhere."


def prepare() -> None:
    """Make the standard streams safe to use, whatever the caller has connected to them."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        _stand_in(descriptor, name)
    sys.stdout = _guarded(sys.stdout, _Result)
    sys.stderr = _guarded(sys.stderr, _Messages)


def draw_on_output() -> None:
    """Draw the desk where the person looks: Textual draws on standard error, which may have been sent elsewhere."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        setattr(sys, "__stderr__", sys.__stdout__)  # noqa: B010  final for type checkers


def discard_output() -> None:
    """Send what is still unprinted nowhere, so that Python does not fail over it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


class _Patient(io.FileIO):
    """A stream that others may have made one that does not wait: whoever writes to it waits all the same."""

    def write(self, data: Any, /) -> int:
        while (written := super().write(data)) is None:
            select.select((), (self,), ())
        return written


class _Result(_Patient):
    """Standard output: what cannot be written to it is an OutputError."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OutputError(error) from error


class _Messages(_Patient):
    """Standard error: what cannot be said there is left unsaid, and no reason to stop."""

    def write(self, data: Any, /) -> int:
        with contextlib.suppress(OSError):
            return super().write(data)
        return len(data)


def _guarded(stream: Any, raw: Callable[..., io.FileIO]) -> Any:
    """Return a stream like ``stream`` over ``raw``; a test's own stream and a Windows console stay as they are."""
    buffer = stream.buffer if isinstance(stream, io.TextIOWrapper) else None
    if not isinstance(getattr(buffer, "raw", buffer), io.FileIO):  # PYTHONUNBUFFERED puts nothing in between
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(raw(stream.fileno(), "wb", closefd=False)),
        encoding=stream.encoding,
        errors="replace",  # a letter that the terminal's language lacks is no reason to stop
        line_buffering=stream.line_buffering or stream.write_through,
    )


def _stand_in(descriptor: int, name: str) -> None:
    """Open a standard stream that the caller closed, before another file, say the store, takes its number."""
    try:
        os.fstat(descriptor)
    except OSError:
        # Output to a stream that is closed is an error, as it is elsewhere; messages are lost.
        opened = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
        os.set_inheritable(opened, True)
        mode = "r" if name == "stdin" else "w"
        setattr(sys, name, open(opened, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
