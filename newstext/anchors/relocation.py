"""Locates a passage in a newer text: in a kept block, else where its context confirms it, else in its replacement."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from newstext.anchors import attribution
from newstext.anchors.alignment import Alignment, align
from newstext.anchors.grounds import gravest
from newstext.anchors.model import Followed, Passage, Place, Reason, SpanState
from newstext.anchors.replacement import replacement
from newstext.anchors.words import Words, folded
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.anchors.alignment import Block

_MANY = 200
"""Places of a word beyond which it is too common to search by."""
_NEAR = 8
"""Words on either side that can confirm a place, as far as the sentence goes."""
_CONFIRMED = 2
"""Words beside it that must agree where a stretch is too short to be known by itself."""
_KNOWN_BY_ITSELF = 20
"""Letters from which a stretch is hardly in a text twice by chance."""

_GONE = Place(SpanState.GONE, None)


class Follower:
    """Follows passages of one text into another, and caches what several of them need."""

    def __init__(self, old: str, new: str) -> None:
        known: dict[str, int] = {}
        self._unchanged = old == new
        self.old = Words(old, known)
        self.new = self.old if self._unchanged else Words(new, known)
        self._kept, self._moved = Alignment([], []) if self._unchanged else align(self.old, self.new)
        self._moved = sorted(self._moved)
        self.forward = [-1] * len(self.old)
        """For each word of the older text its place in the newer, or -1."""
        self.back = [-1] * len(self.new)
        for block in self._kept:
            self.forward[block.old : block.old + block.size] = range(block.new, block.new + block.size)
            self.back[block.new : block.new + block.size] = range(block.old, block.old + block.size)
        # Lines that moved take their words along, whatever else those were matched with.
        for block in self._moved:
            for i in range(block.size):
                if (place := self.forward[block.old + i]) >= 0:
                    self.back[place] = -1
                if (place := self.back[block.new + i]) >= 0:
                    self.forward[place] = -1
                self.forward[block.old + i], self.back[block.new + i] = block.new + i, block.old + i

    def follow(self, passage: Passage) -> Followed:
        """Return the position and state of one passage in the newer text."""
        for span in passage.content + passage.beside:
            if not 0 <= span.start < span.end <= len(self.old.text):
                raise ValueError(f"The words from {span.start} to {span.end} are not in the older text.")
        if self._unchanged:
            stayed = [tuple(Place(SpanState.EXACT, span) for span in spans) for spans in passage]
            return Followed(stayed[0], stayed[1], None)
        content = tuple(self._place(span, is_content=True) for span in passage.content)
        beside = tuple(self._place(span, is_content=False) for span in passage.beside)
        return Followed(content, beside, self._reason(passage, content, beside))

    # One span

    def _place(self, span: Span, *, is_content: bool) -> Place:
        first, end = self.old.range_of(span)
        if first == end:
            return _GONE
        for blocks, state in ((self._moved, SpanState.MOVED), (self._kept, SpanState.EXACT)):
            if (block := _block_over(blocks, first, end)) is not None:
                place = self._at(span, first, end, block.new + first - block.old, state)
                if is_content and self._is_doubled(first, end, block.new + first - block.old):
                    return Place(SpanState.AMBIGUOUS, place.span)
                return place
        if found := self._searched(span, first, end, is_content=is_content):
            return found
        found = self._replaced(span, first, end)
        return self._without_its_edges(first, end) if is_content and found.span is None else found

    def _at(self, span: Span, first: int, end: int, place: int, state: SpanState) -> Place:
        """Return the place of words found at ``place``: ``state`` if they are equal letter for letter, else changed."""
        last = place + end - first - 1
        same = Span(
            self.new.starts[place] + span.start - self.old.starts[first],
            self.new.ends[last] + span.end - self.old.ends[end - 1],
        )
        if 0 <= same.start < same.end and same.of(self.new.text) == span.of(self.old.text):
            return Place(state, same)
        return Place(SpanState.CHANGED, self.new.span_of(place, last + 1))

    def _searched(self, span: Span, first: int, end: int, *, is_content: bool) -> Place | None:
        """Search for the same words in a place that belongs to no other passage of the older text."""
        places = [p for p in _places(self.new, self.old.keys[first:end]) if not self._is_anothers(p, first, end)]
        if not places:
            return None
        agreeing = [self._agreement(self.new, first, end, place) for place in places]
        best = max(agreeing)
        known = is_content and _letters(self.old, first, end) >= _KNOWN_BY_ITSELF
        if best < _CONFIRMED and not known:
            return None
        place = self._at(span, first, end, places[agreeing.index(best)], SpanState.MOVED)
        if agreeing.count(best) > 1:
            return Place(SpanState.AMBIGUOUS, place.span) if is_content else None
        return place

    def _is_anothers(self, place: int, first: int, end: int) -> bool:
        """Whether the words at ``place`` come from another part of the older text."""
        origin = self.back[place]
        if origin in (-1, first):
            return False
        return self.back[place : place + end - first] == list(range(origin, origin + end - first))

    def _is_doubled(self, first: int, end: int, place: int) -> bool:
        """Whether the words now occur in more places than before, each with as much context in common."""
        keys = self.old.keys[first:end]
        here = self._agreement(self.new, first, end, place)
        now = sum(self._agreement(self.new, first, end, p) >= here for p in _places(self.new, keys))
        return now > 1 and now > sum(self._agreement(self.old, first, end, p) >= here for p in _places(self.old, keys))

    def _agreement(self, text: Words, first: int, end: int, place: int) -> int:
        """Count the words next to a passage, within its sentence, that also stand next to ``place`` in ``text``."""
        sentence_start, _ = self.old.range_of(self.old.sentence_at(self.old.starts[first]))
        _, sentence_end = self.old.range_of(self.old.sentence_at(self.old.ends[end - 1] - 1))
        before = min(_NEAR, first - sentence_start, place)
        left = 0
        while left < before and self.old.keys[first - left - 1] == text.keys[place - left - 1]:
            left += 1
        behind = place + end - first
        after = min(_NEAR, sentence_end - end, len(text) - behind)
        right = 0
        while right < after and self.old.keys[end + right] == text.keys[behind + right]:
            right += 1
        return left + right

    def _replaced(self, span: Span, first: int, end: int) -> Place:
        found = replacement(self.old, self.new, self.forward, self.back, first, end)
        if found is None:
            return _GONE
        place = self.new.span_of(*found)
        same = place.of(self.new.text) == span.of(self.old.text)
        return Place(SpanState.EXACT if same else SpanState.CHANGED, place)

    def _without_its_edges(self, first: int, end: int) -> Place:
        """Search for the same words without the marks and commas at their ends, which change with the sentence."""
        worded = [i for i in range(first, end) if self.old.folded[i][0].isalnum()]
        if not worded or _letters(self.old, worded[0], worded[-1] + 1) < _KNOWN_BY_ITSELF:
            return _GONE
        inner, last = worded[0], worded[-1]
        keys = self.old.keys[inner : last + 1]
        places = [p for p in _places(self.new, keys) if not self._is_anothers(p, inner, last + 1)]
        if len(places) != 1:
            return _GONE
        start, stop = places[0], places[0] + len(keys)
        while start and self.new.is_mark(start - 1) and places[0] - start < inner - first:
            start -= 1
        most = min(len(self.new), stop + end - last - 1)
        while stop < most and not self.new.folded[stop][0].isalnum():
            stop += 1
        return Place(SpanState.CHANGED, self.new.span_of(start, stop))

    # All of a passage

    def _reason(self, passage: Passage, content: Sequence[Place], beside: Sequence[Place]) -> Reason | None:
        reasons = {self._difference(span, place) for span, place in zip(passage.content, content, strict=True)}
        found = {reason for reason in reasons if reason}
        if found.isdisjoint({Reason.GONE, Reason.AMBIGUOUS}):
            around = {self._difference(span, place) for span, place in zip(passage.beside, beside, strict=True)}
            is_other = not around <= {None, Reason.TYPOGRAPHY}
            if is_other or attribution.differs(self.old, self.new, passage, content, beside):
                found.add(Reason.ATTRIBUTION)
            elif Reason.TYPOGRAPHY in around:
                found.add(Reason.TYPOGRAPHY)
        return min(found, key=lambda reason: reason.urgency, default=None)

    def _difference(self, span: Span, place: Place) -> Reason | None:
        if place.state.is_same:
            return None
        if place.span is None:
            return Reason.GONE
        if place.state is SpanState.AMBIGUOUS:
            return Reason.AMBIGUOUS
        if folded(span.of(self.old.text)) == folded(place.span.of(self.new.text)):
            return Reason.TYPOGRAPHY
        ours, theirs = self.old.range_of(span), self.new.range_of(place.span)
        return gravest(self.old.folded[slice(*ours)], self.new.folded[slice(*theirs)])


def _letters(text: Words, first: int, end: int) -> int:
    return sum(map(len, text.folded[first:end]))


def _block_over(blocks: Sequence[Block], first: int, end: int) -> Block | None:
    """The block of sorted ``blocks`` that holds all words from ``first`` up to ``end``."""
    at = bisect_right(blocks, first, key=lambda block: block.old) - 1
    if at >= 0 and first >= blocks[at].old and end <= blocks[at].old + blocks[at].size:
        return blocks[at]
    return None


def _places(text: Words, keys: Sequence[int]) -> list[int]:
    """Return where a sequence of words occurs in ``text``; nowhere if all its words are very common."""
    rarest = min(range(len(keys)), key=lambda i: len(text.places_of(keys[i])))
    places = text.places_of(keys[rarest])
    if len(places) > _MANY:
        return []
    starts = (place - rarest for place in places)
    return [start for start in starts if start >= 0 and text.keys[start : start + len(keys)] == list(keys)]
