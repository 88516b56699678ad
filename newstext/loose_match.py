"""Text reduced to bare words: equal for texts that differ only in capitals, punctuation, spaces and marks."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from newstext.spans import Span

if TYPE_CHECKING:
    import regex

_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphens and joiners: inside a word they are typography."""
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ＇", "'") | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@cache
def _word() -> regex.Pattern[str]:
    # Compiled when first needed. A number keeps the points inside it, and its currency or per cent is a word.
    import regex

    # Brackets inside a word are an editor's: [T]he, walk[ed].
    letters = rf"[\p{{L}}\p{{N}}][\p{{L}}\p{{N}}\p{{M}}{_HIDDEN}]*"
    word = rf"(?:\[{letters}\](?=\p{{L}}))?{letters}(?:['’‘ʼ＇]{letters}|\[{letters}\])*"
    return regex.compile(rf"\p{{N}}+(?:[.,]\p{{N}}+)+|{word}|[%$€£¥]")


@dataclass(frozen=True, slots=True)
class Folded:
    """The words of ``text`` without capitals and typography, and the span of each in code points."""

    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def joined(self) -> str:
        """All words with one space around each, so that a substring search finds whole words."""
        return f" {' '.join(self.words)} "

    def is_within_word(self, at: int) -> bool:
        """Whether a word of the text that is two here (``was not`` for “wasn’t”) begins before the word ``at``."""
        return 0 < at < len(self.spans) and self.spans[at] == self.spans[at - 1]

    def span(self, first: int, end: int) -> Span:
        """Return the span of the words from ``first`` up to, not including, ``end``."""
        return Span(self.spans[first].start, self.spans[end - 1].end)


def fold(text: str) -> Folded:
    """Return ``text`` as its bare words."""
    found = list(_word().finditer(text))
    # Of a whole article in a moment: most words come again, and Span(…) takes as long as finding it.
    words = tuple(map(_folded, [match[0] for match in found]))
    return Folded(text, words, tuple([tuple.__new__(Span, match.span()) for match in found]))


def same_words(text: str) -> str:
    """Return a key that two texts share when they differ in typography only."""
    return " ".join(fold(text).words)


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    word = word.replace("[", "").replace("]", "")
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKC", word.translate(_APOSTROPHES)).casefold()
    return "".join(plain.split())  # a few letters stand for several words
