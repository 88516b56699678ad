"""Where each motion takes the cursor. Pure: a text, an offset in code points, a new offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.segments import grapheme_at, paragraph_at, sentence_at, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.spans import Span


def left(text: str, at: int) -> int:
    """One character to the left."""
    return grapheme_at(text, at - 1).start if at > 0 else at


def right(text: str, at: int) -> int:
    """One character to the right."""
    after = grapheme_at(text, at).end
    return after if after < len(text) else at


def next_word(text: str, at: int) -> int:
    """The start of the next word."""
    for line in _lines_from(text, at):
        for word in words_in(text, line):
            if word.start > at:
                return word.start
    return _last(text)


def previous_word(text: str, at: int) -> int:
    """The start of this word, or of the one before."""
    for line in _lines_back_from(text, at):
        for word in reversed(words_in(text, line)):
            if word.start < at:
                return word.start
    return 0


def word_end(text: str, at: int) -> int:
    """The last character of this word, or of the next one."""
    for line in _lines_from(text, at):
        for word in words_in(text, line):
            last = grapheme_at(text, word.end - 1).start
            if last > at:
                return last
    return _last(text)


def next_sentence(text: str, at: int) -> int:
    """The start of the next sentence."""
    after = sentence_at(text, at).end
    while after < len(text) and text[after].isspace():
        after += 1
    return after if after < len(text) else _last(text)


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
    for line in _lines_from(text, paragraph_at(text, at).end + 1):
        if line.start < line.end:
            return line.start
    return _last(text)


def previous_paragraph(text: str, at: int) -> int:
    """The start of this paragraph, or of the one before."""
    for line in _lines_back_from(text, at):
        if line.start < line.end and line.start < at:
            return line.start
    return 0


def _lines_from(text: str, at: int) -> Iterator[Span]:
    while at <= len(text):
        line = paragraph_at(text, at)
        yield line
        at = line.end + 1


def _lines_back_from(text: str, at: int) -> Iterator[Span]:
    while at >= 0:
        line = paragraph_at(text, at)
        yield line
        at = line.start - 1


def _last(text: str) -> int:
    return grapheme_at(text, len(text) - 1).start if text else 0
