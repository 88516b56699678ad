"""The SQLite engine: implements store.engine by forwarding to the modules that do the work."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from store.errors import MovedStoreError
from store.filesystem import full_path
from store.sqlite.annotations.facade import SqliteAnnotations, SqliteLog, SqliteSpeakers
from store.sqlite.articles.facade import SqliteArticles, SqlitePersonal
from store.sqlite.figures.facade import SqliteFigureFacts
from store.sqlite.file.connection import Connections
from store.sqlite.together.facade import SqliteTogether
from store.sqlite.watches.facade import SqliteWatches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from store.model.changes import Check, LogHead
    from store.model.lists import (
        ArticleFilter,
        Hit,
    )
    from store.model.members import Deed
    from store.move_engine import Arrival, Departure
    from store.sqlite.search.searches import Searches

PATIENCE = 10.0
"""Seconds to wait for a store that other programs keep locked."""


class SqliteEngine(
    SqliteArticles,
    SqlitePersonal,
    SqliteAnnotations,
    SqliteSpeakers,
    SqliteLog,
    SqliteWatches,
    SqliteFigureFacts,
    SqliteTogether,
):
    """Implements ``store.engine.Engine``, which documents the methods, in one SQLite file."""

    def __init__(self, path: str | Path, *, patience: float = PATIENCE, read_only: bool = False) -> None:
        """Open the store at ``path``. A missing or empty file is created, an older one migrated, any other refused.

        With ``read_only``, a file that would have to be created or migrated is refused.
        """
        super().__init__(Connections(full_path(path), patience, read_only=read_only))
        self._mutex = threading.Lock()
        self._searches: Searches | None = None

    def close(self) -> None:
        super().close()
        self._connections.close()

    def signature(self, actor: str) -> str:
        return actor

    def now(self) -> datetime:
        return datetime.now(UTC)

    def refusal(self, deed: Deed) -> str | None:  # noqa: ARG002 - a file is written by all or by nobody
        trouble = self._connections.refusal
        return None if trouble is None else f"{trouble} Open a store that you may write to, or ask for the right."

    def identity(self) -> str:
        return str(self._connections.path.resolve())

    def reach(self) -> None:
        with self._connections.reading() as db:
            db.execute("SELECT 1 FROM sqlite_schema LIMIT 1")

    def interrupting_reads(self) -> AbstractContextManager[None]:
        return self._connections.interrupting_reads()

    def search(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit]:
        return self._searching().find(words, narrowed, actor, limit)

    def search_as_typed(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit] | None:
        return self._searching().find_as_typed(words, narrowed, actor, limit)

    def checks(self) -> Iterator[Check]:
        from store.model.changes import Check
        from store.sqlite.file import integrity

        with self._connections.reading() as db:
            yield from integrity.checks(db)
        if (refusal := self._connections.refusal) is not None:
            yield Check("Saving", str(refusal))

    def restored(self) -> Iterator[Check]:
        from store.sqlite.file import integrity

        with self._connections.reading() as db:
            yield from integrity.restored(db)

    def log_heads(self) -> Iterator[LogHead]:
        from store.rows.log_chain import LINES, REMOVALS, REMOVED, heads

        with self._connections.reading() as db:
            yield from heads(*(map(tuple, db.execute(sql)) for sql in (LINES, REMOVALS, REMOVED)))

    def check_location(self) -> Check:
        from store.model.changes import Check
        from store.sqlite.file import disk

        path = self._connections.path
        return Check("Its place", disk.network_warning(path) or disk.sharing_warning(path))

    def beside(self, ending: str) -> Path:
        path = self._connections.path.resolve()
        return path.with_name(f"{path.name}{ending}")

    def warnings(self) -> list[str]:
        from store.sqlite.file import disk

        if isinstance(refusal := self._connections.refusal, MovedStoreError):
            return [str(refusal)]
        warning = disk.network_warning(self._connections.path)
        return [] if warning is None else [warning]

    @contextmanager
    def leaving(self, *, held: bool) -> Iterator[Departure]:
        from store.sqlite.file.move import SqliteDeparture

        with self._connections.writing() if held else self._connections.reading() as db:
            yield SqliteDeparture(db, self.now())

    @contextmanager
    def arriving(self) -> Iterator[Arrival]:
        from store.sqlite.file.move import SqliteArrival

        with self._connections.writing() as db:
            yield SqliteArrival(db, self._connections.path)

    def reindex(self) -> Iterator[int]:
        return self._connections.reindex()

    def candidates(self, texts: Sequence[str], *, limit: int) -> list[list[str]]:
        from store.sqlite.search import candidates

        with self._connections.reading() as db:
            return candidates.candidates(db, texts, limit)

    def holding(self, words: str, *, limit: int) -> list[str]:
        from store.sqlite.search import candidates

        with self._connections.reading() as db:
            return candidates.holding(db, words, limit)

    def superseded(self, words: str, *, limit: int) -> list[str]:
        from store.sqlite.search import candidates

        with self._connections.reading() as db:
            return candidates.superseded(db, words, limit)

    def wait(self, timeout: float) -> bool:
        return self._connections.wait(timeout)

    def _searching(self) -> Searches:
        # Imported and created only when needed: it would delay the desk's first paint.
        from store.sqlite.search.searches import Searches

        with self._mutex:
            if self._searches is None:
                self._searches = Searches(self._connections)
            return self._searches
