"""Cursor motions. Pure functions from a text and an offset in code points to a new offset.

Without a next thing to go to, a motion returns the end of the text.
"""

from __future__ import annotations

from collections.abc import Callable

from newstext.segments import grapheme_at, paragraph_at, sentence_at, words_before, words_from

Motion = Callable[[str, int], int]

_KNOWN_BY = 40
"""Code points used to find a position again in a newer text."""


def left(text: str, at: int) -> int:
    """One character to the left."""
    return grapheme_at(text, at - 1).start if at > 0 else at


def right(text: str, at: int) -> int:
    """One character to the right."""
    after = grapheme_at(text, at).end
    return after if after < len(text) else at


def next_word(text: str, at: int) -> int:
    """The start of the next word."""
    return next((word.start for word in words_from(text, at) if word.start > at), len(text))


def previous_word(text: str, at: int) -> int:
    """The start of this word, or of the one before."""
    return next((word.start for word in words_before(text, at)), 0)


def word_end(text: str, at: int) -> int:
    """The last character of this word, or of the next one."""
    ends = (grapheme_at(text, word.end - 1).start for word in words_from(text, at))
    return next((end for end in ends if end > at), len(text))


def next_sentence(text: str, at: int) -> int:
    """The start of the next sentence."""
    return past_spaces(text, sentence_at(text, at).end)


def previous_sentence(text: str, at: int) -> int:
    """The start of this sentence, or of the one before."""
    start = sentence_at(text, at).start
    if start < at:
        return start
    before = start - 1
    while before > 0 and text[before].isspace():
        before -= 1
    return sentence_at(text, before).start if before > 0 else 0


def next_paragraph(text: str, at: int) -> int:
    """The start of the next paragraph."""
    after = paragraph_at(text, at).end
    while after < len(text) and text[after] == "\n":
        after += 1
    return after


def previous_paragraph(text: str, at: int) -> int:
    """The start of this paragraph, or of the one before."""
    start = paragraph_at(text, at).start
    while start > 0 and (start == at or text[start] == "\n"):
        start = paragraph_at(text, start - 1).start
    return start


def past_spaces(text: str, at: int) -> int:
    """The first position from ``at`` that is not white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def up_to(motion: Motion) -> Motion:
    """Return a motion to the last character before the target of ``motion``, spaces skipped.

    Selecting up to the next sentence selects this one, without the next one's first letter.
    """

    def ending(text: str, at: int) -> int:
        target = at
        while (further := motion(text, target)) > target:
            target = further
            last = len(text[at:target].rstrip()) + at - 1
            if last > at and (last := grapheme_at(text, last).start) > at:
                return last
        return target

    return ending


def place_of_the_same(older: str, newer: str, offset: int) -> int:
    """Return the position in a newer text of the words at ``offset`` in an older one.

    The nearest occurrence of the words after ``offset``, else of those before it, else ``offset``.
    """
    for start in (offset, max(0, offset - _KNOWN_BY)):
        words = older[start : start + _KNOWN_BY]
        found = newer.rfind(words, 0, start + len(words)), newer.find(words, start)
        if places := [place for place in found if place >= 0]:
            return min(places, key=lambda place: abs(place - start)) + offset - start
    return offset
