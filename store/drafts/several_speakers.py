"""A draft's words that a transcript gives to several speakers."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from newstext.draft_check import Comparison, Verdict
from newstext.namesakes import may_be_one
from newstext.spans import Span
from newstext.turns import Turn, turns_in

if TYPE_CHECKING:
    from collections.abc import Sequence


def apart_by_speakers(comparison: Comparison, turns: Sequence[Turn]) -> Comparison:
    """Return words that a transcript gives to several speakers as spliced, each speaker's at a place of its own."""
    met = {turn.speaker for place in comparison.places for turn in turns_in(turns, place)}
    if not any(_differ(one, other) for one, other in combinations(met, 2)):
        return comparison
    places = [
        Span(max(place.start, turn.span.start), min(place.end, turn.span.end))
        for place in comparison.places
        for turn in turns_in(turns, place)
    ]
    return comparison._replace(verdict=Verdict.SPLICED, places=tuple(places))


def _differ(one: str | None, other: str | None) -> bool:
    return one is None or other is None or not may_be_one(one, other)


def is_of_several_speakers(comparison: Comparison) -> bool:
    """Whether a comparison is ``apart_by_speakers``: the only one that is spliced without a difference."""
    return comparison.verdict is Verdict.SPLICED and not comparison.differences
