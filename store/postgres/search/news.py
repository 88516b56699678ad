"""Asks the questions of searches, each on its own snapshot, and notices in the answers what was written since.

A search that began a transaction, asked whether anything is new, and ended it would ask three times more than it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.postgres.articles.rows import COUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.postgres.server.database import Database

_NEWS = f"""
    CASE WHEN pg_current_snapshot()::text <> %(seen)s
    THEN concat_ws(' ', pg_current_snapshot(), ({COUNT}), (SELECT coalesce(max(id), 0) FROM vocabulary)) END
"""  # noqa: S608
"""SQL for the snapshot, the number of articles and the last word's id; NULL when the snapshot is the one seen."""


class OutdatedError(Exception):
    """Words came since the search began that it does not know: it begins again."""


class News:
    """The state of the store as the searches of one engine know it, from one question to the next.

    ``forget`` is called when anything was written, which may change articles, annotations and personal marks.
    """

    db: Database

    def __init__(self, forget: Callable[[], None]) -> None:
        self._forget = forget
        self._seen = ""
        self._last_word = 0
        self.articles = 0
        self.version = 0
        """Changes with the number of articles and with new words: what the vocabulary depends on."""
        self._is_sure = False
        """Whether this search has an answer, and so begins with the words that there are."""

    def begin(self, db: Database, *, again: bool) -> None:
        """Begin a search. One that begins again does so with what its first answer told."""
        self.db = db
        self._is_sure = again
        if not self._seen:
            self._is_sure = True
            self._look()

    def forget(self) -> None:
        """Forget what was seen, on another connection: perhaps to another server."""
        self._seen = ""

    def make_sure(self) -> None:
        """Ask for news alone unless they came with an answer; OutdatedError if words are new since the search began."""
        if not self._is_sure:
            self._look()

    def ask(self, question: str, values: Mapping[str, Any]) -> Any:
        """Return the answer to a question of one value; OutdatedError if words are new since the search began."""
        ((news, answer),) = self.db.tuples(f"SELECT {_NEWS}, {question}", {**values, "seen": self._seen})
        if news is not None:
            self._take(*news.split())
        self._is_sure = True
        return answer

    def _look(self) -> None:
        self.ask("NULL", {})

    def _take(self, seen: str, articles: str, last_word: str) -> None:
        are_new = int(last_word) != self._last_word
        if are_new or int(articles) != self.articles:
            self.version += 1
        self._seen, self.articles, self._last_word = seen, int(articles), int(last_word)
        self._forget()
        if are_new and not self._is_sure:
            raise OutdatedError
