"""Excerpts of a text for lists, which begin and end between words."""

from __future__ import annotations

import re
from typing import NamedTuple

from newstext.folding import breaks_word
from newstext.segments import grapheme_at, paragraph_at
from newstext.spans import Span, trimmed

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that are written without spaces, Thai to Khmer, kana, Han, as a class of a regular expression."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(r"\S")


class Excerpt(NamedTuple):
    """An excerpt, and whether its lines start before it and continue after it."""

    span: Span
    cut_before: bool
    cut_after: bool


def excerpt(text: str, around: Span, *, before: int, after: int) -> Excerpt:
    """Return part of the lines around ``around``, at most the given code points before and after its start.

    It begins and ends between words; in scripts without spaces, between any characters.
    """
    line = _lines(text, around, before=before, after=after)
    start = max(line.start, around.start - before)
    if start > line.start:
        start = next((at for at in range(start, around.start) if _is_gap(text, at)), around.start)
    end = min(line.end, max(around.end, around.start + after))
    if end < line.end:
        end = next((at for at in range(end, around.end, -1) if _is_gap(text, at)), around.end)
    cut_before = bool(_WORD.search(text, line.start, start))
    return Excerpt(trimmed(Span(start, end), text), cut_before, bool(_WORD.search(text, end, line.end)))


def _lines(text: str, around: Span, *, before: int, after: int) -> Span:
    """Return the line of a stretch, with neighbouring lines that share a hyphenated word with it."""
    start = paragraph_at(text, around.start).start
    while around.start - start < before and breaks_word(text, start):
        start = paragraph_at(text, start - 1).start
    end = paragraph_at(text, max(around.start, around.end - 1)).end
    while end - around.start < after and breaks_word(text, end + 1):
        end = paragraph_at(text, end + 1).end
    return Span(start, end)


def _is_gap(text: str, at: int) -> bool:
    """Whether the text can be cut at this offset."""
    before, here = text[at - 1], text[at]
    if before.isspace() or here.isspace():
        return not (breaks_word(text, at) or (here == "\n" and breaks_word(text, at + 1)))
    return bool(_UNSPACED.match(before) or _UNSPACED.match(here)) and grapheme_at(text, at).start == at
