"""Postponed indexing in a file, which stops as soon as somebody wants to write: a file has one writer at a time."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.rules.backlog import Backlog

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

_STEPS = 1000
"""The number of SQLite's steps between checks whether somebody wants to write."""


class InterruptibleBacklog(Backlog):
    """A backlog whose indexing ends within a statement for a write, or when the store is closed (``stop``)."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop

    @property
    def gives_way(self) -> bool:
        return self._stop.is_set() or super().gives_way

    @contextmanager
    def stopping_for_writers(self, db: sqlite3.Connection) -> Iterator[None]:
        """End work on a connection, without an error, as soon as somebody wants to write."""
        db.set_progress_handler(lambda: self.gives_way, _STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
        finally:
            db.set_progress_handler(None, _STEPS)
