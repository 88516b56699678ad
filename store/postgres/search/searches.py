"""Runs searches on a connection of their own: other reads do not wait, and a keystroke interrupts an earlier search."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import errors

from store.model.lists import ArticleOrder
from store.postgres.articles import lists
from store.postgres.search import index
from store.postgres.search.news import OutdatedError
from store.postgres.search.texts import PostgresTexts
from store.postgres.server import settings
from store.postgres.server.trouble import is_lost
from store.searching.memory import Memory
from store.searching.search import search
from store.searching.search_turns import SearchTurns, without_words
from store.searching.texts import SearchRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.model.lists import ArticleFilter, Hit
    from store.postgres.server.connections import Connections
    from store.postgres.server.database import Database

_CANCEL = 1.0
"""Seconds to wait for the server to take notice that a search is no longer wanted."""


class Searches:
    """The searches of one engine, one at a time, with the words of the store in memory between them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._settings = settings.searching(connections.slowest)
        self._connection: psycopg.Connection[Any] | None = None
        self._texts = PostgresTexts()
        self._learned = Memory()
        self._turns = SearchTurns(self._interrupt, errors.QueryCanceled, lambda _: False)

    def find(self, words: str, narrowed: ArticleFilter, actor: str, limit: int) -> list[Hit]:
        """Search to the end, after indexing the backlog."""
        with self._turns.whole():
            if self._connections.read(index.is_behind) and not self._connections.read_only:
                self._connections.catch_up()
            return self._find(words, narrowed, actor, limit, lambda: False)

    def find_as_typed(self, words: str, narrowed: ArticleFilter, actor: str, limit: int) -> list[Hit] | None:
        """Search until a later call interrupts it; then return None."""
        return self._turns.typed(lambda cancelled: self._find(words, narrowed, actor, limit, cancelled))

    def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _interrupt(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.cancel_safe(timeout=_CANCEL)

    def _find(
        self, words: str, narrowed: ArticleFilter, actor: str, limit: int, cancelled: Callable[[], bool]
    ) -> list[Hit]:
        if not words.strip():
            return self._connections.read(_listed, narrowed, actor, limit)

        def find(db: Database) -> list[Hit]:
            asked = SearchRequest(words, narrowed, actor, limit)
            try:
                return self._searched(db, asked, cancelled, again=False)
            except OutdatedError:
                return self._searched(db, asked, cancelled, again=True)

        began = time.monotonic()
        try:
            return self._on_connection(find)
        except errors.QueryCanceled:
            if cancelled() or time.monotonic() - began >= self._connections.slowest:
                raise
            # A late interruption, which was meant for an earlier search.
        except psycopg.Error as error:
            if not is_lost(error):
                raise
            self.close()
        return self._on_connection(find)

    def _searched(self, db: Database, asked: SearchRequest, cancelled: Callable[[], bool], *, again: bool) -> list[Hit]:
        self._texts.news.begin(db, again=again)
        hits = search(self._texts, self._learned, asked, cancelled)
        # A search for unknown words asked nothing yet.
        self._texts.news.make_sure()
        return hits

    def _on_connection(self, find: Callable[[Database], list[Hit]]) -> list[Hit]:
        if self._connection is None or self._connection.closed:
            self._connection = self._connections.connect(self._settings)
            self._texts.news.forget()
        with self._connections.asking_on(self._connection, self._settings) as db:
            return find(db)


def _listed(db: Database, narrowed: ArticleFilter, actor: str, limit: int) -> list[Hit]:
    listed = lists.List(db, narrowed, ArticleOrder.NEWEST, actor)
    return without_words(narrowed, lambda: listed.page(after=None, before=None, skip=0, limit=limit))
