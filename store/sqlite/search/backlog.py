"""Postponed indexing: an article with many quotations takes long to index, and no decision waits for it."""

from __future__ import annotations

import sqlite3
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

_STEPS = 1000
"""The number of SQLite's steps between checks whether somebody wants to write."""


class Backlog:
    """Keeps track of whether articles remain to be indexed, and of when there is time for it.

    The store has them in ``article_unindexed``, so any process may index them.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self.is_empty = False
        """False at the start: another process may have left articles."""
        self._mutex = threading.Lock()
        self._writers = 0
        self._written_at = monotonic()

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """Stop indexing in progress for a write within the block; it starts again later."""
        with self._mutex:
            self._writers += 1
        try:
            yield
        finally:
            with self._mutex:
                self._writers -= 1
                self._written_at = monotonic()

    @property
    def is_due(self) -> bool:
        """Whether there may be articles to index, and nobody has written for a while."""
        return not (self.is_empty or self._gives_way) and monotonic() - self._written_at >= _QUIET

    @contextmanager
    def stopping_for_writers(self, db: sqlite3.Connection) -> Iterator[None]:
        """End work on a connection, without an error, as soon as somebody wants to write."""
        db.set_progress_handler(lambda: self._gives_way, _STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
        finally:
            db.set_progress_handler(None, _STEPS)

    @property
    def _gives_way(self) -> bool:
        return self._stop.is_set() or self._writers > 0
