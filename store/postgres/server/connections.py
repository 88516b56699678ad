"""The connections to a store, each borrowed for a transaction, and opened again after the server was away."""

from __future__ import annotations

import secrets
import threading
import time
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

import psycopg
from psycopg.conninfo import make_conninfo

from store.errors import AwayError, ReadOnlyStoreError, StoreError, UnreachableError, moved
from store.postgres.server import settings
from store.postgres.server.clock import ASKED, ServerClock
from store.postgres.server.database import Database, adapt
from store.postgres.server.listener import Listener
from store.postgres.server.pool import Pool
from store.postgres.server.rights import rights
from store.postgres.server.schema import check_version
from store.postgres.server.transaction import READING, WRITING, transaction
from store.postgres.server.trouble import encodable, is_lost, is_missing, is_passing, not_reached, raise_as_store_error
from store.postgres.server.turn import in_turn, take_turn
from store.rules.backlog import Backlog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager


Asked = ParamSpec("Asked")
Found = TypeVar("Found")

_SLOWEST = 3
"""The longest statement that only reads, in times our patience. Nobody waits for a list or a search for so long."""
_TRIES = 3
"""How often work is done at most that others come in between."""
_AGAIN = 0.2
"""Seconds between two tries to reach a server that is away."""


class Connections:
    """All connections to one store, each used by one thread at a time."""

    opened: ClassVar[Callable[..., psycopg.Connection[Any]]] = psycopg.Connection.connect

    def __init__(self, conninfo: str, shown: str, patience: float, *, read_only: bool = False) -> None:
        self.shown = shown
        self._conninfo = conninfo
        self._patience = patience
        self.slowest = patience * _SLOWEST
        """Seconds after which the server stops a statement that only reads."""
        self._closed = threading.Event()
        self._left = threading.Event()
        """Set while the store is being left, and nothing more is read."""
        self._pool = Pool(self.connect)
        self.backlog = Backlog()
        self.clock = ServerClock(lambda: self._work("", lambda db: db.number(ASKED)))
        self.desk = secrets.token_hex(8)
        """Tells our own writes from those of other desks."""
        first = self._connected()
        self.pooled = Database(first).value("SELECT pg_backend_pid()") != first.info.backend_pid
        """Whether a pooler such as PgBouncer is between us and the server."""
        self._prepare(first)
        self.place = f"{first.info.host}:{first.info.port}/{first.info.dbname}"
        try:
            with self._transaction(first, READING) as db:
                check_version(db, shown)
                self.moved_to: str | None = db.value("SELECT moved_to FROM setting")
                """Where the store was moved to, which can then only be read here."""
                self.read_only = read_only or self.moved_to is not None
                self.rights = rights(db)
                self.member: str | None = db.value("SELECT me()")
                """The name that our login signs with; None for the owner, who signs with any."""
        except BaseException:
            first.close()
            raise
        self._listener = Listener(self.connect, first, self.desk, self._closed, pooled=self.pooled)

    def connect(self, wanted: Mapping[str, str] | None = None) -> psycopg.Connection[Any]:
        """Open a connection, with these settings besides. The caller must serialise its use."""
        connection = self._connected()
        self._prepare(connection, wanted)
        return connection

    def read(
        self, work: Callable[Concatenate[Database, Asked], Found], *args: Asked.args, **options: Asked.kwargs
    ) -> Found:
        """Do work that only reads, on one snapshot."""
        self._refuse_when_left()
        return self._work(READING, lambda db: work(db, *args, **options), settings.reading(self.slowest))

    def write(
        self, work: Callable[Concatenate[Database, Asked], Found], *args: Asked.args, **options: Asked.kwargs
    ) -> Found:
        """Do work that changes articles, annotations or speakers, when our turn has come. All of it is saved, or none.

        It is done again if the connection is lost, even at the last moment: the work finds out what is done already.
        """

        def done(db: Database) -> Callable[[], Found]:
            found = work(db, *args, **options)
            return lambda: found

        return self._in_turn(done)

    def save(
        self,
        work: Callable[Concatenate[Database, Asked], Callable[[], Found]],
        *args: Asked.args,
        **options: Asked.kwargs,
    ) -> Found:
        """Do work as ``write``, in a pipeline, as others wait for each round trip of our turn.

        The work copies no rows, and returns what gets its result.
        """
        return self._in_turn(lambda db: work(db, *args, **options), pipelined=True)

    def write_own(
        self, work: Callable[Concatenate[Database, Asked], Found], *args: Asked.args, **options: Asked.kwargs
    ) -> Found:
        """Do work that changes only rows that nobody else changes, without a turn, in a pipeline."""
        return self._written(lambda db: work(db, *args, **options), pipelined=True)

    def catch_up(self) -> None:
        """Index the postponed articles, each in a turn of its own; stop if somebody wants to write."""
        from store.postgres.search import index

        def one(db: Database) -> bool:
            take_turn(db)
            return index.catch_up(db)

        while self._written(one):
            if not self.backlog.is_due:
                return
        self.backlog.is_empty = True

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for somebody else's write; closing the store ends the wait."""
        self._refuse_when_closed()
        until = time.monotonic() + timeout
        while True:
            try:
                if self._listener.look(min(0.25, max(0.0, until - time.monotonic()))):
                    return True
            except psycopg.Error as error:
                self._refuse_when_closed()
                raise not_reached(error, self.shown) from None
            if self._closed.is_set() or time.monotonic() >= until:
                return False
            if self.backlog.is_due and not self.read_only:
                self.catch_up()

    def hears(self) -> bool:
        """Whether notices of other desks reach us; takes up to two seconds."""
        with self.translating():
            return self._listener.hears()

    @contextmanager
    def interrupting_reads(self) -> Iterator[None]:
        """Refuse reads within the block, and interrupt those in progress; writes continue."""
        self._left.set()
        self._pool.interrupt_reads()
        try:
            yield
        finally:
            self._left.clear()

    @contextmanager
    def asking_on(self, connection: psycopg.Connection[Any], wanted: Mapping[str, str]) -> Iterator[Database]:
        """Only read on a connection of one's own, opened with these settings: each statement has its own snapshot.

        Errors are psycopg's.
        """
        # Behind a pooler, the next statement may reach another connection of the server, without our settings.
        with self._reading_in(connection, READING if self.pooled else "", wanted) as db:
            yield db

    @contextmanager
    def reading_apart(self) -> Iterator[Database]:
        """Begin a transaction that only reads, however long, on a new connection."""
        with closing(self.connect()) as connection, self._reading_in(connection, READING, {}) as db:
            yield db

    @contextmanager
    def moving(self, *, writes: bool) -> Iterator[Database]:
        """Begin a transaction on a new connection for a move: on one snapshot, however long."""
        isolation = "READ COMMITTED" if writes else "REPEATABLE READ"
        begin = f"BEGIN ISOLATION LEVEL {isolation} READ WRITE"
        with (
            closing(self.connect()) as connection,
            self._pool.in_use(connection, writes=True),
            self._transaction(connection, begin, settings.MOVING) as db,
        ):
            yield db

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Translate psycopg's errors within the block."""
        try:
            yield
        except psycopg.Error as error:
            self._refuse_when_left()
            raise_as_store_error(error, self.shown, self._patience)

    def close(self) -> None:
        """Close the connections of all threads. Later use raises an error that says so."""
        self._closed.set()
        self._pool.close()
        self._listener.close()

    @contextmanager
    def _reading_in(
        self, connection: psycopg.Connection[Any], begin: str, wanted: Mapping[str, str]
    ) -> Iterator[Database]:
        self._refuse_when_left()
        with self._pool.in_use(connection, writes=False), self._transaction(connection, begin, wanted) as db:
            yield db

    def _connected(self) -> psycopg.Connection[Any]:
        try:
            connection = self.opened(make_conninfo(self._conninfo, application_name="pullquote"), autocommit=True)
        except psycopg.Error as error:
            raise not_reached(error, self.shown) from None
        adapt(connection)
        return connection

    def _prepare(self, connection: psycopg.Connection[Any], wanted: Mapping[str, str] | None = None) -> None:
        if self.pooled:
            # A statement prepared on one connection of the server is unknown to the next.
            connection.prepare_threshold = None
        else:
            connection.execute(settings.of_session(wanted or {}))

    def _in_turn(self, work: Callable[[Database], Callable[[], Found]], *, pipelined: bool = False) -> Found:
        with self.backlog.giving_way():
            found, is_behind = self._written(lambda db: in_turn(db, work), pipelined=pipelined)
        if is_behind:
            self.backlog.is_empty = False
        return found

    def _written(self, work: Callable[[Database], Found], *, pipelined: bool = False) -> Found:
        if self.moved_to is not None:
            raise moved(self.shown, self.moved_to)
        if self.read_only:
            raise ReadOnlyStoreError(f"The store {self.shown} was opened only to read, so nothing was saved.")
        return self._work(WRITING, work, settings.writing(self.desk, self._patience), pipelined=pipelined)

    def _work(
        self,
        begin: str,
        work: Callable[[Database], Found],
        wanted: Mapping[str, str] | None = None,
        *,
        pipelined: bool = False,
    ) -> Found:
        """Do work in one transaction; again for as long as our patience lasts if the server goes away meanwhile."""
        until = time.monotonic() + self._patience
        writes, tries, may_be_made = begin == WRITING, 0, False
        while True:
            self._refuse_when_closed()
            tries += 1
            try:
                with (
                    encodable(self.shown),
                    self._pool.borrowed(writes=writes) as connection,
                    self._transaction(connection, begin, wanted, pipelined=pipelined) as db,
                ):
                    found = work(db)
                    # If the connection is lost from here on, nobody knows whether it was committed.
                    may_be_made |= writes
            except AwayError as error:
                trouble: StoreError = error
            except psycopg.Error as error:
                if not writes:
                    self._refuse_when_left()
                if is_passing(error) and tries < _TRIES:
                    continue
                trouble = self._lost(error, is_check=not wanted)
            else:
                return found
            if time.monotonic() >= until or not isinstance(trouble, UnreachableError):
                if isinstance(trouble, AwayError):
                    trouble.may_be_made = may_be_made
                raise trouble
            self._closed.wait(_AGAIN)

    def _lost(self, error: psycopg.Error, *, is_check: bool) -> StoreError:
        """Return the error of a lost connection; raise any other as a StoreError."""
        if not is_lost(error):
            if is_missing(error) and not is_check:
                # It may be missing because the store was brought up to date meanwhile.
                self._work(READING, lambda db: check_version(db, self.shown))
            raise_as_store_error(error, self.shown, self._patience)
        return not_reached(error, self.shown)

    def _transaction(
        self,
        connection: psycopg.Connection[Any],
        begin: str,
        wanted: Mapping[str, str] | None = None,
        *,
        pipelined: bool = False,
    ) -> AbstractContextManager[Database]:
        """Run a transaction; without a ``begin``, each statement is one."""
        if not begin:
            return nullcontext(Database(connection))
        beginning = [begin, *settings.of_transaction(wanted or {}, pooled=self.pooled)]
        return transaction(connection, beginning, pipelined=pipelined and not self.pooled)

    def _refuse_when_closed(self) -> None:
        if self._closed.is_set():
            raise StoreError(f"The store {self.shown} has been closed.")

    def _refuse_when_left(self) -> None:
        self._refuse_when_closed()
        if self._left.is_set():
            raise StoreError(f"The store {self.shown} is being closed.")
