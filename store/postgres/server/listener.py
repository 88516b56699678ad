"""Hears of other desks' writes, by NOTIFY; behind a pooler that swallows that, by looking every second."""

from __future__ import annotations

import threading
import time
from contextlib import closing, nullcontext, suppress
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable

_CHANNEL = "pullquote"
_TO_OURSELVES = "echo "
"""The beginning of a desk's notice to itself, which is no news to others."""
_ECHO = 2.0
"""Seconds to wait for a notice to ourselves; if it does not come, notices do not reach us."""
_LOOK = 1.0
"""Seconds between two looks where notices do not reach us."""
_LATEST = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text || pg_snapshot_xmin(pg_current_snapshot())"
"""Changes with every write to the server: theirs, ours, and those to other databases."""


class Listener:
    """Listens on a connection of its own, which is in no transaction."""

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection[Any]],
        first: psycopg.Connection[Any],
        desk: str,
        closed: threading.Event,
        *,
        pooled: bool,
    ) -> None:
        self._connect = connect
        self._desk = desk
        self._closed = closed
        self._pooled = pooled
        self._mutex = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = first
        self._begun_at = time.monotonic()
        self._is_heard = False
        self._latest: str | None = None
        self._looked_at = 0.0
        self._begin(first)

    def hears(self) -> bool:
        """Whether notices reach us; waits for the one to ourselves."""
        while not self._is_heard and not self.is_deaf:
            self.look(_ECHO / 20)
        return self._is_heard

    @property
    def is_deaf(self) -> bool:
        """Whether a notice to ourselves has not come: a pooler does not let us listen."""
        return not self._is_heard and time.monotonic() - self._begun_at > _ECHO

    def look(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds; True when somebody else has written since the last call."""
        with self._mutex:
            if self._closed.is_set():
                return False
            if self._connection is not None:
                try:
                    return self._news(self._connection, timeout)
                except psycopg.OperationalError:
                    self._drop()
            # News may have been missed.
            self._connection = self._connect()
            self._begin(self._connection)
            return True

    def close(self) -> None:
        """Stop listening."""
        with self._mutex:
            self._drop()

    def _begin(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(f"LISTEN {_CHANNEL}")
        # A pooler passes on what arrives with the answer to a statement of ours, and loses all else: try that.
        with closing(self._connect()) if self._pooled else nullcontext(connection) as sender:
            sender.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, f"{_TO_OURSELVES}{self._desk}"))
        self._begun_at, self._is_heard = time.monotonic(), False
        self._latest = None

    def _news(self, connection: psycopg.Connection[Any], timeout: float) -> bool:
        news = False
        for notice in connection.notifies(timeout=timeout, stop_after=1):
            news |= self._is_from_others(notice)
        for notice in connection.notifies(timeout=0):
            news |= self._is_from_others(notice)
        return news or (self.is_deaf and self._has_changed(connection))

    def _is_from_others(self, notice: psycopg.Notify) -> bool:
        self._is_heard |= notice.payload == f"{_TO_OURSELVES}{self._desk}"
        return notice.payload != self._desk and not notice.payload.startswith(_TO_OURSELVES)

    def _has_changed(self, connection: psycopg.Connection[Any]) -> bool:
        if time.monotonic() - self._looked_at < _LOOK:
            return False
        self._looked_at = time.monotonic()
        row = connection.execute(_LATEST).fetchone()
        before, self._latest = self._latest, row and str(row[0])
        return before != self._latest

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()
