"""Typos in the words of speakers' names and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


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
