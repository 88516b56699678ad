"""The server's clock: asked now and then, and carried on by this machine's."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
"""SQL for the microseconds since 1970 by the server's clock."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LASTS = 600.0
"""Seconds for which an answer is carried on: clocks drift apart by some hundredths of a second in that time."""
_JUMP = 0.5
"""Seconds by which this machine's two clocks may have come apart: they do when it sleeps, and when it is set."""


class ServerClock:
    """Tells the server's time without a round trip for each save. ``ask`` returns its microseconds since 1970."""

    def __init__(
        self,
        ask: Callable[[], int],
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._ask, self._steady, self._wall = ask, steady, wall
        self._mutex = threading.Lock()
        self._known: tuple[int, float, float] | None = None
        """The server's answer, and both clocks of this machine at that time."""

    def now(self) -> datetime:
        """Return the time of the server's clock, in UTC."""
        with self._mutex:
            if self._known is None or not self._still_holds(*self._known):
                sent = self._steady()
                answer = self._ask()
                # It was answered halfway between.
                self._known = answer, (sent + self._steady()) / 2, self._wall()
            microseconds, asked_at, _ = self._known
            return _EPOCH + timedelta(microseconds=microseconds + round((self._steady() - asked_at) * 1_000_000))

    def _still_holds(self, _: int, asked_at: float, wall_at: float) -> bool:
        passed = self._steady() - asked_at
        return passed < _LASTS and abs(self._wall() - wall_at - passed) < _JUMP
