"""Recognises words in quotation marks that nobody says: titles of works, ships, programmes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from newstext.quotations.lexicon import CUES, word_set
from newstext.quotations.phrases import subject_before
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
_NEAR, _FARTHEST_SUBJECT = 4, 20
_BEFORE_PARTICIPLE = word_set("is was are were be been being 's ’s , ( and also widely better once")
_KNOWN = word_set("known referred")
_CALLED = word_set("called named dubbed")
_NAMED = word_set("nicknamed titled entitled subtitled christened")
"""Verbs that give a name, with any subject."""


def is_spoken(p: Paragraph, tokens: tuple[int, int]) -> bool:
    """Whether ``tokens`` have words in marks that are long enough for speech and not a title."""
    owners = {owner for owner in p.stretch[slice(*tokens)] if owner >= 0 and p.long[owner]}
    return any(not is_title(p, owner) for owner in owners)


def is_naming(p: Paragraph, number: int) -> bool:
    """Whether stretch ``number`` is the name of something: ``nicknamed “…”``, ``known as “…”``, ``a band called “…”``.

    Not so ``what she called “…”`` and ``was called “…” by``.
    """
    first, end = p.bounds[number]
    verb = first - 1
    if verb < 0 or p.lower[end : end + 1] == ["by"]:
        return False
    if p.lower[verb] == "as":
        named = next((i for i in range(verb, max(-1, verb - _NEAR), -1) if p.lower[i] in _KNOWN), None)
        return named is not None and _is_passive(p, named)
    return p.lower[verb] in _NAMED or (p.lower[verb] in _CALLED and _is_passive(p, verb))


def _is_passive(p: Paragraph, verb: int) -> bool:
    before = p.lower[max(0, verb - _NEAR) : verb]
    if not before or before[-1] in _BEFORE_PARTICIPLE:
        return before[-1:] != [","] or subject_before(p, verb, max(0, verb - _FARTHEST_SUBJECT)) is None
    return p.words[verb - 1].islower() and not {"a", "an"}.isdisjoint(before)


def is_title(p: Paragraph, number: int) -> bool:
    """Whether stretch ``number`` is written as a title (Every Long Word Capitalised) and nobody is said to say it."""
    if is_naming(p, number):
        return True
    first, end = p.bounds[number]
    in_words = (
        i for i in range(first, end) if p.place[i] == WORDS and p.words[i][0].isalpha() and "’" not in p.words[i][:1]
    )
    inner = list(islice(in_words, _LONGEST_TITLE + 1))
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
