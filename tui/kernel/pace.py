"""Repeated work in the background, spaced out so that keys rarely meet it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_TIMES, _SHORTEST, _LONGEST = 30, 1.0, 2.0
"""The pause after a turn, as a multiple of the turn's length, and its limits in seconds.

A turn of a few milliseconds has a paint behind it that lasts longer, so that the multiple alone would let every fifth
key meet one.
"""


class Pace:
    """Spaces turns out. The first after a quiet time begins at once."""

    def __init__(self) -> None:
        self._next = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the next turn; it lasts as long as the block."""
        await asyncio.sleep(self._next - monotonic())
        begun = monotonic()
        yield
        ended = monotonic()
        self._next = ended + min(max(_TIMES * (ended - begun), _SHORTEST), _LONGEST)
