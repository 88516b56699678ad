"""Recognises words in quotation marks that nobody says: titles of works, ships, programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.lexicon import CUES, word_set
from newstext.quotations.tokens import WORDS

if TYPE_CHECKING:
    from newstext.quotations.tokens import Paragraph

_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "as",
        "is",
        "vs",
        "into",
        "over",
        "de",
        "la",
    ]
)
_WORKS = word_set(
    "book memoir novel film movie song album play poem essay column commentary editorial article series show"
)
_LONGEST_TITLE = 14


def is_title(p: Paragraph, number: int) -> bool:
    """Whether stretch ``number`` is written as a title (Every Long Word Capitalised) and nobody is said to say it."""
    first, end = p.bounds[number]
    inner = [
        i for i in range(first, end) if p.place[i] == WORDS and p.words[i][0].isalpha() and "’" not in p.words[i][:1]
    ]
    if not 2 <= len(inner) <= _LONGEST_TITLE or not p.words[inner[0]][0].isupper():
        return False
    work = first > 1 and p.lower[first - 1] == "," and p.lower[first - 2] in _WORKS
    if work and end < len(p) and p.lower[end] in ("is", "was", "are", "were", "has"):
        return True
    if any(p.words[i][0].islower() and p.lower[i] not in _SMALL for i in inner):
        return False
    if sum(p.words[i][0].isupper() for i in inner) < 2:
        return False
    before = p.lower[first - 1] if first else ""
    last = p.lower[end - 2] if p.stretches[number].closed else ""
    follows_cue = before == ":" or before in CUES or (before == "," and first > 1 and p.lower[first - 2] in CUES)
    if last in (".", ","):
        return not follows_cue and (before != "," or work) and first > 0 and p.sentence[first - 1] == p.sentence[first]
    return not follows_cue and last not in ("?", "!") and (first > 0 or _goes_on(p, end))


def _goes_on(p: Paragraph, end: int) -> bool:
    """``“Rain on the Tin Market” is voted worst song``: what follows speaks of it, and nobody says it."""
    return end < len(p) and p.words[end].islower() and p.lower[end] not in CUES
