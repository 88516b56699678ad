"""Splits a text into words and marks, the units in which two texts are compared."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.spans import Span

if TYPE_CHECKING:
    import regex

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SHAPES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂〝〞", '"'),
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(_UNSEEN, None),
    }
)
MARKS = frozenset('"「」『』')
"""Quotation marks, as folded."""
ENDS = frozenset(".!?…")


@cache
def _token() -> regex.Pattern[str]:
    # Compiled when first needed. Scripts that put no spaces between words are compared sign by sign.
    import regex

    return regex.compile(
        rf"[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}]|\d+(?:[.,]\d+)+"
        rf"|[\w\p{{M}}{_UNSEEN}]+(?:['’‑\-][\w\p{{M}}{_UNSEEN}]+)*|\.\.\.|''|``|[^\w\s]"
    )


def folded(words: str) -> str:
    """Return ``words`` with typography removed: shapes of marks and dashes, spaces, composed accents."""
    shaped = unicodedata.normalize("NFC", words).replace("''", '"').replace("``", '"').replace("...", "…")
    return " ".join(shaped.translate(_SHAPES).split())


class Words:
    """One text as words: ``starts`` and ``ends`` in code points, ``keys`` the words folded, as numbers of ``known``.

    Texts that are compared share ``known``, so that equal words have equal keys.
    """

    def __init__(self, text: str, known: dict[str, int]) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.keys: list[int] = []
        self.folded: list[str] = []
        shapes: dict[str, str] = {}
        for match in _token().finditer(text):
            word = match.group()
            shape = shapes.get(word)
            if shape is None:
                shape = shapes[word] = folded(word) or word
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.keys.append(known.setdefault(shape, len(known)))
            self.folded.append(shape)
        self._sentences: dict[int, list[int]] = {}
        self._inside: list[bool] | None = None
        self._places: dict[int, list[int]] | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of words that ``span`` touches."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def span_of(self, first: int, end: int) -> Span:
        """Return the span from word ``first`` up to, not including, word ``end``."""
        return Span(self.starts[first], self.ends[end - 1])

    def lines(self) -> list[tuple[int, int]]:
        """The range of words of each line, empty lines left out."""
        breaks = [i for i in range(1, len(self)) if "\n" in self.text[self.ends[i - 1] : self.starts[i]]]
        edges = [0, *breaks, len(self)]
        return [(first, end) for first, end in pairwise(edges) if first < end]

    def is_mark(self, word: int) -> bool:
        """Whether a word is a quotation mark."""
        return self.folded[word] in MARKS

    def is_inside(self, word: int) -> bool:
        """Whether a word stands inside quotation marks that open in its line."""
        if self._inside is None:
            self._inside = []
            for first, end in self.lines():
                inside = False
                for place in range(first, end):
                    inside ^= self.is_mark(place)
                    self._inside.append(inside)
        return self._inside[word]

    def ends_sentence(self, word: int) -> bool:
        """Whether a sentence may end with this word; also true of some abbreviations."""
        if self.folded[word] not in ENDS:
            return False
        after = self.text[self.ends[word] : self.ends[word] + 1]
        return not after or after.isspace() or not after.isalnum()

    def starts_line(self, word: int) -> bool:
        """Whether a line ends right before this word."""
        return word > 0 and "\n" in self.text[self.ends[word - 1] : self.starts[word]]

    def places_of(self, key: int) -> list[int]:
        """Return the positions of a word, by its key."""
        if self._places is None:
            self._places = {}
            for place, known in enumerate(self.keys):
                self._places.setdefault(known, []).append(place)
        return self._places.get(key, [])

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that covers ``offset``; the sentences of each paragraph are found once and cached."""
        from newstext.quotations.tokens import sentence_ends
        from newstext.segments import paragraph_at

        paragraph = paragraph_at(self.text, offset)
        ends = self._sentences.get(paragraph.start)
        if ends is None:
            ends = [paragraph.start + end for end in sentence_ends(paragraph.of(self.text))]
            self._sentences[paragraph.start] = ends
        after = bisect_right(ends, offset)
        return Span(ends[after - 1] if after else paragraph.start, ends[after] if after < len(ends) else paragraph.end)
