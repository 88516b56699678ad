"""The result of following a passage into a revised text. Spans are half-open, in code points."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newstext.spans import Span


class SpanState(StrEnum):
    """The state of a span's words in its revision, compared with the revision before.

    Exact: the same words at the same place in the order of the text, whatever was added or cut before them. Moved: the
    same words elsewhere. Changed: other words, or the same in other typography, in their place. Ambiguous: the same
    words in several equally good places. Gone: none of these.
    """

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"

    @property
    def is_same(self) -> bool:
        """Whether exactly the same words occur in exactly one place."""
        return self in (SpanState.EXACT, SpanState.MOVED)


class Reason(StrEnum):
    """Why a person should look at a passage, the most serious first."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    MODAL = "modal"
    ATTRIBUTION = "attribution"
    """The words are the same; what says whose they are, or how they were said, is not."""
    WORDS = "words"
    GONE = "gone"
    AMBIGUOUS = "ambiguous"
    PUNCTUATION = "punctuation"
    """The same words: only marks, commas or capitals."""
    TYPOGRAPHY = "typography"
    """Only spaces, the shape of marks and dashes, or the way accents are encoded."""

    @property
    def urgency(self) -> int:
        """The rank in the queue of work; 0 comes first."""
        return list(Reason).index(self)


class Passage(NamedTuple):
    """Spans that belong together: the pieces of a quotation, and the words beside them that name speaker and cue."""

    content: tuple[Span, ...]
    beside: tuple[Span, ...] = ()


class Place(NamedTuple):
    """The position of one span in the newer text: None when it is gone, the best of several when it is ambiguous."""

    state: SpanState
    span: Span | None


class Followed(NamedTuple):
    """The result for a passage; ``reason`` is None if its words are all exact or moved and the speaker is the same."""

    content: tuple[Place, ...]
    beside: tuple[Place, ...]
    reason: Reason | None
