"""Finds the articles that share the rare words of a text: the candidates of the draft check."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_RARE = 500
"""A word in at most this number of articles is looked up alone; commoner words only together."""
_MOST_WORDS = 8


def sharing(
    words: Sequence[str],
    counts: Mapping[str, int],
    having: Callable[[tuple[str, ...], int], Sequence[int]],
    limit: int,
) -> list[int]:
    """Return the numbers of articles, those that share most first; rare words count more.

    ``having`` returns the articles that have all given words, up to a limit, the last stored first.
    """
    rarest = sorted(words, key=lambda word: (counts[word], word))
    shared: Counter[int] = Counter()
    for together, weight in _questions(rarest, counts):
        for number in having(together, max(_RARE, limit)):
            shared[number] += weight
    return sorted(shared, key=lambda number: (-shared[number], -number))[:limit]


def _questions(rarest: Sequence[str], counts: Mapping[str, int]) -> Iterable[tuple[tuple[str, ...], int]]:
    """Yield words to look up together, each time with the weight of a match."""
    few = [word for word in rarest if counts[word] <= _RARE][:_MOST_WORDS]
    for word in few:
        yield (word,), round(100 / math.log(2 + counts[word]))
    common = rarest[len(few) :][: _MOST_WORDS - len(few) + 3]
    # Any one of them may be the word that a draft changed.
    if len(few) < 3 and len(common) > 1:
        yield tuple(rarest[:_MOST_WORDS]), 200
        for left_out in rarest[:_MOST_WORDS]:
            yield tuple(word for word in rarest[: _MOST_WORDS + 1] if word != left_out), 20
    elif len(few) < 3:
        for word in common:
            yield (word,), 1
