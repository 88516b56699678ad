"""Matches typed words to names: each begins a word of the name, in any order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")


def name_words(text: str) -> list[str]:
    """Return the words of a name folded for comparison: without capitals, accents and punctuation."""
    return _WORD.findall(fold(text))


def is_meant(typed: Sequence[str], name: str) -> bool:
    """Whether each word typed begins a word of the name."""
    words = name_words(name)
    return all(_begins(one, words) for one in typed)


def corrected(typed: Sequence[str], names: Iterable[str]) -> list[str] | None:
    """Return the typed words with those that begin no word of the names corrected; None if one has no near match.

    One slip is forgiven in a word, two from six letters on, none in a word of two letters or a number.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = {word for name in names for word in name_words(name)}
    found = []
    for one in typed:
        if _begins(one, known):
            found.append(one)
            continue
        allowed = 1 if len(one) < 6 else 2
        forms = sorted(known | {word[: len(one)] for word in known})
        near = process.extractOne(one, forms, scorer=OSA.distance, score_cutoff=allowed)
        if len(one) < 3 or one.isdigit() or near is None:
            return None
        found.append(near[0])
    return found


def _begins(typed: str, words: Iterable[str]) -> bool:
    # Scripts without capitals mostly write names in one piece, or with an article before them.
    is_whole = typed.upper() == typed and not typed.isascii()
    return any(typed in word if is_whole else word.startswith(typed) for word in words)
