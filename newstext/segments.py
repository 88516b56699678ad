"""Text objects around an offset: word, sentence, paragraph, quoted words.

Every function takes a text and an offset in code points, 0 <= offset < len(text), and answers with spans of that text.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from newstext.spans import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

_REACH = 64
"""Code points looked at on either side of a place: no grapheme that people type is longer."""
_LONG_WORD = 1_000
"""Code points looked back for a space to begin at: in a line without any, words may begin where this ends."""
_LONG_SENTENCE = 5_000
"""Code points looked at on either side of a place in a line that goes on and on."""


@cache
def _grapheme() -> regex.Pattern[str]:
    # Compiled when first needed: a desk that opens has no text to cut yet.
    import regex

    return regex.compile(r"\X")


@cache
def _word() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\w(?:[\w\p{M}\u200c\u200d\u00ad]|['’\-‑](?=\w))*")


@cache
def _word_boundary() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\b", regex.WORD)


def cuts_word(text: str, offset: int) -> bool:
    """Whether ``offset`` lies within a word; rare in scripts without spaces."""
    if not 0 < offset < len(text) or not (text[offset - 1].isalnum() and text[offset].isalnum()):
        return False
    return _word_boundary().match(text, offset) is None


def grapheme_at(text: str, offset: int) -> Span:
    """Return the user-perceived character that covers ``offset``; an empty span at the end of the text."""
    if offset >= len(text):
        return Span(len(text), len(text))
    start = _line_start(text, offset)
    for grapheme in graphemes(text[start : offset + _REACH], Span(0, offset + _REACH - start)):
        if start + grapheme.start <= offset < start + grapheme.end:
            return grapheme.shifted(start)
    return Span(offset, offset + 1)


def graphemes(text: str, span: Span) -> Iterator[Span]:
    """Yield the user-perceived characters of ``span`` in order."""
    for match in _grapheme().finditer(text, span.start, span.end):
        yield Span(*match.span())


def snapped(text: str, span: Span) -> Span:
    """Widen ``span`` to whole graphemes, so that no character is cut in two."""
    if span.start >= span.end:
        return span
    return Span(grapheme_at(text, span.start).start, grapheme_at(text, span.end - 1).end)


def words_in(text: str, span: Span) -> list[Span]:
    """Return the words of ``span``, white space and punctuation left out."""
    return [Span(*match.span()) for match in _word().finditer(text, span.start, span.end)]


def words_from(text: str, offset: int) -> Iterator[Span]:
    """Yield the words that end after ``offset``, in order."""
    for match in _word().finditer(text, _after_space(text, offset)):
        if match.end() > offset:
            yield Span(*match.span())


def words_before(text: str, offset: int) -> Iterator[Span]:
    """Yield the words that begin before ``offset``, last first; a word that it cuts is shortened."""
    end = offset
    while end > 0:
        start = _after_space(text, max(0, end - _REACH))
        yield from reversed(words_in(text, Span(start, end)))
        end = start


def word_at(text: str, offset: int) -> Span:
    """Return the word that covers ``offset``, else the single character there."""
    word = next(words_from(text, offset), None)
    return word if word and word.start <= offset else grapheme_at(text, offset)


def paragraph_at(text: str, offset: int) -> Span:
    """Return the line of text that covers ``offset``, without its line end; empty on a blank line."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return Span(start, len(text) if end < 0 else end)


def sentence_at(text: str, offset: int) -> Span:
    """Return the sentence that covers ``offset``, closing marks included, white space around it left out."""
    from newstext.quotations.tokens import sentence_ends

    line = _line_near(text, offset)
    ends = [line.start + end for end in sentence_ends(line.of(text))]
    after = bisect_right(ends, offset)
    start = ends[after - 1] if after else line.start
    end = ends[after] if after < len(ends) else line.end
    return trimmed(Span(start, end), text)


def quoted_at(text: str, offset: int, *, with_marks: bool) -> list[Span]:
    """Return the stretches in quotation marks around ``offset``, the innermost first, else the next in the paragraph.

    Single marks count inside double ones, and where no double ones enclose them.
    """
    from newstext.quotations.double_marks import stretches
    from newstext.quotations.single_marks import double_marks

    line = _line_near(text, offset)
    words, at = line.of(text), offset - line.start
    words = double_marks(words, [Span(0, len(words))], always=True)
    outer = next((s for s in stretches(words) if s.end > at), None)
    if outer is None:
        return []
    inside = words[outer.inner_start : outer.inner_end]
    nested = (s for s in stretches(inside, single=True) if s.closed and s.start <= at - outer.inner_start < s.end)
    around = [*((s, line.start + outer.inner_start) for s in nested), (outer, line.start)]
    return [
        (Span(s.start, s.end) if with_marks else Span(s.inner_start, s.inner_end)).shifted(shift) for s, shift in around
    ]


def _line_near(text: str, offset: int) -> Span:
    """Return the line that covers ``offset``; of a very long one, as much as a sentence may take."""
    line = paragraph_at(text, offset)
    start = line.start if offset - line.start <= _LONG_SENTENCE else _after_space(text, offset - _LONG_SENTENCE)
    return Span(start, min(line.end, offset + _LONG_SENTENCE))


def _after_space(text: str, offset: int) -> int:
    """Return the last offset up to ``offset`` that lies within no word."""
    low = max(0, offset - _LONG_WORD)
    return max(low, text.rfind(" ", low, offset) + 1, text.rfind("\n", low, offset) + 1)


def _line_start(text: str, offset: int) -> int:
    """Return an offset at or before ``offset`` where a grapheme certainly begins."""
    low = max(0, offset - _REACH)
    return max(low, text.rfind("\n", low, offset) + 1)
