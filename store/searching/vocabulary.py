"""The vocabulary in memory: the number of articles with each word, and corrections of typos."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LATER = "\U0010ffff"
"""Sorts after every letter: a prefix followed by this is the end of the words with that prefix."""

_VOWELS = str.maketrans("", "", "aeiou")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DRIFT = 50
"""Counts are read again when the number of articles has changed by more than this fraction (1/50)."""

_FEW = 200
"""Up to this number of new words is inserted; if there are more, all words are read again."""

_MOST_NEAR = 25
_MOST_ABBREVIATED = 60


class Term(NamedTuple):
    """A term of the index that a typed word may stand for: a word or a prefix; ``likeness`` is up to 1."""

    text: str
    begins: bool
    likeness: float


Counted = tuple[int, str, int, int]
"""A word's id, the word, the number of articles with it in their head, and anywhere. New words have higher ids."""


class Counts(Protocol):
    """The questions of the vocabulary to an engine."""

    def articles(self) -> int:
        """Count all articles."""

    def words(self) -> Sequence[Counted]:
        """Return all words in heads and texts, sorted by code points."""

    def newer_words(self, after: int, limit: int) -> Sequence[Counted]:
        """Return words in the order of their ids, from just after ``after``."""


class Vocabulary:
    """The words of one store, sorted. Call ``refresh`` in each snapshot to read new words."""

    def __init__(self) -> None:
        self.articles = 0
        self._last_id = 0
        self._words: list[str] = []
        self._heads = array("q", [0])
        self._texts = array("q", [0])
        self._near: dict[tuple[str, bool], tuple[Term, ...]] = {}
        self._abbreviated: dict[str, tuple[Term, ...]] = {}
        self._skeletons: dict[str, list[tuple[str, int]]] = {}

    def refresh(self, counts: Counts) -> None:
        """Add new words; read all counts again once they have drifted."""
        articles = counts.articles()
        drifted = abs(articles - self.articles) * _DRIFT > self.articles
        rows = [] if drifted else counts.newer_words(self._last_id, _FEW + 1)
        if drifted or len(rows) > _FEW:
            rows = counts.words()
            self._set([row[1] for row in rows], [row[2] for row in rows], [row[3] for row in rows])
            self.articles = articles
        elif rows:
            self._add(rows)
        else:
            return
        self._last_id = max([self._last_id, *(row[0] for row in rows)])
        self._near.clear()
        self._abbreviated.clear()
        self._skeletons.clear()

    def _set(self, words: list[str], heads: Iterable[int], texts: Iterable[int]) -> None:
        self._words = words
        # Cumulative sums, so that the count of a prefix is one difference.
        self._heads = array("q", accumulate(heads, initial=0))
        self._texts = array("q", accumulate(texts, initial=0))

    def _add(self, rows: Iterable[Counted]) -> None:
        words = self._words
        heads, texts = (list(map(sub, sums[1:], sums)) for sums in (self._heads, self._texts))
        for _, word, in_heads, in_texts in rows:
            at = bisect_left(words, word)
            # A word may be known although it had disappeared from the store for a while.
            there = at < len(words) and words[at] == word
            words[at : at + there] = [word]
            heads[at : at + there] = [in_heads]
            texts[at : at + there] = [in_texts]
        self._set(words, heads, texts)

    def heads(self, term: Term) -> int:
        """Return about the number of articles with a term in their head; a prefix may count an article twice."""
        return self._count(self._heads, term)

    def texts(self, term: Term) -> int:
        """Return about the number of articles with a term anywhere."""
        return self._count(self._texts, term)

    def _count(self, sums: array[int], term: Term) -> int:
        start = bisect_left(self._words, term.text)
        if term.begins:
            end = bisect_left(self._words, term.text + _LATER, start)
        else:
            end = start + (start < len(self._words) and self._words[start] == term.text)
        return min(self.articles, sums[end] - sums[start])

    def near(self, typed: str, *, unfinished: bool) -> tuple[Term, ...]:
        """Return the words one edit away, or two for a long word; for an ``unfinished`` word also their prefixes."""
        key = typed, unfinished
        if key not in self._near:
            found = self._one_slip(typed, unfinished) or (self._two_slips(typed) if len(typed) >= 6 else {})
            terms = [Term(text, begins, likeness) for (text, begins), likeness in found.items()]
            terms.sort(key=lambda term: (-term.likeness, -self.texts(term)))
            self._near[key] = tuple(terms[:_MOST_NEAR])
        return self._near[key]

    def _one_slip(self, typed: str, unfinished: bool) -> dict[tuple[str, bool], float]:
        # Trying every slip costs less than comparing with every word, and as much for many words as for few.
        found: dict[tuple[str, bool], float] = {}
        words, end = self._words, len(self._words)
        for text in self._slips(typed):
            at = bisect_left(words, text)
            if at == end or not words[at].startswith(text):
                continue
            if words[at] == text:
                found[text, False] = 0.82
            if unfinished:
                found[text, True] = 0.74
        return found

    def _slips(self, typed: str) -> Iterator[str]:
        letters = _LETTERS if typed.isascii() else self._letters_of(typed)
        seen = {typed}
        for i in range(len(typed) + 1):
            before, here = typed[:i], typed[i:]
            if i and not self._begins(before):
                # No word goes on like this, so that no later slip can mend it.
                return
            tries = [before + letter + here for letter in letters]
            tries += [before + letter + here[1:] for letter in letters] if here else []
            tries += [before + here[1:]] if here else []
            tries += [before + here[1] + here[0] + here[2:]] if len(here) > 1 else []
            for text in tries:
                if text not in seen and len(text) > 1:
                    seen.add(text)
                    yield text

    def _begins(self, text: str) -> bool:
        at = bisect_left(self._words, text)
        return at < len(self._words) and self._words[at].startswith(text)

    def _letters_of(self, typed: str) -> list[str]:
        """Return the letters of known words that are of the same alphabet as ``typed``."""
        blocks = {ord(letter) >> 8 for letter in typed}
        start, end = self._bounds(typed[0])
        near = {letter for word in self._words[start : min(end, start + 5000)] for letter in word}
        return sorted(letter for letter in near if ord(letter) >> 8 in blocks)[:80]

    def _bounds(self, beginning: str) -> tuple[int, int]:
        return bisect_left(self._words, beginning), bisect_left(self._words, beginning + _LATER)

    def _two_slips(self, typed: str) -> dict[tuple[str, bool], float]:
        # Imported only when needed: it would delay the desk's first paint.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found: dict[tuple[str, bool], float] = {}
        for first in dict.fromkeys(typed[:2]):
            start, end = self._bounds(first)
            # Short lists, because rapidfuzz blocks other threads.
            for low in range(start, end, 8192):
                words = [w for w in self._words[low : min(end, low + 8192)] if abs(len(w) - len(typed)) <= 2]
                for word, _, _ in process.extract(typed, words, scorer=OSA.distance, score_cutoff=2, limit=_MOST_NEAR):
                    found[word, False] = 0.62
        return found

    def abbreviated(self, typed: str) -> tuple[Term, ...]:
        """Return the words that a few letters may abbreviate: pk for Pakistan, spkr for speaker."""
        if typed not in self._abbreviated:
            skeletons = self._skeletons_of(typed[0])
            at = bisect_left(skeletons, (typed,))
            found = []
            while at < len(skeletons) and skeletons[at][0].startswith(typed):
                word = self._words[skeletons[at][1]]
                if not word.startswith(typed):
                    found.append(Term(word, False, 0.6))
                at += 1
            found.sort(key=self.heads, reverse=True)
            self._abbreviated[typed] = tuple(found[:_MOST_ABBREVIATED])
        return self._abbreviated[typed]

    def _skeletons_of(self, first: str) -> list[tuple[str, int]]:
        """Return the words of heads with this first letter, without vowels, sorted."""
        if first not in self._skeletons:
            start, end = self._bounds(first)
            self._skeletons[first] = sorted(
                (first + self._words[i][1:].translate(_VOWELS), i)
                for i in range(start, end)
                if self._heads[i + 1] > self._heads[i]
            )
        return self._skeletons[first]
