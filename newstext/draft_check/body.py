"""A published text, prepared for comparison with quotations."""

from __future__ import annotations

import re
from functools import cached_property

from newstext.loose_match import Folded, fold
from newstext.quotations.double_marks import stretches
from newstext.quotations.paragraph_ends import paragraph_spans
from newstext.quotations.single_marks import double_marks
from newstext.spans import Span

BRACKETED = re.compile(r"(?<!\w)\[[^\[\]\n]{1,200}\](?!\w)")
REFERENCE = re.compile(r"\[(?:sic|\d{1,3})\]", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=\w)-\n(?=[a-z])")
_LONGEST_ATTRIBUTION = 25


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

    def _without(self, pattern: re.Pattern[str]) -> Body:
        plain = pattern.sub(lambda match: " " * len(match[0]), self.text)
        return Body(plain) if plain != self.text else self

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The stretches inside quotation marks."""
        paragraphs = paragraph_spans(self.text)
        text = double_marks(self.text, paragraphs)
        return tuple(Span(s.start, s.end).shifted(span.start) for span in paragraphs for s in stretches(span.of(text)))

    def find(self, words: tuple[str, ...], start: int = 0) -> int | None:
        """Return the index of the word, from ``start`` on, where ``words`` occur in a row."""
        at = self.joined.find(f" {' '.join(words)} ", self._places[start] if start < len(self._places) else -1)
        return None if at < 0 or start >= len(self._places) else self._numbers[at]

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
