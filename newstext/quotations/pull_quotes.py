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
    """Return the numbers of the paragraphs that are only words in marks, which a quotation repeats."""
    alone = {n: runs for n, p in enumerate(paragraphs) if (runs := _runs_alone(p))}
    places: dict[tuple[str, ...], list[str]] = {_key(runs): [] for runs in alone.values()}
    if not places:
        return set()
    for number, p in enumerate(paragraphs):
        for stretch in () if number in alone else range(len(p.stretches)):
            quoted = [word for run in _runs(p, stretch) for word in run]
            for i in range(len(quoted) - _FEWEST_WORDS + 1):
                found = places.get(tuple(quoted[i : i + _FEWEST_WORDS]))
                if found is not None and len(found) < _MOST_PLACES:
                    found.append(f" {' '.join(quoted)} ")
    return {number for number, runs in alone.items() if any(_holds(quoted, runs) for quoted in places[_key(runs)])}


def _key(runs: list[list[str]]) -> tuple[str, ...]:
    return tuple(max(runs, key=len)[:_FEWEST_WORDS])


def _holds(quoted: str, runs: list[list[str]]) -> bool:
    """Whether words hold these runs in order: a pull quote may have an ellipsis between them."""
    at = 0
    for run in runs:
        found = quoted.find(f" {' '.join(run)} ", at)
        if found < 0:
            return False
        at = found + len(run)
    return True


def _runs_alone(p: Paragraph) -> list[list[str]]:
    """The words of a paragraph that is one stretch in marks, signed behind a dash or not; none of any other."""
    if len(p.stretches) != 1 or p.bounds[0][0] != p.body:
        return []
    end = p.bounds[0][1]
    signed = end < len(p) <= end + _LONGEST_CREDIT and p.lower[end] in DASHES - {","}
    runs = _runs(p, 0) if end == len(p) or signed else []
    return runs if max(map(len, runs), default=0) >= _FEWEST_WORDS else []


def _runs(p: Paragraph, stretch: int) -> list[list[str]]:
    """The words in marks, parted at each ellipsis."""
    runs: list[list[str]] = [[]]
    for i in range(*p.bounds[stretch]):
        if p.place[i] == WORDS and p.words[i][0].isalnum():
            runs[-1].append(p.lower[i])
        elif p.words[i] in ("…", "..."):
            runs.append([])
    return [run for run in runs if run]
