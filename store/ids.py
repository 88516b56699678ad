"""Our ids: UUIDv7 (RFC 9562), so that the order of ids is the order in which things came."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_mutex = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new UUIDv7 as text; within a process each sorts after the one before."""
    global _last
    # Milliseconds and a 4096th of them, the RFC's method 3; a clock that stands still is pushed on.
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    with _mutex:
        _last = ticks = max(milliseconds << 12 | (rest << 12) // 1_000_000, _last + 1)
    number = (ticks >> 12) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=number))
