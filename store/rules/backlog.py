"""Decides when articles are indexed later: one with many quotations takes long, and no decision waits for it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 200
"""Quotations of an article up to which a decision indexes it in its own transaction: it takes a millisecond or two."""

_QUIET = 1.0
"""Seconds without a write of ours before the backlog is indexed."""


class Backlog:
    """Keeps track of whether articles remain to be indexed, and of when there is time for it.

    The store has them in ``article_unindexed``, so any desk may index them.
    """

    def __init__(self) -> None:
        self.is_empty = False
        """False at the start: another desk may have left articles."""
        self._mutex = threading.Lock()
        self._writers = 0
        self._written_at = monotonic()

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """Index nothing during a write within the block."""
        with self._mutex:
            self._writers += 1
        try:
            yield
        finally:
            with self._mutex:
                self._writers -= 1
                self._written_at = monotonic()

    @property
    def gives_way(self) -> bool:
        """Whether indexing has to wait or stop."""
        return self._writers > 0

    @property
    def is_due(self) -> bool:
        """Whether there may be articles to index, and nobody has written for a while."""
        return not (self.is_empty or self.gives_way) and monotonic() - self._written_at >= _QUIET
