"""The record of who has which article open, in a file of its own beside the store.

In the store itself, each entry would be news to every desk, wait for its turn and for the disk. The record may be
lost or deleted at any time: it is only there to tell people of each other.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from typing import TYPE_CHECKING

from store.model.readers import Reader
from store.rules.files_beside import READERS
from store.sqlite.file.lock_file import open_lock

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

_PATIENCE = 0.2
"""Seconds to wait for another desk that writes."""
# SQLite's clock, in seconds: of all desks on the file's machine the same.
_NOW = "(julianday('now') * 86400.0)"


class ReadersFile:
    """The file, opened when it is first needed. Errors leave it alone: nobody waits for it, or is kept from working."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._mutex = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def keep(self, desk: str, name: str, article_id: str | None, lasts: timedelta) -> None:
        """Record which article is open at a desk, or that none is."""
        with self._mutex:
            try:
                with self._opened() as db:
                    db.execute(f"DELETE FROM reader WHERE desk = ? OR until < {_NOW}", (desk,))  # noqa: S608
                    if article_id is not None:
                        values = (desk, name, article_id, lasts.total_seconds())
                        db.execute(f"INSERT INTO reader VALUES (?, ?, ?, {_NOW} + ?)", values)  # noqa: S608
            except (OSError, sqlite3.Error):
                self._close()

    def others(self, desk: str) -> list[Reader]:
        """Return who has which article open at other desks, by name."""
        sql = f"SELECT DISTINCT name, article_id FROM reader WHERE desk <> ? AND until > {_NOW} ORDER BY 1, 2"  # noqa: S608
        with self._mutex:
            try:
                return [Reader(*row) for row in self._opened().execute(sql, (desk,))]
            except (OSError, sqlite3.Error):
                self._close()
                return []

    def close(self) -> None:
        """Close the file."""
        with self._mutex:
            self._close()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            path = self._store.with_name(f"{self._store.name}{READERS}")
            # Made with the store's rights; a file that somebody else has put there is refused.
            os.close(open_lock(path, self._store))
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS reader (desk TEXT PRIMARY KEY, name TEXT NOT NULL,"
                " article_id TEXT NOT NULL, until REAL NOT NULL) STRICT, WITHOUT ROWID"
            )
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
