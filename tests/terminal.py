"""A person at a terminal: runs the real program in a pseudo-terminal, types keys, and reads the screen."""

from __future__ import annotations

import codecs
import os
import pty
import select
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from pyte.screens import Char

DEADLINE = 60.0
"""Seconds after which the program counts as hanging. Every wait is for something on the screen."""

_KEYS = {"enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ", "down": "\x1b[B", "up": "\x1b[A", "end": "\x1b[F"}


class _Screen(pyte.Screen):
    """pyte's screen, without the queries of newer terminals that it does not know."""

    def select_graphic_rendition(self, *attributes: int, **_: Any) -> None:
        super().select_graphic_rendition(*attributes)

    def report_device_status(self, *_: int, **__: Any) -> None:
        """Answer nothing: nobody types while the program asks."""


class Terminal:
    """Runs a program in a pseudo-terminal and keeps every byte that it writes there, in ``raw``."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 120, rows: int = 40, folder: Path | None = None
    ) -> None:
        self.raw = b""
        self._screen = _Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (rows, columns))
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return ["".join(row[x].data for x in range(self._screen.columns)).rstrip() for row in rows]

    @property
    def cells(self) -> list[list[Char]]:
        """The cells of the screen, row by row, with their colours."""
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return [[row[x] for x in range(self._screen.columns)] for row in rows]

    @property
    def at_cursor(self) -> str | None:
        """The rest of the line from the terminal's own cursor on; None while that is hidden."""
        cursor = self._screen.cursor
        return None if cursor.hidden else self.lines[cursor.y][cursor.x :]

    def press(self, *keys: str) -> None:
        """Press keys, each given by its name or as the text it types."""
        os.write(self._ours, "".join(_KEYS.get(key, key) for key in keys).encode())

    def see(self, *texts: str) -> str:
        """Wait until every one of ``texts`` is on the screen; return the line with the first of them."""
        self._wait(lambda: all(any(text in line for line in self.lines) for text in texts), f"never showed {texts}")
        return next(line for line in self.lines if texts[0] in line)

    def see_no_more(self, text: str) -> None:
        """Wait until ``text`` is gone from the screen."""
        self._wait(lambda: not any(text in line for line in self.lines), f"still shows {text!r}")

    def see_at_cursor(self, text: str) -> None:
        """Wait until the terminal's own cursor is visible and stands before ``text``."""
        self._wait(lambda: (self.at_cursor or "").startswith(text), f"never put its cursor before {text!r}")

    def until(self, happened: Callable[[list[str]], bool]) -> None:
        """Wait until ``happened`` is true of the lines of the screen."""
        self._wait(lambda: happened(self.lines), "never showed what was waited for")

    def rest(self, seconds: float) -> None:
        """Wait until the program has written nothing for so long. Tests wait for what they expect instead."""
        deadline, since = time.monotonic() + DEADLINE, time.monotonic()
        while (now := time.monotonic()) < min(deadline, since + seconds):
            if self._listen():
                since = now

    def hang_up(self) -> None:
        """Close the terminal, as somebody who closes its window does."""
        os.close(self._ours)
        self._ours = os.open(os.devnull, os.O_RDWR)

    def tell(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def ends(self) -> int:
        """Wait until the program ends, and read its last words too; return its exit status."""
        self._wait(lambda: self._process.poll() is not None, "did not end")
        while self._listen():
            pass
        return self._process.returncode

    def _wait(self, happened: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + DEADLINE
        while not happened():
            if not self._listen() and self._process.poll() is not None and not happened():
                raise AssertionError(f"The program ended and {otherwise}.\n{self._picture()}")
            if time.monotonic() > deadline:
                raise AssertionError(f"The program {otherwise}.\n{self._picture()}")

    def _listen(self) -> bool:
        """Read the program's output for a moment; return whether there was any."""
        if not select.select([self._ours], [], [], 0.05)[0]:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # Linux reports this once the other end is closed
            return False
        self.raw += data
        self._stream.feed(self._decoder.decode(data))
        return bool(data)

    def _picture(self) -> str:
        return "\n".join(f"|{line}" for line in self.lines)


def pullquote(*arguments: str, **options: Any) -> Terminal:
    """Start the program in a terminal."""
    return Terminal([sys.executable, "-m", "tui", *arguments], **options)
