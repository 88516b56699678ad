"""Spans: half-open ranges in a text, in Unicode code points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(NamedTuple):
    """A half-open stretch of a text, ``text[start:end]``, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the same span ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


def trimmed(span: Span, text: str) -> Span:
    """Return ``span`` without white space at its ends; an all-blank span shrinks to nothing at its start."""
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + max(left, len(words.rstrip())))


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all of ``spans``; ValueError when there are none."""
    spans = list(spans)
    if not spans:
        raise ValueError("There are no spans to cover.")
    return Span(min(s.start for s in spans), max(s.end for s in spans))
