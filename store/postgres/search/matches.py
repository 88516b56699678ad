"""Finds the articles with given words that match a filter: the last stored first, up to the number that is ranked.

Which way is asked is decided here, by the counts of the vocabulary: PostgreSQL does not know how often a word occurs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from store.postgres.search.heads import COLUMNS
from store.postgres.search.words import in_head, in_text, some
from store.searching.limits import CANDIDATES
from store.searching.ranking import has

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.postgres.search.filter_sets import FilterSet
    from store.postgres.search.heads import Heads
    from store.searching.query_readings import Word
    from store.searching.ranking import Likeness

_OF_FEW = 100
"""The number of articles ranked if few match the filter, so that their matches are far apart."""
_AT_HAND = 1000
"""The largest number of heads compared in memory; they are cached for the next keystroke."""
_NEWEST = 60_000
"""The number of newest articles that are scanned at most."""
_SCANNED, _TERM, _MATCHED = 0.5, 0.16, 3.0
"""Microseconds of the server for an article scanned, for each term besides, and for a match of the index."""
_RELATED = 3
"""Words of one story occur together this many times more often than by chance."""
_LEAST = 0.03
"""The rarest word is looked up alone if its matches cost less than this part of what the others' cost."""


class _Found(NamedTuple):
    """SQL that selects heads, and the values of its parameters."""

    sql: str
    values: dict[str, Any]


class Matches:
    """The articles that match the filter of one search, by their words."""

    def __init__(
        self,
        heads: Heads,
        filter_set: FilterSet,
        articles: int,
        limit: int,
        likeness: Callable[[Word], Likeness],
    ) -> None:
        self._heads = heads
        self._where, self._few = filter_set
        self._articles = max(1, articles)
        self._likeness = likeness
        self.most = max(CANDIDATES if self._few is None else _OF_FEW, limit)
        """The largest number of articles returned."""
        self._filter = ""
        if self._few is not None:
            self._filter = " AND number = ANY(%(few)s)"
        elif self._where.parts:
            self._filter = f" AND number IN (SELECT number FROM article WHERE {self._where.sql})"  # noqa: S608
        self._values = {**self._where.values, "few": list(self._few or ()), "most": self.most}

    def in_heads(self, words: Sequence[Word], count: int | None = None) -> list[int]:
        """Return articles with all words in their head, or with ``count`` of them; the rarest word is the first."""
        count = len(words) if count is None else count
        if self._few is not None and len(self._few) <= _AT_HAND:
            return self._at_hand(self._few, words, count)
        if self._few is None and (found := self._among_newest(words, count)):
            return found
        groups = [in_head(word) for word in words]
        if count < len(words):
            return self._take(self._counted(groups, count))
        terms = sum(len(word.terms) for word in words)
        least = min(word.heads for word in words)
        if self._few is None and self._scan_cost(words, terms) < least * _MATCHED:
            found = self._take(self._scanned(groups))
            if len(found) >= self.most // 2 or self._articles <= _NEWEST:
                return found
        others = sum(word.heads for word in words[1:])
        if len(words) > 1 and words[0].heads < others * _LEAST:
            return self._take(self._rarest(groups))
        return self._take(self._indexed(some(groups, count)))

    def in_texts(self, words: Sequence[Word]) -> list[int]:
        """Return articles with all words anywhere in their text."""
        return self._take(self._in_texts(some([in_text(word) for word in words], len(words))))

    def _scan_cost(self, words: Sequence[Word], terms: int) -> float:
        expected = float(words[0].heads)
        for word in words[1:]:
            expected *= min(1.0, word.heads / self._articles * _RELATED)
        scanned = min(_NEWEST, self._articles, self.most * self._articles / max(expected, 1e-9))
        return scanned * (_SCANNED + _TERM * terms)

    def _among_newest(self, words: Sequence[Word], count: int) -> list[int]:
        """Return matches among the newest articles of the filter, if these are enough because most articles match.

        Otherwise the filter's matches may come after hundreds of thousands of others, in the order they were stored.
        """
        by_time = len(self._where.parts) == 1 and self._where.parts[0].by_time
        matches = sum(word.heads for word in words[: len(words) - count + 1])
        if not by_time or matches * _AT_HAND < self.most * self._articles:
            return []
        sql = f"SELECT number FROM article WHERE {self._where.sql} ORDER BY sorted_at DESC LIMIT {_AT_HAND}"  # noqa: S608
        found = self._at_hand(self._heads.numbers(sql, self._where.values), words, count)
        return found if len(found) > self.most // 2 else []

    def _at_hand(self, few: Sequence[int], words: Sequence[Word], count: int) -> list[int]:
        likenesses = [self._likeness(word) for word in words]
        heads = self._heads.of(few)
        return [head.number for head in heads if has(head, likenesses, count)][: self.most]

    def _take(self, found: _Found) -> list[int]:
        return self._heads.find(found.sql, found.values)

    def _scanned(self, groups: Sequence[str]) -> _Found:
        """Select the matches among the newest articles of all."""
        return _Found(
            f"SELECT {COLUMNS} FROM (SELECT * FROM article_head ORDER BY number DESC LIMIT {_NEWEST}) AS newest"  # noqa: S608
            f" WHERE words @@ %(words)s::tsquery{self._filter} ORDER BY number DESC LIMIT %(most)s",
            self._values | {"words": some(groups, len(groups))},
        )

    def _indexed(self, words: str) -> _Found:
        """Select the matches that the index of heads has."""
        return self._among("TRUE", {"words": words})

    def _in_texts(self, words: str) -> _Found:
        """Select the matches that the index of whole texts has."""
        return _Found(
            f"SELECT {COLUMNS} FROM (SELECT number FROM"  # noqa: S608
            " (SELECT number FROM article_text WHERE words @@ %(words)s::tsquery OFFSET 0) AS matching"
            f" WHERE TRUE{self._filter} ORDER BY number DESC LIMIT %(most)s) AS found"
            " JOIN article_head USING (number)",
            self._values | {"words": words},
        )

    def _rarest(self, groups: Sequence[str]) -> _Found:
        """Select the matches of the rarest word by the index, and look for the others in these."""
        # A CASE, because the planner would gather the others from the index too.
        others = "CASE WHEN words @@ %(others)s::tsquery THEN TRUE ELSE FALSE END"
        return self._among(others, {"words": groups[0], "others": some(groups[1:], len(groups) - 1)})

    def _counted(self, groups: Sequence[str], count: int) -> _Found:
        """Select articles with ``count`` of the words: each has one of the rarest, and only those are examined."""
        has = " + ".join(f"(words @@ %(word{n})s::tsquery)::int" for n in range(len(groups)))
        values = {f"word{n}": group for n, group in enumerate(groups)}
        rarest = some(groups[: len(groups) - count + 1], 1)
        return self._among(f"{has} >= %(count)s", {**values, "words": rarest, "count": count})

    def _among(self, condition: str, values: dict[str, Any]) -> _Found:
        """Select those matches of ``words`` by the index that meet a condition besides."""
        return _Found(
            f"SELECT {COLUMNS} FROM (SELECT * FROM article_head WHERE words @@ %(words)s::tsquery OFFSET 0) AS matching"  # noqa: S608
            f" WHERE {condition}{self._filter} ORDER BY number DESC LIMIT %(most)s",
            self._values | values,
        )
