"""Finds the articles with given words that match a filter: the last stored first, up to the number that is ranked.

FTS5 scans matches fast and finds one article slowly. So if few articles match the filter, the cheapest of three ways is
chosen: testing each of them, testing each match, or comparing their heads in memory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.searching.limits import CANDIDATES
from store.searching.ranking import has
from store.searching.words import is_unspaced

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from store.searching.query_readings import Word
    from store.searching.ranking import Head, Likeness
    from store.searching.vocabulary import Term
    from store.sqlite.search.filter_sets import FilterSet

_OF_FEW = 100
"""The same limit if few articles match the filter, so that their matches are far apart."""

_AT_HAND = 1000
"""The largest number of heads compared in memory; they are cached for the next keystroke."""

_A_HEAD, _A_LOOK = 50, 800
"""The number of matches scanned in the time of comparing one head in memory, or of testing one article in FTS5."""


class Matches:
    """The articles that match the filter of one search, by their words."""

    def __init__(
        self,
        db: sqlite3.Connection,
        heads: Callable[[Sequence[int]], list[Head]],
        filter_set: FilterSet,
        articles: int,
        limit: int,
        likeness: Callable[[Word], Likeness],
    ) -> None:
        self._db = db
        self._heads = heads
        self._filter_set = filter_set
        self._articles = articles
        self._likeness = likeness
        self.most = max(CANDIDATES if filter_set.few is None else _OF_FEW, limit)
        """The largest number of articles returned."""

    def in_heads(self, words: Sequence[Word], count: int | None = None) -> list[int]:
        """Return articles with all words in their head, or with ``count`` of them; the rarest word is the first."""
        count = len(words) if count is None else count
        few = self._filter_set.few
        # An article with ``count`` of the words has one of these.
        rarest = words[: len(words) - count + 1]
        matches = sum(word.heads for word in rarest)
        terms = _terms(words)
        if few is None:
            if found := self._among_newest(words, count, matches):
                return found
        else:
            # FTS5 scans the matches of each term.
            if len(few) <= _AT_HAND and len(few) * _A_HEAD < terms * self._passed_over(few, matches):
                return self._at_hand(few, words, count)
            if count < len(words) and matches * len(few) <= _AT_HAND * self._articles:
                some = self._matching("article_head_fts", rarest, 1, matches, len(few))
                return self._at_hand(some, words, count)
        return self._matching("article_head_fts", words, count, matches, self.most)

    def in_texts(self, words: Sequence[Word]) -> list[int]:
        """Return articles with all words anywhere in their text."""
        return self._matching("article_fts", words, len(words), min(word.texts for word in words), self.most)

    def _among_newest(self, words: Sequence[Word], count: int, matches: int) -> list[int]:
        """Return matches among the newest articles of the filter, if these are enough because most articles match.

        Otherwise the filter's matches may come after hundreds of thousands of others, in the order they were stored.
        """
        where = self._filter_set.where
        along = where.parts[0].along if len(where.parts) == 1 else None
        if along is None or matches * _AT_HAND < self.most * self._articles:
            return []
        sql = (
            f"SELECT number FROM article INDEXED BY {along} WHERE {where.sql}"  # noqa: S608
            f" ORDER BY sorted_at DESC LIMIT {_AT_HAND}"
        )
        newest = [row[0] for row in self._db.execute(sql, where.values)]
        found = self._at_hand(newest, words, count)
        return found if len(found) > self.most // 2 else []

    def _at_hand(self, few: Sequence[int], words: Sequence[Word], count: int) -> list[int]:
        likenesses = [self._likeness(word) for word in words]
        heads = self._heads(few)
        return [head.number for head in heads if has(head, likenesses, count)][: self.most]

    def _matching(self, table: str, words: Sequence[Word], count: int, matches: int, most: int) -> list[int]:
        where, few = self._filter_set
        # Not by FTS5's rank, which would read every match.
        if not where.parts:
            sql = f"SELECT rowid FROM {table} WHERE {table} MATCH :words ORDER BY rowid DESC LIMIT :most"  # noqa: S608
        elif few is None:
            sql = (
                f"SELECT {table}.rowid FROM {table} CROSS JOIN article ON article.number = {table}.rowid"  # noqa: S608
                f" WHERE {table} MATCH :words AND {where.sql} ORDER BY {table}.rowid DESC LIMIT :most"
            )
        elif len(few) * _terms(words) * _A_LOOK < self._passed_over(few, matches):
            sql = (
                f"SELECT {table}.rowid FROM json_each(:few) AS few CROSS JOIN {table} ON {table}.rowid = few.value"  # noqa: S608
                f" WHERE {table} MATCH :words LIMIT :most"
            )
        else:
            # The plus prevents SQLite from looking up the few one by one.
            sql = (
                f"SELECT rowid FROM {table} WHERE {table} MATCH :words"  # noqa: S608
                " AND +rowid IN (SELECT value FROM json_each(:few)) ORDER BY rowid DESC LIMIT :most"
            )
        values = {**where.values, "words": _some(words, count), "most": most, "few": json.dumps(few)}
        return [row[0] for row in self._db.execute(sql, values)]

    def _passed_over(self, few: Sequence[int], matches: int) -> float:
        """Return about the number of matches scanned until enough of them are among the few, or none is left."""
        return min(matches, self.most * self._articles / max(1, len(few)))


def _terms(words: Sequence[Word]) -> int:
    return sum(len(word.terms) for word in words)


def _some(words: Sequence[Word], count: int) -> str:
    """Return an FTS5 expression for ``count`` of the words. It names the last word once, others repeatedly."""
    if count == len(words) or count == 1:
        return (" OR " if count == 1 else " AND ").join(_expression(word) for word in words)
    *others, last = words
    return f"({_expression(last)} AND ({_some(others, count - 1)})) OR ({_some(others, count)})"


def _expression(word: Word) -> str:
    """Return an FTS5 expression for a word. Terms have only letters and digits, so they contain no operators."""
    apart = " AND " if is_unspaced(word.typed) else " OR "
    return f"({apart.join(map(_quoted, word.terms))})"


def _quoted(term: Term) -> str:
    return f'"{term.text}"*' if term.begins else f'"{term.text}"'
