"""The files of a folder until they are whole: unchanged for a moment. Pure: the time comes from the caller."""

from __future__ import annotations

from typing import NamedTuple

QUIET = 0.5
"""Seconds for which a file must be unchanged before it is read."""
PATIENCE = 60.0
"""Seconds after which a file is read even if a program has it open for writing."""


class Stamp(NamedTuple):
    """A file's state at one check: bytes, time of its last change, and identity."""

    size: int
    modified_ns: int
    inode: int


class _Waiting(NamedTuple):
    stamp: Stamp
    since: float
    look_at: float


class Settling:
    """The files seen to change, until they are whole. Times are in seconds on any monotonic clock."""

    def __init__(self) -> None:
        self._files: dict[str, _Waiting] = {}

    def note(self, name: str, stamp: Stamp, now: float) -> None:
        """Record a file's stamp; its time starts again if it has changed."""
        before = self._files.get(name)
        if before is None or before.stamp != stamp:
            self._files[name] = _Waiting(stamp, now, now + QUIET)

    def postpone(self, name: str, now: float) -> None:
        """Check a file again later: a program has it open for writing."""
        self._files[name] = self._files[name]._replace(look_at=now + QUIET)

    def forget(self, name: str) -> None:
        """Forget a file that is gone or was read."""
        self._files.pop(name, None)

    def names(self) -> list[str]:
        """Return the waiting files."""
        return list(self._files)

    def is_quiet(self, name: str, now: float) -> bool:
        """Whether a file has been unchanged for long enough to be read."""
        return now >= self._files[name].look_at

    def is_overdue(self, name: str, now: float) -> bool:
        """Whether a file has been unchanged for so long that a program with it open is ignored."""
        return now - self._files[name].since >= PATIENCE

    def next_look(self) -> float | None:
        """Return when the first of the files may be whole; None without any."""
        return min((file.look_at for file in self._files.values()), default=None)
