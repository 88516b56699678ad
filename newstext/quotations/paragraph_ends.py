"""The ends of paragraphs: the end of a line, unless it breaks off within a sentence or a quotation."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.quotations.lexicon import CUES
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A line that begins small goes on in the sentence before it.
_LINE_END = re.compile(r"(?<=[.?!:;…])\n|\n(?![a-zß-öø-ÿα-ωа-яё])")
_BLOCK_END = re.compile(r"\n[^\S\n]*\n")
_MARK = re.compile(r"[“”\"]|’’")
_BREAKS_OFF = re.compile(
    r"(?:[^\W\d_]-|\b(?:the|an?|of|in|on|at|to|for|from|by|with|and|or|but|that|which|who|as|Mr\.?|Mrs\.?|Ms\.?|Dr\.?))$"
)
"""Signs and words that end neither a paragraph nor a headline."""
_TELLS_ON = re.compile(r"[,?!][”\"’]\s(?P<teller>[^.?!“”\"\n]*[^\W\d_])$")
"""``“…,” captain``: who said it is still to come."""
_CLOSES = re.compile(r"(?:[^“”\"\n]|\n(?=\S)){0,600}?(?:[”\"]|’’)")
_LAST = 80


def paragraph_spans(text: str) -> list[Span]:
    """Return the paragraphs of ``text``: its lines, or the blocks between blank lines where copy is wrapped by hand."""
    return list(_blocks(text) if _is_wrapped(text) else _lines(text))


def _lines(text: str) -> Iterator[Span]:
    """Yield each line, and with it those that go on in the middle of its sentence, as after a ``<br>``."""
    start = line = 0
    opened = False
    for match in _LINE_END.finditer(text):
        end = match.start()
        opened = _is_open(text[line:end], opened)
        line = match.end()
        if text[line : line + 1].isalnum() and _goes_on(text, end, line, opened=opened):
            continue
        if start < end:
            yield Span(start, end)
        start, opened = line, False
    if start < len(text):
        yield Span(start, len(text))


def _is_open(line: str, opened: bool) -> bool:
    """Whether a quotation is open at the end of a line."""
    for mark in _MARK.findall(line):
        opened = mark == "“" or (mark == '"' and not opened)
    return opened


def _goes_on(text: str, end: int, following: int, *, opened: bool) -> bool:
    """Whether the line that ends at ``end`` goes on in the next, though that begins with a capital."""
    last = text[text.rfind("\n", max(0, end - _LAST), end) + 1 or max(0, end - _LAST) : end]
    if _BREAKS_OFF.search(last):
        return True
    teller = _TELLS_ON.search(last)
    if teller is not None:
        return CUES.isdisjoint(teller["teller"].split())
    return opened and _CLOSES.match(text, following) is not None


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for match in _BLOCK_END.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _is_wrapped(text: str) -> bool:
    """Whether lines are cut at a column, as in mail and wire copy, so that a line is not a paragraph."""
    lines = text.split("\n")
    inner = [a.rstrip() for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(inner) < 4:
        return False
    filled = sum(45 <= len(line) <= 100 and line[-1] not in '.?!:;”"' for line in inner)
    return filled >= 0.7 * len(inner)
