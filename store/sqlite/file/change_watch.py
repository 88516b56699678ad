"""Detects other people's writes by SQLite's data_version, and leaves out our own commits."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator


class ChangeWatch:
    """Watches the file on a connection of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._mutex = threading.Lock()
        self._seen = self._version()
        self._pending = False
        self._closed = False

    def look(self) -> bool:
        """Whether anybody else has written since the last call; False once closed."""
        with self._mutex:
            if self._closed:
                return False
            self._note()
            news, self._pending = self._pending, False
            return news

    def before_own_write(self) -> None:
        """Record what others have written; call it while nobody else can write."""
        with self._mutex:
            self._note()

    @contextmanager
    def passing_over(self) -> Iterator[None]:
        """Ignore our own commit, made within the block; other calls wait meanwhile."""
        with self._mutex:
            yield
            # The commit is done: it does not matter here if the store was closed meanwhile.
            if not self._closed:
                self._seen = self._version()

    @contextmanager
    def borrowed(self) -> Iterator[sqlite3.Connection]:
        """The connection, for work on the whole file; other calls wait meanwhile."""
        with self._mutex:
            yield self._connection

    def close(self, close: Callable[[sqlite3.Connection], None]) -> None:
        """Stop watching."""
        with self._mutex:
            self._closed = True
            close(self._connection)

    def _note(self) -> None:
        version = self._version()
        self._pending |= version != self._seen
        self._seen = version

    def _version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version
