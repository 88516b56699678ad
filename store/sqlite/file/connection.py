"""The connections to a store: one per thread, one writer at a time, and errors translated in one place."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, NoReturn
from weakref import WeakSet

from store.errors import StoreError, UnreachableError
from store.filesystem import hold, let_go
from store.rules.backlog import AT_ONCE
from store.sqlite.file.access import connect
from store.sqlite.file.change_watch import ChangeWatch
from store.sqlite.file.open_files import FileLoss, identity, snapshot
from store.sqlite.file.open_store import open_store, refuse_other_version, refuse_unwritable, reindex
from store.sqlite.file.rescue import Rescue, abandon
from store.sqlite.file.sqlite_errors import locked, told
from store.sqlite.file.write_queue import WriteQueue
from store.sqlite.search.backlog import InterruptibleBacklog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_POLL = 0.25
"""Seconds between two looks for other people's writes."""

_OPEN: WeakSet[Connections] = WeakSet()
"""The stores open in this process."""


class Connections:
    """All connections to one store. A missing file is created, an older one migrated."""

    def __init__(self, path: Path, patience: float, *, read_only: bool = False) -> None:
        self.path = path
        self._patience = patience
        self._turns = WriteQueue(self.path, patience)
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._others: list[sqlite3.Connection] = []
        self._left = threading.Event()
        """Set while the store is being left, and nothing more is read."""
        self._backlog = InterruptibleBacklog(self._left)
        self._mutex = threading.Lock()
        self._closed = threading.Event()
        self._writer: threading.Thread | None = None
        self._has_written = False
        self._end: str | None = None
        """The message about a store whose files were lost; once set, nothing is read or written."""
        self._is_told = False
        """Whether the message was shown."""
        for other in list(_OPEN):
            # Within a process, SQLite shares its state of a file among all names that it is opened by.
            with suppress(StoreError):
                other.look_after_files()
        with self._told():
            connection, self._access, self._held = open_store(self.path, self._turns, patience, read_only=read_only)
            self._snapshot = snapshot(self.path)
            self._news = ChangeWatch(connection)
        self._files = (*self._held.files, identity(self._turns.lock_file))
        hold(self._files)
        self._rescue = Rescue(self.path, self._held)
        self._used: list[sqlite3.Connection] = []
        _OPEN.add(self)

    @property
    def refusal(self) -> StoreError | None:
        """Why the store can only be read; None when it may be written."""
        return self._access.refusal

    @contextmanager
    def reading(self, other: sqlite3.Connection | None = None) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one snapshot throughout the block: this thread's, or ``another`` one."""
        with self._told():
            self._refuse_when_left()
            self._refuse_when_lost()
            with self._in_use(other or self._connection()) as connection:
                connection.execute("BEGIN")
                try:
                    refuse_other_version(connection, self.path)
                    yield connection
                finally:
                    connection.rollback()
            if not self._access.is_locked:
                self._refuse_when_lost()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that alone may write. If the block succeeds, all of it is on disk; else none of it."""
        # Imported only when needed: it would delay the desk's first paint.
        from store.sqlite.search import index

        with (
            self._told(),
            self._backlog.giving_way(),
            self._turn(),
            self._transaction(self._connection()) as connection,
        ):
            yield connection
            if index.keep_up(connection, AT_ONCE):
                self._backlog.is_empty = False

    def catch_up(self) -> None:
        """Index the postponed articles, which takes long; stop if somebody wants to write."""
        from store.sqlite.search import index

        connection = self._connection()
        with self._told(), self._in_use(connection), self._backlog.stopping_for_writers(connection), self._turn():
            with self._transaction(connection):
                index.keep_up(connection)
            self._backlog.is_empty = True

    def another(self) -> sqlite3.Connection:
        """Return a connection not bound to a thread. The caller must serialise its use."""
        with self._told():
            connection = self._connect()
        with self._mutex:
            self._refuse_when_closed()
            self._others.append(connection)
        return connection

    def reindex(self) -> Iterator[int]:
        """Rebuild the search index in steps, each a turn at writing; yield the number of articles done after each."""
        with self._told():
            self._refuse_when_only_readable()
            connection = self._connect()

            @contextmanager
            def written() -> Iterator[None]:
                with self._turn(), self._transaction(connection):
                    yield

            try:
                yield from reindex(connection, self._turns, written, anew=True)
            finally:
                self._close(connection)

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for somebody else's write; closing the store ends the wait."""
        self._refuse_when_closed()
        looks = max(1, round(timeout / _POLL))
        for _ in range(looks):
            if self._look():
                return True
            if self._backlog.is_due and self._access.refusal is None:
                self.catch_up()
            if self._closed.wait(timeout / looks):
                return False
        return self._look()

    @contextmanager
    def interrupting_reads(self) -> Iterator[None]:
        """Refuse reads within the block, and interrupt those in progress and indexing; writes continue."""
        self._left.set()
        with self._mutex:
            mine = [connection for thread, connection in self._open.items() if thread is not self._writer]
            for connection in (*mine, *self._others):
                connection.interrupt()
        try:
            yield
        finally:
            self._left.clear()

    def look_after_files(self) -> None:
        """If the store was moved or replaced under us, rescue everything saved and raise StoreError."""
        with self._told():
            if not self._closed.is_set():
                self._refuse_when_lost()

    def close(self) -> None:
        """Close the connections of all threads. Later use raises an error that says so.

        StoreError, with the place of the data, if the store's files were lost and that was not reported yet.
        """
        with self._mutex:
            if self._closed.is_set():
                return
            self._closed.set()
        try:
            with self._told():
                self._leave_in_safety()
        finally:
            if self._end is None:
                self._close_all(spared=[*self._used])

    def _leave_in_safety(self) -> None:
        """Checkpoint what we have written into the file, which others may move once we are gone."""
        if self._end is None and (loss := self._held.loss()) is not None:
            self._bring_to_safety(loss)
        if self._end is not None and self._has_written and not self._is_told:
            raise StoreError(self._end)
        if self._end is None and self._has_written:
            with self._news.borrowed() as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    @contextmanager
    def _in_use(self, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        """Keep a connection open throughout the block: closing it under the thread that uses it would crash us."""
        with self._mutex:
            self._refuse_when_closed()
            self._used.append(connection)
        try:
            yield connection
        finally:
            with self._mutex:
                self._used.remove(connection)
            if self._closed.is_set() and self._end is None and connection not in self._used:
                self._close(connection)

    def _close_all(self, spared: Sequence[sqlite3.Connection] = ()) -> None:
        let_go(self._files)
        with self._mutex:
            connections = [c for c in (*self._open.values(), *self._others) if c not in spared]
            self._open.clear()
            self._others.clear()
        for connection in connections:
            self._close(connection)
        self._news.close(self._close)

    def _look(self) -> bool:
        with self._told():
            self._refuse_when_lost()
            return self._news.look()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Hold our turn at writing, if the store is there and can be written."""
        self._refuse_when_only_readable()
        with self._turns.turn():
            self._writer = threading.current_thread()
            try:
                self._refuse_when_lost()
                yield
            finally:
                self._writer = None

    @contextmanager
    def _transaction(self, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        """Run a write transaction in our turn."""
        with self._in_use(connection):
            connection.execute("BEGIN IMMEDIATE")
            try:
                refuse_unwritable(connection, self.path)
                self._news.before_own_write()
                yield connection
                if (loss := self._held.loss()) is not None:
                    connection.rollback()  # Bringing the log into the file would wait for this transaction.
                    self._refuse(loss)
                with self._news.passing_over():
                    connection.execute("COMMIT")
                self._has_written = True
                if (loss := self._held.loss()) is not None:
                    # The files were lost in the last moment: a commit that is reported as saved must be safe.
                    self._bring_to_safety(loss)
            finally:
                if self._end is None:
                    connection.rollback()

    def _connection(self) -> sqlite3.Connection:
        thread = threading.current_thread()
        with self._mutex:
            self._refuse_when_closed()
            if thread in self._open:
                return self._open[thread]
        connection = self._connect()
        with self._mutex:
            for gone in [t for t in self._open if not t.is_alive()]:
                self._open.pop(gone).close()
            self._open[thread] = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        """Open another connection to the same file."""
        self._refuse_when_lost()
        connection = connect(self.path, self._access, self._patience)
        try:
            refuse_other_version(connection, self.path)
            self._refuse_when_closed()
        except BaseException:
            self._close(connection)
            raise
        if self._access.is_locked and (loss := self._held.loss()) is not None:
            abandon(connection)  # It may have opened another file, and would apply our log to that.
            self._refuse(loss)
        return connection

    def _close(self, connection: sqlite3.Connection) -> None:
        if self._rescue.is_closable:
            connection.close()
        else:
            abandon(connection)

    def _refuse_when_only_readable(self) -> None:
        if (refusal := self._access.refusal) is not None:
            raise type(refusal)(*refusal.args)

    def _refuse_when_closed(self) -> None:
        if self._end is not None:
            self._is_told = True
            raise UnreachableError(self._end)
        if self._closed.is_set():
            raise StoreError(f"The store {self.path} has been closed.")

    def _refuse_when_left(self) -> None:
        if self._left.is_set():
            raise StoreError(f"The store {self.path} is being closed.")

    def _refuse_when_lost(self) -> None:
        """Refuse to work on files that were moved away, where nobody else would see the changes."""
        self._refuse_when_closed()
        if not self._access.is_locked:
            if snapshot(self.path) != self._snapshot:
                raise StoreError(f"Another program has written to the store {self.path}. Open it again.")
        elif (loss := self._held.loss()) is not None:
            self._refuse(loss)

    def _refuse(self, loss: FileLoss) -> NoReturn:
        self._bring_to_safety(loss)
        self._refuse_when_closed()
        raise AssertionError

    def _bring_to_safety(self, loss: FileLoss) -> None:
        """Rescue everything acknowledged from a store lost under us, while we are not writing; then release it.

        Programs that open it at its new place could not see that we have it open.
        """
        is_quiet = self._closed.is_set() or self._writer is threading.current_thread()
        with nullcontext() if is_quiet else self._turns.turn():
            if self._end is None:
                with self._news.borrowed() as connection:
                    self._end = self._rescue.save(loss, connection, has_written=self._has_written)
                self._close_all()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told(self.path):
                yield
        except TimeoutError as error:
            raise locked(self.path, self._patience) from error
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                self._refuse_when_left()
            raise
        except sqlite3.ProgrammingError:
            # Another thread closed the store during this one's work; anything else is a bug of ours.
            self._refuse_when_closed()
            raise
