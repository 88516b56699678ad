"""Repeated work in the background, spaced out so that keys rarely meet it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_TIMES, _LONGEST = 30, 2.0
"""The pause after a turn, as a multiple of the turn's length, and its limit in seconds."""


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
        self._next = ended + min(_TIMES * (ended - begun), _LONGEST)
