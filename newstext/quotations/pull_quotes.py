"""Pull quotes that were pasted with the copy: paragraphs that only print again what another paragraph quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.tokens import WORDS
from newstext.quotations.verbless_cues import DASHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.quotations.tokens import Paragraph

_FEWEST_WORDS = 3
_MOST_PLACES = 40
"""Places that begin like a pull quote which are compared with it: no text may take more than linear time."""
_LONGEST_CREDIT = 10


def pull_quotes(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the numbers of the paragraphs that are words in marks and nothing else, and stand in a quotation too."""
    alone = {n: words for n, p in enumerate(paragraphs) if len(words := _words_alone(p)) >= _FEWEST_WORDS}
    places: dict[tuple[str, ...], list[tuple[list[str], int]]] = {tuple(w[:_FEWEST_WORDS]): [] for w in alone.values()}
    if not places:
        return set()
    for number, p in enumerate(paragraphs):
        for stretch in () if number in alone else range(len(p.stretches)):
            quoted = _words(p, stretch)
            for i in range(len(quoted) - _FEWEST_WORDS + 1):
                found = places.get(tuple(quoted[i : i + _FEWEST_WORDS]))
                if found is not None and len(found) < _MOST_PLACES:
                    found.append((quoted, i))
    return {
        number
        for number, words in alone.items()
        if any(quoted[i : i + len(words)] == words for quoted, i in places[tuple(words[:_FEWEST_WORDS])])
    }


def _words_alone(p: Paragraph) -> list[str]:
    """The words of a paragraph that is one stretch in marks, signed behind a dash or not; none of any other."""
    if len(p.stretches) != 1 or p.bounds[0][0] != p.body:
        return []
    end = p.bounds[0][1]
    signed = end < len(p) <= end + _LONGEST_CREDIT and p.lower[end] in DASHES - {","}
    return _words(p, 0) if end == len(p) or signed else []


def _words(p: Paragraph, stretch: int) -> list[str]:
    first, end = p.bounds[stretch]
    return [p.lower[i] for i in range(first, end) if p.place[i] == WORDS and p.words[i][0].isalnum()]
