"""A published text, prepared for comparison with quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.draft_check.house_style import in_house_style
from newstext.loose_match import Folded, fold
from newstext.quotations.double_marks import stretches
from newstext.quotations.paragraph_ends import paragraph_spans
from newstext.quotations.single_marks import double_marks
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

BRACKETED = re.compile(r"(?<!\w)\[[^\[\]\n]{1,200}\](?!\w)")
REFERENCE = re.compile(r"\[(?:sic|\d{1,3})\]", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=\w)-\n(?=[a-z])")
_LONGEST_ATTRIBUTION = 25
_MOST_PLACES = 20
"""Places with the same words that are searched for one in quotation marks."""


class Body:
    """A text prepared for comparison with many quotations."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def joined(self) -> str:
        return self.folded.joined

    @cached_property
    def unreferenced(self) -> Body:
        """The text with ``[sic]`` and ``[13]`` blanked, at unchanged offsets."""
        return self._without(REFERENCE)

    @cached_property
    def unbracketed(self) -> Body:
        """The text with all editorial brackets blanked, at unchanged offsets."""
        return self._without(BRACKETED)

    @cached_property
    def unbroken(self) -> Body:
        """The text with words rejoined that a hyphen breaks at a line end, at unchanged offsets."""
        whole = _BROKEN.sub("\u00ad\u200b", self.text)
        return Body(whole) if whole != self.text else self

    @cached_property
    def in_house_style(self) -> Body:
        """The text with its words in one spelling, misspellings mended, and numbers in figures."""
        styled = Body(self.text)
        styled.folded = in_house_style(self.folded, mended=True)
        styled.quoted = self.quoted
        return styled

    def _without(self, pattern: re.Pattern[str]) -> Body:
        plain = pattern.sub(lambda match: " " * len(match[0]), self.text)
        return Body(plain) if plain != self.text else self

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The stretches inside quotation marks."""
        text = double_marks(self.text, self._paragraphs)
        return tuple(
            Span(s.start, s.end).shifted(span.start) for span in self._paragraphs for s in stretches(span.of(text))
        )

    def find(self, words: tuple[str, ...], start: int = 0) -> int | None:
        """Return the index of the word, from ``start`` on, where ``words`` occur in a row."""
        at = self.joined.find(f" {' '.join(words)} ", self._places[start] if start < len(self._places) else -1)
        return None if at < 0 or start >= len(self._places) else self._numbers[at]

    def places(self, words: tuple[str, ...], start: int = 0) -> Iterator[Span]:
        """Yield where ``words`` occur in a row, from the word ``start`` on."""
        first = self.find(words, start)
        for _ in range(_MOST_PLACES):
            if first is None:
                return
            end = first + len(words)
            if not self.folded.is_within_word(first) and not self.folded.is_within_word(end):
                yield self.folded.span(first, end)
            first = self.find(words, first + 1)

    def place(self, words: tuple[str, ...]) -> Span | None:
        """Return where ``words`` occur in a row, in quotation marks if they do so anywhere; None if nowhere."""
        found = list(self.places(words))
        return next(filter(self.is_quoted, found), found[0] if found else None)

    def is_quoted(self, place: Span) -> bool:
        """Whether the first and the last word of a place are in quotation marks."""
        start, end = place
        i = bisect_right(self.quoted, start, key=lambda q: q.start) - 1
        j = bisect_right(self.quoted, end - 1, key=lambda q: q.start) - 1
        if i < 0 or j < 0 or self.quoted[i].end <= start or self.quoted[j].end < end:
            return False
        outside = sum(b.start - a.end for a, b in pairwise(self.quoted[i : j + 1]))
        return outside <= (end - start) / 2

    def quotation_of(self, word: int) -> tuple[int, int]:
        """Return the first word and the end of the quotation that a word is in; all words if it is in none."""
        if (around := self._quoted_at(self.folded.spans[word].start)) is None:
            return 0, len(self.folded.words)
        first, end = (bisect_left(self.folded.spans, at, key=lambda span: span.start) for at in around)
        return first, end

    def unquoted(self, first: int, end: int) -> tuple[int, int]:
        """Return the first and the end of the words outside quotation marks among these; equal if there are none."""
        outside = [n for n in range(first, end) if self._quoted_at(self.folded.spans[n].start) is None]
        return (outside[0], outside[-1] + 1) if outside else (end, end)

    def is_in_attribution(self, word: int) -> bool:
        """Whether a word is in an attribution between two quoted stretches."""
        i = bisect_right(self.quoted, self.folded.spans[word].start, key=lambda q: q.start)
        if not 0 < i < len(self.quoted):
            return False
        ends = (self.quoted[i - 1].end, self.quoted[i].start)
        first, end = (bisect_left(self.folded.spans, at, key=lambda span: span.start) for at in ends)
        return first <= word < end and self.is_attribution(first, end)

    def _quoted_at(self, offset: int) -> Span | None:
        i = bisect_right(self.quoted, offset, key=lambda q: q.start) - 1
        return self.quoted[i] if i >= 0 and offset < self.quoted[i].end else None

    @cached_property
    def narration(self) -> str:
        """The text with everything in quotation marks blanked, at unchanged offsets."""
        parts, at = [], 0
        for quoted in self.quoted:
            parts += [self.text[at : quoted.start], " " * (quoted.end - quoted.start)]
            at = quoted.end
        return "".join([*parts, self.text[at:]])

    def paragraph_at(self, place: Span) -> Span:
        """Return the paragraph in which a place begins."""
        return self._paragraphs[self._paragraph(place)] if self._paragraphs else place

    def paragraph_around(self, place: Span) -> tuple[str, str]:
        """Return the words outside quotation marks of the paragraph of a place, and of the paragraph before it."""
        i = self._paragraph(place)
        around = [span.of(self.narration) for span in self._paragraphs[max(0, i - 1) : i + 1]]
        return (around[-1] if around else ""), (around[0] if i else "")

    def _paragraph(self, place: Span) -> int:
        return max(0, bisect_right(self._paragraphs, place.start, key=lambda p: p.start) - 1)

    @cached_property
    def _paragraphs(self) -> list[Span]:
        return paragraph_spans(self.text)

    @cached_property
    def _places(self) -> list[int]:
        places, at = [], 0
        for word in self.folded.words:
            places.append(at)
            at += len(word) + 1
        return places

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {place: number for number, place in enumerate(self._places)}

    def is_attribution(self, first: int, end: int) -> bool:
        """Whether the words between two quoted stretches are unquoted: an attribution, which a draft may leave out."""
        if not 0 < first < end < len(self.folded.words) or end - first > _LONGEST_ATTRIBUTION:
            return False
        gap = self.folded.span(first, end)
        around = (self.folded.spans[first - 1], self.folded.spans[end])
        return not any(gap.overlaps(q) for q in self.quoted) and all(
            any(w.overlaps(q) for q in self.quoted) for w in around
        )
