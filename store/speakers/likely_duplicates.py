"""Which entries of the register may be one person: names that are nearly the same, or one a part of the other."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from store.speakers.register import Double

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.records import Speaker

_BLOCK = 60
"""Entries that share a word and are compared with one another; a word that more share tells nobody apart."""
_LIKELY = 0.86
_LISTED = 100_000
"""Entries looked at, the most quoted."""


def likely(speakers: Iterable[Speaker], limit: int) -> list[Double]:
    """Return pairs that may be one person, the likeliest first."""
    blocks: defaultdict[str, list[tuple[Speaker, tuple[str, ...]]]] = defaultdict(list)
    for _, speaker in zip(range(_LISTED), speakers, strict=False):
        words = tuple(_plain(speaker.name).split())
        for key in _keys(words):
            blocks[key].append((speaker, words))
    found: dict[tuple[str, str], Double] = {}
    for block in blocks.values():
        if len(block) <= _BLOCK:
            for double in _pairs(block):
                found[double.speaker.id, double.other.id] = double
    return sorted(found.values(), key=lambda d: (-d.likeness, -d.speaker.quotations, d.speaker.name))[:limit]


def _keys(words: tuple[str, ...]) -> set[str]:
    """What likely doubles share: the last name, or the first one and how the last begins."""
    if not words:
        return set()
    return {f"last {words[-1]}", f"first {words[0]} {words[-1][:1]}"}


def _pairs(block: list[tuple[Speaker, tuple[str, ...]]]) -> Iterator[Double]:
    for number, (speaker, words) in enumerate(block):
        for other, other_words in block[number + 1 :]:
            if (likeness := _likeness(words, other_words)) >= _LIKELY:
                first, second = sorted((speaker, other), key=lambda s: (-s.quotations, -len(s.name), s.id))
                yield Double(first, second, likeness)


def _likeness(words: tuple[str, ...], others: tuple[str, ...]) -> float:
    from rapidfuzz import fuzz

    short, long = sorted((words, others), key=len)
    if words[-1:] == others[-1:] and all(any(_is_form(a, b) for b in long) for a in short):
        return 0.9 if len(short) == 1 else 0.95
    return fuzz.ratio(" ".join(words), " ".join(others)) / 100


def _is_form(word: str, other: str) -> bool:
    """Whether a word is another, or one is the other's initial: ``m`` of ``mira``."""
    short, long = sorted((word, other), key=len)
    return word == other or (len(short) == 1 and long.startswith(short))


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
