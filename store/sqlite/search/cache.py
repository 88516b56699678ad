"""What one keystroke has learned and the next can use: the words of the store, heads of articles, likenesses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.sqlite.articles.filters import where
from store.sqlite.search.filter_sets import passing
from store.sqlite.search.ranking import Head, Likeness, Pairs
from store.sqlite.search.vocabulary import Vocabulary
from store.sqlite.search.words import is_unspaced

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from store.model.lists import ArticleFilter
    from store.sqlite.search.filter_sets import Passing
    from store.sqlite.search.query_readings import Query, Word

_MOST_HEADS, _MOST_LEARNED, _MOST_FILTERS = 4000, 60, 8
_HEADS = """
    SELECT article_head.*, sorted_at FROM article_head JOIN article ON article.number = article_head.number
    WHERE article_head.number IN (SELECT value FROM json_each(?))
"""


class Recent:
    """The memory of the searches on one connection, on which nothing is written."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._seen = -1
        self._heads: dict[int, Head] = {}
        self._learned: dict[Word, Likeness] = {}
        self._passing: dict[tuple[ArticleFilter, str], Passing] = {}

    def refresh(self, db: sqlite3.Connection) -> None:
        """Forget what has become too much, and everything once the store has changed."""
        # Others wrote whenever this number is another one.
        [seen] = db.execute("PRAGMA data_version").fetchone()
        changed = seen != self._seen
        if changed:
            self.vocabulary.refresh(db)
            self._seen = seen
        if changed or len(self._heads) > _MOST_HEADS:
            self._heads.clear()
        if changed or len(self._learned) > _MOST_LEARNED:
            self._learned.clear()
        if changed or len(self._passing) > _MOST_FILTERS:
            self._passing.clear()

    def passing(self, db: sqlite3.Connection, narrowed: ArticleFilter, actor: str) -> Passing:
        """Return what a filter lets through as ``actor`` sees it."""
        if (narrowed, actor) not in self._passing:
            self._passing[narrowed, actor] = passing(db, where(db, narrowed, actor), self.vocabulary.articles)
        return self._passing[narrowed, actor]

    def likenesses(self, query: Query) -> list[Likeness]:
        """Return the likenesses to the words of a query."""
        return [self.likeness(word) for word in query.words]

    def likeness(self, word: Word) -> Likeness:
        """Return the likeness to one word."""
        if word not in self._learned:
            self._learned[word] = Pairs(word) if is_unspaced(word.typed) else Likeness(word)
        return self._learned[word]

    def heads(self, db: sqlite3.Connection, numbers: Sequence[int]) -> list[Head]:
        """Return the heads of articles by their numbers."""
        known = self._heads
        new = [number for number in numbers if number not in known]
        for row in db.execute(_HEADS, (json.dumps(new),)) if new else ():
            known[row["number"]] = Head(
                row["number"],
                row["sorted_at"],
                row["headline"].split(),
                f"{row['byline']} {row['source']} {row['speakers']}".split(),
                row["quotations"].split(),
            )
        return [known[number] for number in numbers]
