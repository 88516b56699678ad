"""Runs searches on a connection of their own: other reads do not wait, and a keystroke interrupts an earlier search."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from store.model.lists import ArticleOrder
from store.searching.memory import Memory
from store.searching.search import search
from store.searching.search_turns import SearchTurns, without_words
from store.searching.texts import SearchRequest
from store.sqlite.articles import lists
from store.sqlite.file.open_store import is_behind
from store.sqlite.search.texts import SqliteTexts

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.model.lists import ArticleFilter, Hit
    from store.sqlite.file.connection import Connections

_MAPPED = 8 << 30
"""The number of bytes of the file that searches map instead of copying; they do not count as our memory."""

_CACHE = 16
"""The number of megabytes of the file that searches cache."""


class Searches:
    """The searches of one engine, one at a time, with the words of the store in memory between them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._db = connections.another()
        self._db.execute(f"PRAGMA cache_size = -{_CACHE * 1024}")
        self._db.execute(f"PRAGMA mmap_size = {_MAPPED}")
        self._texts = SqliteTexts(self._db)
        self._learned = Memory()
        # A statement that is interrupted while it is prepared fails with another error.
        self._turns = SearchTurns(self._db.interrupt, sqlite3.OperationalError, _is_interruption)

    def find(self, words: str, narrowed: ArticleFilter, actor: str, limit: int) -> list[Hit]:
        """Search to the end, after indexing the backlog."""
        with self._turns.whole():
            with self._connections.reading(self._db) as db:
                behind = is_behind(db)
            if behind:
                self._connections.catch_up()
            return self._find(words, narrowed, actor, limit, lambda: False)

    def find_as_typed(self, words: str, narrowed: ArticleFilter, actor: str, limit: int) -> list[Hit] | None:
        """Search until a later call interrupts it; then return None."""
        return self._turns.typed(lambda cancelled: self._find(words, narrowed, actor, limit, cancelled))

    def _find(
        self, words: str, narrowed: ArticleFilter, actor: str, limit: int, cancelled: Callable[[], bool]
    ) -> list[Hit]:
        with self._connections.reading(self._db) as db:
            if not words.strip():
                return _listed(db, narrowed, actor, limit)
            return search(self._texts, self._learned, SearchRequest(words, narrowed, actor, limit), cancelled)


def _listed(db: sqlite3.Connection, narrowed: ArticleFilter, actor: str, limit: int) -> list[Hit]:
    listed = lists.List(db, narrowed, ArticleOrder.NEWEST, actor)
    return without_words(narrowed, lambda: listed.page(after=None, before=None, skip=0, limit=limit))


def _is_interruption(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
