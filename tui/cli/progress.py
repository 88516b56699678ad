"""A progress bar on standard error: shown on terminals only, and cleared at the end."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")

_PAUSE = 0.1
_CELLS = 20


class Progress:
    """Shows ``Reading [##------] 2,512 of 10,000``; silent when standard error is not a terminal.

    Without a total, it shows only how many are done.
    """

    def __init__(self, doing: str, total: int | None = None) -> None:
        self._doing = doing
        self._total = total
        self._live = sys.stderr.isatty()
        self._shown_at = 0.0

    def show(self, done: int) -> None:
        """Show how many are done, at most ten times a second."""
        now = time.monotonic()
        if self._live and now - self._shown_at >= _PAUSE:
            self._shown_at = now
            self._write(f"\r{self._doing} {self._bar(done)}\x1b[K")

    def _bar(self, done: int) -> str:
        if self._total is None:
            return f"{done:,}"
        full = done * _CELLS // max(self._total, 1)
        return f"[{'#' * full}{'-' * (_CELLS - full)}] {done:,} of {self._total:,}"

    def clear(self) -> None:
        """Clear the bar, so that a line can be printed."""
        if self._shown_at:
            self._shown_at = 0.0
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def watched(doing: str, things: Sequence[T]) -> Iterator[T]:
    """Yield things one by one, and show how many are done."""
    progress = Progress(doing, len(things))
    try:
        for done, thing in enumerate(things):
            progress.show(done)
            yield thing
    finally:
        progress.clear()
