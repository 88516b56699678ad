"""The connections to a store that are open: those without work, and those that one thread each uses."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.pq import TransactionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_IDLE = 3
"""The number of connections kept open without work."""


class Pool:
    """Lends connections, made by ``connect``, each to one thread at a time."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]]) -> None:
        self._connect = connect
        self._mutex = threading.Lock()
        self._idle: list[psycopg.Connection[Any]] = []
        self._used: dict[psycopg.Connection[Any], bool] = {}
        """Connections at work, and whether they write."""
        self._is_closed = False

    @contextmanager
    def borrowed(self, *, writes: bool) -> Iterator[psycopg.Connection[Any]]:
        """Lend a connection within the block."""
        with self._mutex:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        with self.in_use(connection, writes=writes):
            try:
                yield connection
            finally:
                self._take_back(connection)

    @contextmanager
    def in_use(self, connection: psycopg.Connection[Any], *, writes: bool) -> Iterator[None]:
        """Note that a connection, also one of somebody's own, is used within the block."""
        with self._mutex:
            self._used[connection] = writes
        try:
            yield
        finally:
            with self._mutex:
                self._used.pop(connection, None)

    def interrupt_reads(self) -> None:
        """Have the server stop what only reads."""
        with self._mutex:
            reading = [connection for connection, writes in self._used.items() if not writes]
        for connection in reading:
            with suppress(psycopg.Error):
                connection.cancel_safe(timeout=1)

    def close(self) -> None:
        """Close the connections without work now, and the others when they are given back."""
        with self._mutex:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take_back(self, connection: psycopg.Connection[Any]) -> None:
        with self._mutex:
            is_sound = not connection.closed and connection.info.transaction_status is TransactionStatus.IDLE
            kept = is_sound and not self._is_closed and len(self._idle) < _MOST_IDLE
            if kept:
                self._idle.append(connection)
            # If the server was away, idle connections are lost too.
            lost = [] if is_sound else [self._idle.pop() for _ in range(len(self._idle))]
        for one in [*lost, *([] if kept else [connection])]:
            one.close()
