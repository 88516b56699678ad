"""Ids: UUIDv7 (RFC 9562), which sort by time of creation."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_mutex = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new UUIDv7 as text. Within a process each id sorts after the one before."""
    global _last
    # Milliseconds and 1/4096 of them (the RFC's method 3). If the clock stands still, the time is incremented.
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    with _mutex:
        _last = ticks = max(milliseconds << 12 | (rest << 12) // 1_000_000, _last + 1)
    time_and_version = (ticks >> 12) << 16 | 0x7 << 12 | ticks & 0xFFF
    variant_and_chance = 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2
    digits = f"{time_and_version:016x}{variant_and_chance:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


_planned: ContextVar[str | None] = ContextVar("planned", default=None)


@contextmanager
def planned_id(one: str) -> Iterator[None]:
    """Give the first change of the block an id that is known before: the store makes it once, however often sent."""
    token = _planned.set(one)
    try:
        yield
    finally:
        _planned.reset(token)


def change_id() -> str:
    """Return the id of a change that is being made: the planned one, else a new one."""
    planned = _planned.get()
    _planned.set(None)
    return planned or new_id()
