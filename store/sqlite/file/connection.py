"""The file and its connections: one a thread, one turn at writing, and every trouble told in one place."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.sqlite.file.change_watch import News
from store.sqlite.file.opening import connect, open_store, reindexing
from store.sqlite.file.sqlite_errors import locked, told
from store.sqlite.file.write_queue import Turns
from store.sqlite.search.backlog import AT_ONCE, Backlog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POLL = 0.1
"""Seconds between two looks for other people's writes."""


class Connections:
    """All connections to one store. Open it with the path; a missing file is made, an older one migrated."""

    def __init__(self, path: Path, patience: float) -> None:
        # Absolute, so that a change of folder or a name like ":memory:" means no other file.
        self.path = path.absolute()
        self._patience = patience
        self._turns = Turns(self.path.with_name(f"{self.path.name}-lock"), patience)
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._others: list[sqlite3.Connection] = []
        self._mutex = threading.Lock()
        self._closed = threading.Event()
        self._backlog = Backlog()
        with self._told():
            self._news = News(open_store(self.path, self._turns, patience))
            self._file = _identity(self.path)

    @contextmanager
    def reading(self, other: sqlite3.Connection | None = None) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the store throughout the block: this thread's, or ``another`` one."""
        with self._told():
            connection = other or self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write; when the block ends well all of it is on the disk, else none of it."""
        # Imported by those who write: its words would cost the desk its first paint.
        from store.sqlite.search import index

        with self._told(), self._backlog.giving_way(), self._turns.turn():
            self._refuse_when_gone()
            with self._committed(self._connection()) as connection:
                yield connection
                if index.keep_up(connection, AT_ONCE):
                    self._backlog.is_empty = False

    def catch_up(self) -> None:
        """Index what was left because it takes long, unless somebody writes meanwhile: then it waits again."""
        from store.sqlite.search import index

        connection = self._connection()
        with self._told(), self._backlog.stopping_for_writers(connection), self._turns.turn():
            self._refuse_when_gone()
            with self._committed(connection):
                index.keep_up(connection)
            self._backlog.is_empty = True

    @contextmanager
    def _committed(self, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        """One transaction that writes; our own commit is no news to us."""
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._news.before_own_write()
            yield connection
            with self._news.passing_over():
                connection.execute("COMMIT")
        finally:
            connection.rollback()

    def another(self) -> sqlite3.Connection:
        """Return a connection that belongs to no thread; who asks for it sees to it that one at a time uses it."""
        with self._told():
            connection = connect(self.path, self._patience)
        with self._mutex:
            self._refuse_when_closed()
            self._others.append(connection)
        return connection

    def reindexing(self) -> Iterator[int]:
        """Make the search index anew in steps, each in its turn; yield how many articles are done after each."""
        with self._told():
            connection = connect(self.path, self._patience)
            try:
                yield from reindexing(connection, self._turns, anew=True)
            finally:
                connection.close()

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for somebody else's write; closing the store ends the wait."""
        self._refuse_when_closed()
        looks = max(1, round(timeout / _POLL))
        for _ in range(looks):
            if self._look():
                return True
            if self._backlog.is_due:
                self.catch_up()
            if self._closed.wait(timeout / looks):
                return False
        return self._look()

    def close(self) -> None:
        """Close the connections of all threads; an engine that is used later says that it is closed."""
        with self._mutex:
            if self._closed.is_set():
                return
            self._closed.set()
            for connection in (*self._open.values(), *self._others):
                connection.close()
            self._open.clear()
        self._news.close()

    def _look(self) -> bool:
        with self._told():
            self._refuse_when_gone()
            return self._news.look()

    def _connection(self) -> sqlite3.Connection:
        thread = threading.current_thread()
        with self._mutex:
            self._refuse_when_closed()
            if thread not in self._open:
                for gone in [t for t in self._open if not t.is_alive()]:
                    self._open.pop(gone).close()
                self._open[thread] = connect(self.path, self._patience)
            return self._open[thread]

    def _refuse_when_closed(self) -> None:
        if self._closed.is_set():
            raise StoreError(f"The store {self.path} has been closed.")

    def _refuse_when_gone(self) -> None:
        """Refuse a file that its name no longer leads to: what is written to it would be gone when it is closed."""
        if _identity(self.path) != self._file:
            raise StoreError(
                f"The store {self.path} was moved, deleted or replaced while it was open, so nothing is saved any more."
                " Put it back under its name, or leave and open it anew."
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told(self.path):
                yield
        except TimeoutError as error:
            raise locked(self.path, self._patience) from error
        except sqlite3.ProgrammingError:
            # Another thread closed the store in the middle of this one's work; anything else is a bug of ours.
            self._refuse_when_closed()
            raise


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell which file a name leads to; None when it leads to none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
