"""Search hits in the open article."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from heapq import merge
from typing import TYPE_CHECKING

from newstext.folding import Folded, fold, has_broken_words
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BEGINNING = 4
"""Letters from which on a word also matches words that begin with it: strike finds strikes, of does not find often."""

MOST = 10_000
"""The most hits kept: with more, the query is of no use."""


class Hits:
    """The spans of search words in a text, in order. ``words`` is the query."""

    def __init__(self, words: str, spans: Sequence[Span]) -> None:
        self.words = words
        self.spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def __len__(self) -> int:
        return len(self.spans)

    def number_at(self, offset: int) -> int | None:
        """The number of the hit at ``offset``, from 0."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self._ends[number] else None

    def within(self, stretch: Span) -> Sequence[Span]:
        """The hits within a stretch."""
        return self.spans[bisect_right(self._ends, stretch.start) : bisect_left(self._starts, stretch.end)]

    def step(self, offset: int, by: int) -> Span | None:
        """The hit ``by`` steps from ``offset``, wrapping around; None without hits."""
        if not self.spans:
            return None
        here = bisect_right(self._starts, offset) - 1 if by > 0 else bisect_left(self._starts, offset)
        return self.spans[(here + by) % len(self.spans)]


def foldings(text: str) -> tuple[Folded, ...]:
    """Return a text folded for search: as printed, and with words that a line's end breaks rejoined."""
    return (Folded(text), Folded(text, rejoin=True)) if has_broken_words(text) else (Folded(text),)


def phrase_in(text: Iterable[Folded], typed: str) -> Hits:
    """Find the typed words in sequence, also across a line's end, ignoring accents and case."""
    words = fold(typed).split()
    return Hits(typed.strip(), _found(text, r"\s+".join(map(re.escape, words))) if words else [])


def words_in(text: Iterable[Folded], words: Iterable[str]) -> Hits:
    """Find each word at the beginnings of words; short ones only as whole words.

    A single letter, as before an apostrophe, is ignored beside longer words.
    """
    shown: dict[str, str] = {}
    for word in words:
        shown.setdefault(fold(word), word)
    folded = sorted(shown.keys() - {""}, key=len, reverse=True)
    kept = [word for word in folded if len(word) > 1 or _is_wide(word)] or folded
    return Hits(" ".join(shown.values()), _found(text, "|".join(map(_word, kept))) if kept else [])


def _word(word: str) -> str:
    """Return the pattern for a search word."""
    if _is_wide(word):
        return re.escape(word)
    return rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if len(word) < _BEGINNING else "")


def _is_wide(word: str) -> bool:
    """Whether a word is in a script without spaces, such as Chinese."""
    return unicodedata.east_asian_width(word[0]) in "WF"


def _found(text: Iterable[Folded], pattern: str) -> list[Span]:
    spans: list[Span] = []
    for span in merge(*(_found_in(folded, pattern) for folded in text)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
            if len(spans) == MOST:
                break
    return spans


def _found_in(text: Folded, pattern: str) -> Iterator[Span]:
    return (text.original(Span(*match.span())) for match in re.finditer(pattern, text.text))
