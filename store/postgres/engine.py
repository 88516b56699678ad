"""The PostgreSQL engine: implements store.engine by forwarding to the modules that do the work."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from psycopg.sql import SQL

from store.errors import moved
from store.postgres.annotations.facade import PostgresAnnotations, PostgresLog, PostgresSpeakers
from store.postgres.articles.facade import PostgresArticles, PostgresPersonal
from store.postgres.figures.facade import PostgresFigureFacts
from store.postgres.server.connections import Connections
from store.postgres.together.facade import PostgresTogether
from store.postgres.watches.facade import PostgresWatches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from store.model.changes import Check, LogHead
    from store.model.lists import ArticleFilter, Hit
    from store.model.members import Deed
    from store.move_engine import Arrival, Departure
    from store.postgres.search.searches import Searches

PATIENCE = 10.0
"""Seconds to wait for a server that is away, and for others' writes."""


class PostgresEngine(
    PostgresArticles,
    PostgresPersonal,
    PostgresAnnotations,
    PostgresSpeakers,
    PostgresLog,
    PostgresWatches,
    PostgresFigureFacts,
    PostgresTogether,
):
    """Implements ``store.engine.Engine``, which documents the methods, on a PostgreSQL server."""

    def __init__(self, conninfo: str, shown: str, *, patience: float = PATIENCE, read_only: bool = False) -> None:
        """Open the store that libpq finds by ``conninfo``; people see ``shown``, which has no password.

        The store must be there and of this version: opening never makes or migrates one.
        """
        super().__init__(Connections(conninfo, shown, patience, read_only=read_only))
        self._mutex = threading.Lock()
        self._searches: Searches | None = None

    def close(self) -> None:
        with self._mutex:
            searches, self._searches = self._searches, None
        self._connections.close()
        if searches is not None:
            searches.close()

    def signature(self, actor: str) -> str:
        return self._connections.member or actor

    def now(self) -> datetime:
        return self._connections.clock.now()

    def refusal(self, deed: Deed) -> str | None:
        from store.postgres.server.rights import why_not

        held = self._connections
        if held.moved_to is not None:
            return str(moved(held.shown, held.moved_to))
        return why_not(held.rights, deed, held.shown, read_only=held.read_only)

    def identity(self) -> str:
        return self._connections.place

    def reach(self) -> None:
        self._connections.connect().close()

    def interrupting_reads(self) -> AbstractContextManager[None]:
        return self._connections.interrupting_reads()

    def search(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit]:
        with self._connections.translating():
            return self._searching().find(words, narrowed, actor, limit)

    def search_as_typed(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit] | None:
        with self._connections.translating():
            return self._searching().find_as_typed(words, narrowed, actor, limit)

    def checks(self) -> Iterator[Check]:
        from store.postgres.server import integrity

        with self._connections.translating(), self._connections.reading_apart() as db:
            yield from integrity.checks(db)

    def restored(self) -> Iterator[Check]:
        from store.postgres.server import restored

        with self._connections.translating(), self._connections.moving(writes=True) as db:
            yield from restored.checks(db, self._connections.shown)

    def log_heads(self) -> Iterator[LogHead]:
        from store.rows.log_chain import LINES, REMOVALS, REMOVED, heads

        with self._connections.translating(), self._connections.reading_apart() as db:
            yield from heads(db.stream(SQL(LINES)), db.tuples(REMOVALS), db.tuples(REMOVED))

    def check_location(self) -> Check:
        from store.model.changes import Check
        from store.postgres.server import integrity

        if not self._connections.hears():
            return Check("The server", integrity.NOT_HEARD)
        return self._connections.read(integrity.check_server)

    def beside(self, ending: str) -> Path | None:  # noqa: ARG002 - a server's files are not for us to write
        return None

    def warnings(self) -> list[str]:
        from store.postgres.server import integrity

        if (place := self._connections.moved_to) is not None:
            return [str(moved(self._connections.shown, place))]
        return self._connections.read(integrity.warnings)

    @contextmanager
    def leaving(self, *, held: bool) -> Iterator[Departure]:
        from store.postgres.server.move import PostgresDeparture

        with self._connections.translating(), self._connections.moving(writes=False) as db:
            yield PostgresDeparture(db, self._connections.shown, held=held)

    @contextmanager
    def arriving(self) -> Iterator[Arrival]:
        from store.postgres.server.move import PostgresArrival

        with self._connections.translating(), self._connections.moving(writes=True) as db:
            yield PostgresArrival(db, self._connections.shown)

    def reindex(self) -> Iterator[int]:
        from store.postgres.search import index

        self._connections.write(index.clear)
        done, last = 0, 0
        while (filled := self._connections.write(index.fill, last)) is not None:
            last = filled
            yield (done := done + index.STEP)
        yield done

    def candidates(self, texts: Sequence[str], *, limit: int) -> list[list[str]]:
        from store.postgres.search import candidates

        return self._connections.read(candidates.candidates, texts, limit)

    def holding(self, words: str, *, limit: int) -> list[str]:
        from store.postgres.search import candidates

        return self._connections.read(candidates.holding, words, limit)

    def superseded(self, words: str, *, limit: int) -> list[str]:
        from store.postgres.search import candidates

        return self._connections.read(candidates.superseded, words, limit)

    def wait(self, timeout: float) -> bool:
        return self._connections.wait(timeout)

    def _searching(self) -> Searches:
        # Imported and created only when needed: it would delay the desk's first paint.
        from store.postgres.search.searches import Searches

        with self._mutex:
            if self._searches is None:
                self._searches = Searches(self._connections)
            return self._searches
