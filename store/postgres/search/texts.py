"""Implements ``Texts`` on GIN indexes, with heads and bodies cached from one keystroke to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from store.postgres.articles.filters import where
from store.postgres.articles.rows import COUNT, rows_with_beginnings
from store.postgres.search.filter_sets import filter_set
from store.postgres.search.matches import Matches, head_of
from store.searching.texts import HitText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.model.lists import ArticleFilter, ArticleRow
    from store.postgres.search.filter_sets import FilterSet
    from store.postgres.server.database import Database
    from store.searching.query_readings import Word
    from store.searching.ranking import Head, Likeness
    from store.searching.texts import SearchRequest
    from store.searching.vocabulary import Counted

_MOST_HEADS, _MOST_FILTERS, _MOST_BODIES = 4000, 8, 400
SEEN = "SELECT pg_current_snapshot()::text"
"""SQL for the first row of each search's transaction. It changes with every write to the server."""
_HEADS = """
    SELECT number, sorted_at, headline, byline, source, speakers, quotations
    FROM article_head JOIN article USING (number) WHERE number = ANY(%s)
"""
_WORDS = "SELECT id, word, heads, texts FROM vocabulary ORDER BY word"
_NEWER_WORDS = "SELECT id, word, heads, texts FROM vocabulary WHERE id > %s ORDER BY id LIMIT %s"
_BODY = "SELECT body FROM article JOIN revision ON revision.id = article.revision_id WHERE number = %s"


class PostgresTexts:
    """Implements ``store.searching.texts.Texts``. ``db`` is that of the search in progress."""

    db: Database

    def __init__(self) -> None:
        self._version = 0
        self._seen: tuple[str, ...] | None = None
        self._heads: dict[int, Head] = {}
        self._filter_sets: dict[tuple[ArticleFilter, str], FilterSet] = {}
        self._shown: dict[tuple[int, str], tuple[ArticleRow, str, bool]] = {}

    def begin(self) -> int:
        seen = self.db.first
        changed = seen != self._seen
        if changed:
            self._seen = seen
            self._version += 1
        for cache, most in (
            (self._heads, _MOST_HEADS),
            (self._filter_sets, _MOST_FILTERS),
            (self._shown, _MOST_BODIES),
        ):
            if changed or len(cache) > most:
                cache.clear()
        return self._version

    def articles(self) -> int:
        return self.db.number(COUNT)

    def words(self) -> Sequence[Counted]:
        return cast("list[Counted]", self.db.tuples(_WORDS))

    def newer_words(self, after: int, limit: int) -> Sequence[Counted]:
        return cast("list[Counted]", self.db.tuples(_NEWER_WORDS, (after, limit)))

    def matches(self, asked: SearchRequest, articles: int, likeness: Callable[[Word], Likeness]) -> Matches:
        key = asked.narrowed, asked.actor
        if key not in self._filter_sets:
            self._filter_sets[key] = filter_set(self.db, where(self.db, *key), articles)
        return Matches(self.db, self._heads, self.heads, self._filter_sets[key], articles, asked.limit, likeness)

    def heads(self, numbers: Sequence[int]) -> list[Head]:
        known = self._heads
        if new := [number for number in numbers if number not in known]:
            known.update((row[0], head_of(row)) for row in self.db.tuples(_HEADS, (new,)))
        return [known[number] for number in numbers]

    def shown(self, numbers: Sequence[int], actor: str, most: int) -> Iterator[HitText]:
        # In letters, which are as many bytes or more: one that is cut is read whole when it matters.
        if new := [number for number in numbers if (number, actor) not in self._shown]:
            read = rows_with_beginnings(self.db, new, actor, most)
            self._shown.update(((number, actor), shown) for number, shown in read.items())
        for number in numbers:
            yield HitText(number, *self._shown[number, actor])

    def body(self, number: int) -> str:
        return cast("str", self.db.value(_BODY, (number,)))
