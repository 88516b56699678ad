"""Speakers looked up while a name is typed: typos in their words, and how much of the register is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.name_match import corrected as corrected_name
from newstext.name_match import is_meant, name_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FEW = 400
"""Up to this number of rows with a prefix is read as a whole."""
ASKED_FIRST = 800
"""The number of most quoted speakers tested one by one when every typed word is common."""
MANY = 1_500
"""The number of other speakers tested after that; with more, another letter has to be typed."""
BUCKET = 1_000
"""The number of words that a misspelled word is compared with."""
LAST = "\U0010ffff"
"""Sorts after every word with the prefix before it."""


def corrected(
    words: Sequence[str], is_known: Callable[[str], object], beginning: Callable[[str], Iterable[str]]
) -> list[str]:
    """Return the words with their typos corrected; nothing if one cannot be, or none has a typo."""
    meant = [word if is_known(word) else nearest(word, beginning) for word in words]
    return [word for word in meant if word] if all(meant) and meant != list(words) else []


def names_like(typed: str, all_names: Callable[[], Sequence[str]]) -> list[str]:
    """Return the names with words that begin like those typed; with typos corrected if there are none."""
    if not (words := name_words(typed)):
        return []
    known = all_names()
    found = [name for name in known if is_meant(words, name)]
    if not found and (meant := corrected_name(words, known)):
        found = [name for name in known if is_meant(meant, name)]
    return found


def nearest(word: str, beginning: Callable[[str], Iterable[str]]) -> str | None:
    """Return the known word or prefix that ``word`` is most likely a typo of; None if none is similar.

    ``beginning`` returns known words with a prefix, perhaps not all.
    """
    from rapidfuzz.distance import OSA

    allowed = 1 if len(word) < 6 else 2
    if len(word) < 3:
        return None
    near: list[tuple[int, int, str]] = []
    for bucket in dict.fromkeys((word[:2], word[1] + word[0], word[0])):
        for known in beginning(bucket):
            for form in {known, known[: len(word)]}:
                distance = OSA.distance(word, form, score_cutoff=allowed)
                if distance <= allowed:
                    near.append((distance, abs(len(known) - len(word)), form))
        if near:
            return min(near)[2]
    return None
