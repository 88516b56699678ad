"""Entries of the register that may be one person: nearly equal names, or one name part of the other."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from store.model.speakers import LikelyDuplicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.model.speakers import Speaker

_BLOCK = 60
"""The largest number of entries sharing a word that are compared; a word shared by more says nothing."""
_LIKELY = 0.86
_LISTED = 100_000
"""The number of entries examined, the most quoted."""
_WORD = re.compile(r"[^\W_]+")


class _Entry(NamedTuple):
    """A speaker, with the folded words of the name."""

    speaker: Speaker
    words: tuple[str, ...]
    name: str
    initials: frozenset[str]


def likely(speakers: Iterable[Speaker], limit: int) -> list[LikelyDuplicate]:
    """Return pairs of speakers that may be one person, the likeliest first."""
    by_last: defaultdict[str, list[_Entry]] = defaultdict(list)
    by_first: defaultdict[str, list[_Entry]] = defaultdict(list)
    for speaker in islice(speakers, _LISTED):
        if words := _words(speaker.name):
            entry = _Entry(speaker, words, " ".join(words), frozenset([word[0] for word in words]))
            by_last[words[-1]].append(entry)
            by_first[f"{words[0]} {words[-1][0]}"].append(entry)
    found: dict[tuple[str, str], LikelyDuplicate] = {}
    for pairs, blocks in ((_of_one_last_name, by_last), (_alike, by_last), (_alike, by_first)):
        for block in blocks.values():
            if 1 < len(block) <= _BLOCK:
                for one, other, likeness in pairs(block):
                    first, second = sorted(
                        (one.speaker, other.speaker), key=lambda s: (-s.quotations, -len(s.name), s.id)
                    )
                    found.setdefault((first.id, second.id), LikelyDuplicate(first, second, likeness))
    return sorted(found.values(), key=lambda d: (-d.likeness, -d.speaker.quotations, d.speaker.name))[:limit]


def _of_one_last_name(block: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry, float]]:
    """Yield pairs in which one name is a shorter form of the other: ``M. Holt``, ``Holt``, ``Mira Anne Holt``."""
    for one, other in combinations(block, 2):
        # The initials rule out most pairs.
        if not (one.initials <= other.initials or other.initials <= one.initials):
            continue
        short, long = sorted((one.words, other.words), key=len)
        if all(any(_is_form(a, b) for b in long) for a in short):
            yield one, other, 0.9 if len(short) == 1 else 0.95


def _alike(block: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry, float]]:
    """Yield pairs whose names differ by few letters."""
    from rapidfuzz import fuzz, process

    names = [entry.name for entry in block]
    for number, entry in enumerate(block):
        nearly = process.extract_iter(entry.name, names[number + 1 :], scorer=fuzz.ratio, score_cutoff=_LIKELY * 100)
        for _, score, place in nearly:
            yield entry, block[number + 1 + place], score / 100


def _is_form(word: str, other: str) -> bool:
    """Whether two words are equal, or one is the initial of the other: ``m`` of ``mira``."""
    short, long = sorted((word, other), key=len)
    return word == other or (len(short) == 1 and long.startswith(short))


def _words(name: str) -> tuple[str, ...]:
    folded = name.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return tuple(_WORD.findall(folded))
