"""Finds the articles with given words that match a filter: the last stored first, up to the number that is ranked.

Which way is asked is decided here, by the counts of the vocabulary: PostgreSQL does not know how often a word occurs.
"""

from __future__ import annotations

from itertools import combinations
from math import inf, prod
from typing import TYPE_CHECKING, Any, NamedTuple

from store.postgres.search.heads import COLUMNS
from store.postgres.search.windows import INDEXED, newest
from store.postgres.search.words import in_head, in_text, is_gathered, some
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
_SCANNED, _TERM, _MATCHED = 0.5, 0.16, 2.7
"""Microseconds of the server for an article scanned, for each term besides, and for a match of the index."""
_PASSED, _GATHERED, _LOOKED_UP, _LISTED = 0.2, 0.25, 2.0, 0.02
"""The same for a match that the index passes over; for one that it gathers, since its word has a beginning; and for the
matches of a further word: for each time that it is looked up, or at most for each match that it lists."""
_FETCHED = 4.0
"""Microseconds for an article that is looked up by its number."""
_WINDOWS = 0.5
"""The largest part of all articles that is a window. A larger one saves too little."""
_AMPLE = 1.5
"""The matches expected in a window, of those needed: words are not spread evenly."""
_RELATED = 3
"""Words of one story occur together this many times more often than by chance."""


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
        self._is_narrowed = self._few is not None or bool(self._where.parts)
        self._values = {**self._where.values, "most": self.most}

    def in_heads(self, words: Sequence[Word], count: int | None = None) -> list[int]:
        """Return articles with all words in their head, or with ``count`` of them; the rarest word is the first."""
        count = len(words) if count is None else count
        if self._few is not None and len(self._few) <= _AT_HAND:
            return self._at_hand(self._few, words, count)
        if self._few is None and (found := self._among_newest(words, count)):
            return found
        groups = [in_head(word) for word in words]
        if self._few is not None and self._examined(self._share(words, count)) * _FETCHED < self._cost(words, count):
            return self._first_of_few(lambda few: self._of_few(groups, count, few), self._share(words, count))
        if count < len(words):
            return self._newest_first(lambda window: self._counted(groups, count, window), self._window(words, count))
        window = self._window(words, count)
        indexed, rarest = self._indexed_cost(words, window), self._rarest_cost(words, window)
        if self._few is None and self._scan_cost(words) < min(indexed, rarest):
            found = self._take(self._scanned(groups))
            if len(found) >= self.most // 2 or self._articles <= _NEWEST:
                return found
        if rarest < indexed:
            return self._newest_first(lambda window: self._rarest(groups, window), window)
        return self._newest_first(lambda window: self._indexed(some(groups, count), window), window)

    def in_texts(self, words: Sequence[Word]) -> list[int]:
        """Return articles with all words anywhere in their text."""
        query = some([in_text(word) for word in words], len(words))
        share = prod(min(1.0, word.texts / self._articles) for word in words)
        least = min(word.texts for word in words)
        if self._few is not None and self._examined(share) * _FETCHED < least * _MATCHED:
            return self._first_of_few(lambda few: self._of_few_texts(query, few), share)
        return self._take(self._in_texts(query))

    def _first_of_few(self, question: Callable[[Sequence[int]], _Found], share: float) -> list[int]:
        """Look in as many of the few articles of the filter as probably have enough matches, then in all of them."""
        few = self._few or ()
        examined = self._examined(share)
        if examined < len(few):
            found = self._take(question(few[:examined]))
            if len(found) >= self.most:
                return found
        return self._take(question(few)) if few else []

    def _examined(self, share: float) -> int:
        """Return the number of articles of which enough match, if this part of all does; at most all of the filter."""
        return round(min(len(self._few or ()), self.most * _AMPLE / max(share, 1e-9)))

    def _newest_first(self, question: Callable[[str], _Found], window: int | None) -> list[int]:
        """Look in a window of the newest articles, and in all if it has too few matches."""
        if window is not None:
            found = self._take(question(newest(self._heads.last, window)))
            if len(found) >= self.most:
                return found
        return self._take(question(""))

    def _window(self, words: Sequence[Word], count: int) -> int | None:
        """Return the number of newest articles that have enough matches; None if there is no use in looking there."""
        window = self.most * _AMPLE / max(self._share(words, count), 1e-9)
        return round(window) if not self._is_narrowed and window < self._articles * _WINDOWS else None

    def _share(self, words: Sequence[Word], count: int) -> float:
        """Return the part of all articles that have ``count`` of the words, if these were independent."""
        return sum(map(prod, combinations([min(1.0, word.heads / self._articles) for word in words], count)))

    def _scan_cost(self, words: Sequence[Word]) -> float:
        expected = float(words[0].heads)
        for word in words[1:]:
            expected *= min(1.0, word.heads / self._articles * _RELATED)
        terms = sum(len(word.terms) for word in words)
        scanned = min(_NEWEST, self._articles, self.most * self._articles / max(expected, 1e-9))
        return scanned * (_SCANNED + _TERM * terms)

    def _cost(self, words: Sequence[Word], count: int) -> float:
        if count < len(words):
            return sum(word.heads for word in words[: len(words) - count + 1]) * _MATCHED
        return min(self._indexed_cost(words, None), self._rarest_cost(words, None))

    def _indexed_cost(self, words: Sequence[Word], window: int | None) -> float:
        part = (window or self._articles) / self._articles
        looked_up = words[0].heads * part * _LOOKED_UP
        listed = sum(min(looked_up, word.heads * _LISTED) for word in words[1:] if not is_gathered(word))
        matches = self._share(words, len(words)) * self._articles
        return _passing_cost(words) + listed + matches * part * _MATCHED

    def _rarest_cost(self, words: Sequence[Word], window: int | None) -> float:
        part = (window or self._articles) / self._articles
        return _passing_cost(words[:1]) + words[0].heads * part * _MATCHED if len(words) > 1 else inf

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
        newest = f"SELECT * FROM article_head ORDER BY number DESC LIMIT {_NEWEST}"  # noqa: S608
        return self._passing(newest, *_having(groups, len(groups)))

    def _indexed(self, words: str, window: str) -> _Found:
        """Select the matches that the index of heads has."""
        return self._among("TRUE", {"words": words}, window)

    def _rarest(self, groups: Sequence[str], window: str) -> _Found:
        """Select the matches of the rarest word by the index, and look for the others in these."""
        having, values = _having(groups[1:], len(groups) - 1)
        return self._among(having, {**values, "words": groups[0]}, window)

    def _counted(self, groups: Sequence[str], count: int, window: str) -> _Found:
        """Select articles with ``count`` of the words: each has one of the rarest, and only those are examined."""
        having, values = _having(groups, count)
        return self._among(having, {**values, "words": f"({some(groups[: len(groups) - count + 1], 1)})"}, window)

    def _among(self, condition: str, values: dict[str, Any], window: str) -> _Found:
        """Select those matches of ``words`` by the index, within a window if given, that meet a condition besides."""
        asked = f"{values['words']} & {window}" if window else values["words"]
        matching = f"SELECT * FROM article_head WHERE {INDEXED} @@ %(words)s::tsquery OFFSET 0"  # noqa: S608
        return self._passing(matching, condition, {**values, "words": asked})

    def _in_texts(self, words: str) -> _Found:
        """Select the matches that the index of whole texts has."""
        matching = "SELECT number FROM article_text WHERE words @@ %(words)s::tsquery OFFSET 0"
        found = self._passing(matching, "TRUE", {"words": words}, "number")
        return found._replace(sql=f"SELECT {COLUMNS} FROM ({found.sql}) AS found JOIN article_head USING (number)")  # noqa: S608

    def _of_few(self, groups: Sequence[str], count: int, few: Sequence[int]) -> _Found:
        """Select the matches among a few articles, whose heads are read."""
        having, values = _having(groups, count)
        return _Found(
            f"SELECT {COLUMNS} FROM article_head WHERE number = ANY(%(few)s::bigint[]) AND {having}"  # noqa: S608
            " ORDER BY number DESC LIMIT %(most)s",
            self._values | values | {"few": list(few)},
        )

    def _of_few_texts(self, words: str, few: Sequence[int]) -> _Found:
        """Select the matches among a few articles, whose texts' words are read."""
        # A CASE, because the planner would ask the index.
        having = "CASE WHEN words @@ %(words)s::tsquery THEN TRUE ELSE FALSE END"
        return _Found(
            f"SELECT {COLUMNS} FROM (SELECT number FROM article_text WHERE number = ANY(%(few)s::bigint[]) AND {having}"  # noqa: S608
            " ORDER BY number DESC LIMIT %(most)s) AS found JOIN article_head USING (number)",
            self._values | {"words": words, "few": list(few)},
        )

    def _passing(self, matching: str, condition: str, values: dict[str, Any], columns: str = COLUMNS) -> _Found:
        """Select those of some articles that meet a condition and pass the filter, the last stored first."""
        sql = f"SELECT {columns} FROM ({matching}) AS matching WHERE {condition}"  # noqa: S608
        if self._few is not None:
            sql += " AND number IN (SELECT unnest(%(few)s::bigint[]))"
            values = {**values, "few": list(self._few)}
        sql += " ORDER BY number DESC"
        if self._is_narrowed and self._few is None:
            # One after another until enough pass: the planner would look up all articles that do.
            sql = (
                f"SELECT {columns} FROM ({sql} OFFSET 0) AS sorted"  # noqa: S608
                f" WHERE (SELECT {self._where.sql} FROM article WHERE article.number = sorted.number)"
            )
        return _Found(f"{sql} LIMIT %(most)s", self._values | values)


def _having(groups: Sequence[str], count: int) -> tuple[str, dict[str, Any]]:
    """Return the condition on a head that it has ``count`` of the words."""
    if count == len(groups):
        return "words @@ %(having)s::tsquery", {"having": some(groups, count)}
    has = " + ".join(f"(words @@ %(word{n})s::tsquery)::int" for n in range(len(groups)))
    return f"{has} >= %(count)s", {**{f"word{n}": group for n, group in enumerate(groups)}, "count": count}


def _passing_cost(words: Sequence[Word]) -> float:
    return words[0].heads * _PASSED + sum(word.heads * _GATHERED for word in words if is_gathered(word))
