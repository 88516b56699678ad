"""Ranks the heads of articles for a query, by the places and rarity of its words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from store.searching.query_readings import Word

_BESIDE, _QUOTED, _IN_TEXT = 0.97, 0.75, 0.5
"""The value of a word beside the headline, in a quotation, or only in the body, relative to one in the headline."""

_NEXT, _LATER = 0.3, 0.05
"""The bonus for words in the order typed, adjacent or not."""


class Head(NamedTuple):
    """The folded words of an article's head; of equal ranks, the one with the later ``sorted_at`` comes first."""

    number: int
    sorted_at: str
    headline: Sequence[str]
    beside: Sequence[str]
    """Byline, source and speakers."""
    quoted: Sequence[str]


class RankedArticle(NamedTuple):
    """One article with its score, and the positions in the query of the words that it lacks."""

    number: int
    score: float
    sorted_at: str
    lacking: tuple[int, ...]


class Likeness(dict[str, float]):
    """The likeness of each word of a text to a word of the query: from 1 for the same word to 0."""

    def __init__(self, word: Word) -> None:
        super().__init__()
        for term in reversed(word.terms):
            self[term.text] = max(term.likeness, self.get(term.text, 0.0))
        self._beginnings = [(term.text, term.likeness) for term in word.terms if term.begins]
        self._begin = tuple(text for text, _ in self._beginnings)

    def __missing__(self, text: str) -> float:
        if not text.startswith(self._begin):
            self[text] = 0.0
            return 0.0
        likeness = 0.0
        for beginning, most in self._beginnings:
            if text.startswith(beginning):
                likeness = max(likeness, most * (0.75 + 0.25 * len(beginning) / len(text)))
        self[text] = likeness
        return likeness


def weighed(words: Sequence[Word], articles: int) -> list[float]:
    """Return the weight of each typed word: higher for rarer words, lower for later ones."""
    return [(math.log(1 + articles / (1 + word.heads)) + 0.5) * (1 - 0.05 * i) for i, word in enumerate(words)]


def rank(
    likenesses: Sequence[Likeness], weights: Sequence[float], heads: Iterable[Head], in_text: Collection[int]
) -> list[RankedArticle]:
    """Rank heads, the best first; ``in_text`` are the articles whose text has all words."""
    scorers = list(zip(likenesses, weights, strict=True))
    ranked = [_ranked(head, scorers, head.number in in_text) for head in heads]
    ranked.sort(key=lambda one: (round(one.score, 2), one.sorted_at, one.number), reverse=True)
    return ranked


class Pairs(Likeness):
    """The likeness of a run of a script without spaces: only all its pairs together match."""

    def __init__(self, word: Word) -> None:
        super().__init__(word)
        self.all = {term.text for term in word.terms}


def _ranked(head: Head, scorers: Sequence[tuple[Likeness, float]], in_text: bool) -> RankedArticle:
    score = 0.0
    lacking = []
    last = -2
    for i, (likeness, weight) in enumerate(scorers):
        value, at = _value(head, likeness, last + 1)
        if at >= 0:
            score += weight * (_NEXT if at == last + 1 else _LATER if at > last else 0.0)
        last = at if at >= 0 else -2
        if not value:
            if in_text:
                value = _IN_TEXT
            else:
                lacking.append(i)
        score += value * value * weight
    return RankedArticle(head.number, score, head.sorted_at, tuple(lacking))


def has(head: Head, likenesses: Sequence[Likeness], count: int) -> bool:
    """Whether a head has at least ``count`` of the words or their terms."""
    lacking = 0
    for likeness in likenesses:
        if not _value(head, likeness, 0)[0]:
            lacking += 1
            if lacking > len(likenesses) - count:
                return False
    return True


def _value(head: Head, likeness: Likeness, expected: int) -> tuple[float, int]:
    """Return the value of a word in a head, and its position in the headline, or -1.

    Of several positions with the same value, ``expected`` is preferred.
    """
    if isinstance(likeness, Pairs):
        for words, worth in ((head.headline, 1.0), (head.beside, _BESIDE), (head.quoted, _QUOTED)):
            if all(any(w.startswith(p) if len(p) == 1 else w == p for w in words) for p in likeness.all):
                return worth, -1
        return 0.0, -1
    alike = likeness.__getitem__
    values = list(map(alike, head.headline))
    best = max(values, default=0.0)
    if best:
        return best, expected if 0 <= expected < len(values) and values[expected] == best else values.index(best)
    if best := max(map(alike, head.beside), default=0.0):
        return best * _BESIDE, -1
    return max(map(alike, head.quoted), default=0.0) * _QUOTED, -1
