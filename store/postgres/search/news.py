"""Asks the questions of searches, each on its own snapshot, and notices in the answers what was written since.

A search that began a transaction, asked whether anything is new, and ended it would ask three times more than it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.rows.article_numbers import last_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.postgres.server.database import Database

_NEWS = f"""
    CASE WHEN pg_current_snapshot()::text <> %(seen)s THEN concat_ws(
        ' ', pg_current_snapshot(), {last_number("greatest")}, (SELECT count(*) FROM article_removal),
        (SELECT coalesce(max(id), 0) FROM vocabulary)
    ) END
"""  # noqa: S608
"""SQL for the snapshot, the last article's number, the removals and the last word's id; NULL for the snapshot seen."""


class OutdatedError(Exception):
    """Articles or words came since the search began that it does not know: it begins again."""


class News:
    """The state of the store as the searches of one engine know it, from one question to the next.

    ``forget`` is called when anything was written, which may change articles, annotations and personal marks.
    """

    db: Database

    def __init__(self, forget: Callable[[], None]) -> None:
        self._forget = forget
        self._seen = ""
        self._last_word = 0
        self.last = 0
        """The number of the last article."""
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
        """Ask for news alone unless they came with an answer; OutdatedError if something came since it began."""
        if not self._is_sure:
            self._look()

    def ask(self, question: str, values: Mapping[str, Any]) -> Any:
        """Return the answer to a question of one value; OutdatedError if something came since it began."""
        ((news, answer),) = self.db.tuples(f"SELECT {_NEWS}, {question}", {**values, "seen": self._seen})
        if news is not None:
            self._take(*news.split())
        self._is_sure = True
        return answer

    def _look(self) -> None:
        self.ask("NULL", {})

    def _take(self, seen: str, last: str, removed: str, last_word: str) -> None:
        are_new = (int(last), int(last_word)) != (self.last, self._last_word)
        articles = int(last) - int(removed)
        if are_new or articles != self.articles:
            self.version += 1
        self._seen, self.last, self.articles, self._last_word = seen, int(last), articles, int(last_word)
        self._forget()
        if are_new and not self._is_sure:
            raise OutdatedError
