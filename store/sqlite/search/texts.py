"""Implements ``Texts`` on FTS5, with heads cached from one keystroke to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from store.searching.ranking import Head
from store.searching.texts import HitText
from store.sqlite.articles.filters import where
from store.sqlite.articles.rows import COUNT, rows_by_number
from store.sqlite.search.filter_sets import filter_set
from store.sqlite.search.matches import Matches

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from store.model.lists import ArticleFilter
    from store.searching.query_readings import Word
    from store.searching.ranking import Likeness
    from store.searching.texts import SearchRequest
    from store.searching.vocabulary import Counted
    from store.sqlite.search.filter_sets import FilterSet

_MOST_HEADS, _MOST_FILTERS = 4000, 8
_HEADS = """
    SELECT article_head.*, sorted_at FROM article_head JOIN article ON article.number = article_head.number
    WHERE article_head.number IN (SELECT value FROM json_each(?))
"""
_WORDS = "SELECT id, word, heads, texts FROM vocabulary ORDER BY word"
_NEWER_WORDS = "SELECT id, word, heads, texts FROM vocabulary WHERE id > ? ORDER BY id LIMIT ?"

# As bytes: SQLite counts the letters of a text only up to a NUL in it. The substr of an empty blob is NULL.
_BEGINNINGS = """
    SELECT number, coalesce(substr(CAST(body AS BLOB), 1, ?), x'')
    FROM json_each(?) CROSS JOIN article ON article.number = value
    CROSS JOIN revision ON revision.id = article.revision_id
"""
_BODY = "SELECT body FROM revision WHERE id = ?"


class SqliteTexts:
    """Implements ``store.searching.texts.Texts`` on one connection that only reads."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._version = -1
        self._heads: dict[int, Head] = {}
        self._filter_sets: dict[tuple[ArticleFilter, str], FilterSet] = {}

    def begin(self) -> int:
        # The number changes whenever others write.
        version: int = self._db.execute("PRAGMA data_version").fetchone()[0]
        changed = version != self._version
        self._version = version
        if changed or len(self._heads) > _MOST_HEADS:
            self._heads.clear()
        if changed or len(self._filter_sets) > _MOST_FILTERS:
            self._filter_sets.clear()
        return version

    def articles(self) -> int:
        count: int = self._db.execute(COUNT).fetchone()[0]
        return count

    def words(self) -> Sequence[Counted]:
        return cast("list[Counted]", self._db.execute(_WORDS).fetchall())

    def newer_words(self, after: int, limit: int) -> Sequence[Counted]:
        return cast("list[Counted]", self._db.execute(_NEWER_WORDS, (after, limit)).fetchall())

    def matches(self, asked: SearchRequest, articles: int, likeness: Callable[[Word], Likeness]) -> Matches:
        key = asked.narrowed, asked.actor
        if key not in self._filter_sets:
            self._filter_sets[key] = filter_set(self._db, where(self._db, *key), articles)
        return Matches(self._db, self.heads, self._filter_sets[key], articles, asked.limit, likeness)

    def heads(self, numbers: Sequence[int]) -> list[Head]:
        known = self._heads
        new = [number for number in numbers if number not in known]
        for row in self._db.execute(_HEADS, (json.dumps(new),)) if new else ():
            known[row["number"]] = Head(
                row["number"],
                row["sorted_at"],
                row["headline"].split(),
                f"{row['byline']} {row['source']} {row['speakers']}".split(),
                row["quotations"].split(),
            )
        return [known[number] for number in numbers]

    def shown(self, numbers: Sequence[int], actor: str, most: int) -> Iterator[HitText]:
        rows = rows_by_number(self._db, numbers, actor)
        for number, beginning in self._db.execute(_BEGINNINGS, (most, json.dumps(numbers))):
            yield HitText(number, rows[number], beginning.decode(errors="ignore"), is_whole=len(beginning) < most)

    def body(self, revision_id: str) -> str | None:
        body: str = self._db.execute(_BODY, (revision_id,)).fetchone()[0]
        return body
