"""Checks whether unchanged words are still attributed to the same speaker.

It compares the sentences around a passage, without the passage's own words, by names, persons and negations; and
whether the passage is in quotation marks as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.anchors.grounds import is_attributing, is_incidental
from newstext.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.anchors.model import Passage, Place
    from newstext.anchors.words import Words

_WIDEST = 1_500
"""Code points of a passage with its attribution, beyond which only the sentences themselves are compared."""


def differs(old: Words, new: Words, passage: Passage, content: Sequence[Place], beside: Sequence[Place]) -> bool:
    """Whether the text around an unchanged passage now attributes it to somebody else."""
    ours, ours_beside = list(passage.content), list(passage.beside)
    theirs = [place.span for place in content if place.span]
    theirs_beside = [place.span for place in beside if place.span]
    if not ours:
        return False
    for one, other in zip(ours, theirs, strict=True):
        if _is_quoted(old, one) != _is_quoted(new, other):
            return True
    # Words next to a name can change the speaker: Holt said, Holt's office said, an aide to Holt said.
    if any(_touching(old, one) != _touching(new, other) for one, other in zip(ours_beside, theirs_beside, strict=True)):
        return True
    frame, new_frame = _frame(old, ours, ours_beside), _frame(new, theirs, theirs_beside)
    is_wide, is_wider = (span.end - span.start > _WIDEST for span in (frame, new_frame))
    if is_wide and is_wider:
        return False
    return is_wide != is_wider or _attributing(old, frame, ours) != _attributing(new, new_frame, theirs)


def _is_quoted(text: Words, span: Span) -> bool:
    first, end = text.range_of(span)
    # If a passage begins with a mark, the sign after the mark decides.
    inside = next((i for i in range(first, end) if not text.is_mark(i)), first)
    return text.is_inside(inside)


def _touching(text: Words, span: Span) -> tuple[str, str]:
    """Return the words next to a span within its sentence, without marks, articles and days."""
    first, end = text.range_of(span)
    before = behind = ""
    if first and not text.starts_line(first):
        before = text.folded[first - 1].lower()
    if end < len(text) and not text.starts_line(end):
        behind = text.folded[end].lower()
    return _telling(before), _telling(behind)


def _telling(word: str) -> str:
    return word if word[:1].isalnum() and not is_incidental(word) else ""


def _frame(text: Words, content: Sequence[Span], beside: Sequence[Span]) -> Span:
    """Return the sentences around a passage, or its paragraphs where no sentence names a speaker."""
    spans = [*content, *beside]
    if beside:
        return hull(text.sentence_at(place) for span in spans for place in (span.start, span.end - 1))
    start = text.text.rfind("\n", 0, hull(spans).start) + 1
    end = text.text.find("\n", hull(spans).end)
    return Span(start, len(text.text) if end < 0 else end)


def _attributing(text: Words, frame: Span, content: Sequence[Span]) -> list[str]:
    """Return the words of a frame that name who speaks, in order."""
    own = {i for span in content for i in range(*text.range_of(span))}
    words = (i for i in range(*text.range_of(frame)) if i not in own and not text.is_inside(i))
    return [text.folded[i].lower() for i in words if is_attributing(text.folded[i])]
