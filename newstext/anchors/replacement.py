"""Finds the words that replaced a passage: only within its replacement, never across a quotation mark or sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.anchors.words import Words

_HALF = 0.5
"""The share of a passage's letters that must still be there, so that other words count as its own."""
_SPREAD = 40
"""Words that may come in between two that stayed."""


def replacement(
    old: Words, new: Words, forward: Sequence[int], back: Sequence[int], first: int, end: int
) -> tuple[int, int] | None:
    """Return the range of words in ``new`` that replaced those from ``first`` up to ``end`` in ``old``, or None.

    ``forward`` and ``back`` give each word its place in the other text, or -1.
    """
    stayed = [i for i in range(first, end) if forward[i] >= 0]
    best = max(_stretches(old, new, forward, stayed), key=lambda s: _letters(old, s), default=[])
    whole = _letters(old, range(first, end))
    if not best or _letters(old, best) < _HALF * whole:
        return None
    start = _widened(new, back, forward[best[0]], -1, best[0] - first, to_mark=old.is_mark(first))
    last = _widened(new, back, forward[best[-1]], +1, end - 1 - best[-1], to_mark=old.is_mark(end - 1))
    return start, last + 1


def _letters(text: Words, places: Sequence[int]) -> int:
    """Return the number of letters in these words; marks and commas do not count."""
    return sum(len(text.folded[i]) for i in places if text.folded[i][0].isalnum())


def _stretches(old: Words, new: Words, forward: Sequence[int], stayed: Sequence[int]) -> list[list[int]]:
    """Cut the words that stayed wherever a mark or the end of a sentence came between two of them, or too much."""
    found: list[list[int]] = []
    for i in stayed:
        if found and _belong_together(old, new, found[-1][-1], i, forward):
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _belong_together(old: Words, new: Words, one: int, other: int, forward: Sequence[int]) -> bool:
    start, end = forward[one], forward[other]
    if end <= start or end - start > other - one + _SPREAD:
        return False
    if sum(new.is_mark(k) for k in range(start + 1, end)) != sum(old.is_mark(k) for k in range(one + 1, other)):
        return False
    if new.is_inside(end):
        return True  # Whose marks they are is theirs to fill, sentence after sentence.
    return _bounds(new, start, end) <= _bounds(old, one, other)


def _bounds(text: Words, start: int, end: int) -> int:
    """Return the number of line ends and sentence ends from one word to another."""
    return sum(text.ends_sentence(k) for k in range(start, end)) + sum(
        text.starts_line(k) for k in range(start + 1, end + 1)
    )


def _widened(new: Words, back: Sequence[int], place: int, step: int, missing: int, *, to_mark: bool) -> int:
    """Take in the new words beside ``place`` for those that are missing there, up to a mark or a sentence's end."""
    room = 2 * missing + 3 if missing else 0
    while room and 0 <= (beside := place + step) < len(new) and back[beside] < 0:
        if new.starts_line(max(place, beside)):
            break
        if new.is_mark(beside):
            return beside if to_mark else place
        if step < 0 and new.ends_sentence(beside) and not new.is_inside(beside):
            break
        place, room = beside, room - 1
        if step > 0 and new.ends_sentence(place) and not new.is_inside(place):
            break
    return place
