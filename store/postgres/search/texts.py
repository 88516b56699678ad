"""Implements ``Texts`` on GIN indexes, with heads and bodies cached from one keystroke to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from store.model.lists import EVERYTHING
from store.postgres.articles.filters import where
from store.postgres.articles.rows import rows_with_beginnings
from store.postgres.search.filter_sets import filter_set
from store.postgres.search.heads import Heads
from store.postgres.search.matches import Matches
from store.postgres.search.news import News
from store.searching.texts import HitText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.model.lists import ArticleFilter, ArticleRow
    from store.postgres.articles.rows import Beginning
    from store.postgres.search.filter_sets import FilterSet
    from store.postgres.server.database import Database
    from store.searching.query_readings import Word
    from store.searching.ranking import Head, Likeness
    from store.searching.texts import SearchRequest
    from store.searching.vocabulary import Counted

_MOST_FILTERS, _MOST_BODIES = 8, 400
_WORDS = "SELECT id, word, heads, texts FROM vocabulary ORDER BY word"
_NEWER_WORDS = "SELECT id, word, heads, texts FROM vocabulary WHERE id > %s ORDER BY id LIMIT %s"
_BODY = "SELECT body FROM revision WHERE id = %s"


class PostgresTexts:
    """Implements ``store.searching.texts.Texts``, on one connection."""

    def __init__(self) -> None:
        self.news = News(self._forget)
        self._heads = Heads(self.news)
        self._filter_sets: dict[tuple[ArticleFilter, str], FilterSet] = {}
        self._rows: dict[tuple[int, str], ArticleRow] = {}
        self._bodies: dict[int, tuple[str, Beginning]] = {}
        """The revision of each article that was shown, and the beginning of its body, which no write changes."""

    @property
    def _db(self) -> Database:
        return self.news.db

    def begin(self) -> int:
        self._heads.trim()
        for cache, most in (
            (self._filter_sets, _MOST_FILTERS),
            (self._rows, _MOST_BODIES),
            (self._bodies, _MOST_BODIES),
        ):
            if len(cache) > most:
                cache.clear()
        return self.news.version

    def articles(self) -> int:
        return self.news.articles

    def words(self) -> Sequence[Counted]:
        return cast("list[Counted]", self._db.tuples(_WORDS))

    def newer_words(self, after: int, limit: int) -> Sequence[Counted]:
        return cast("list[Counted]", self._db.tuples(_NEWER_WORDS, (after, limit)))

    def matches(self, asked: SearchRequest, articles: int, likeness: Callable[[Word], Likeness]) -> Matches:
        key = asked.narrowed, asked.actor
        if asked.narrowed != EVERYTHING:
            # Any write may have changed which articles match a filter.
            self.news.make_sure()
        if key not in self._filter_sets:
            self._filter_sets[key] = filter_set(self._db, where(self._db, *key), articles)
        return Matches(self._heads, self._filter_sets[key], articles, asked.limit, likeness)

    def heads(self, numbers: Sequence[int]) -> list[Head]:
        return self._heads.of(numbers)

    def shown(self, numbers: Sequence[int], actor: str, most: int) -> Iterator[HitText]:
        if new := [number for number in numbers if (number, actor) not in self._rows or number not in self._bodies]:
            self._read(new, actor, most)
        for number in numbers:
            if row := self._rows.get((number, actor)):
                yield HitText(number, row, *self._bodies[number][1])

    def body(self, revision_id: str) -> str | None:
        return cast("str | None", self._db.value(_BODY, (revision_id,)))

    def _read(self, numbers: Sequence[int], actor: str, most: int) -> None:
        known = [self._bodies[number][0] for number in numbers if number in self._bodies]
        # In letters, which are as many bytes or more: a body that is cut is read whole when it matters.
        for number, (row, beginning) in rows_with_beginnings(self._db, numbers, actor, most, known).items():
            self._rows[number, actor] = row
            if beginning is not None:
                self._bodies[number] = row.revision_id, beginning

    def _forget(self) -> None:
        self._heads.forget()
        self._filter_sets.clear()
        self._rows.clear()
