"""Refits the confidence on decided suggestions, starting from the weights that ship."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newstext.learning.logistic import Case, fit
from newstext.quotations.confidence import SHIPPED, Weights, by_hand, confidence, signals
from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from newstext.quotations import Quotation
    from newstext.quotations.confidence import Evidence

_OFTEN = 8
"""The least decisions on a pattern or a cue before it has a weight of its own."""


class Suggestion(NamedTuple):
    """One suggestion that people have decided on: in article ``article_id``, right or not, and the decision it meets.

    ``matches`` tells decisions of different texts apart.
    """

    article_id: str
    quotation: Quotation
    evidence: Evidence
    is_right: bool
    matches: tuple[int, int] | None

    def sureness(self, weights: Weights) -> float:
        """Return how likely words and name are both right: the lower of the two counts."""
        return min(confidence(self.evidence, weights), self.quotation.name_confidence)

    def is_shown(self, weights: Weights, indirect_from: float) -> bool:
        """Whether it is suggested: anything but indirect speech that is less sure than ``indirect_from``."""
        return not self.quotation.is_paraphrase or self.sureness(weights) >= indirect_from


def refit(decided: Sequence[Suggestion]) -> Weights:
    """Return weights that fit these decisions, no further from the shipped ones than they have grounds for."""
    quoted = [one for one in decided if one.evidence.kind is not QuotationKind.INDIRECT]
    indirect = [one for one in decided if one.evidence.kind is QuotationKind.INDIRECT]
    return Weights(_fitted(quoted, SHIPPED.quoted), _fitted(indirect, SHIPPED.indirect))


def held_out(decided: Sequence[Suggestion], folds: Sequence[Collection[str]]) -> list[tuple[Suggestion, Weights]]:
    """Return each suggestion with weights that were fitted without the articles of its fold."""
    pairs = []
    for fold in folds:
        weights = refit([one for one in decided if one.article_id not in fold])
        pairs += [(one, weights) for one in decided if one.article_id in fold]
    return pairs


def part_way(learned: Weights, step: float) -> Weights:
    """Return the weights that are ``step`` of the way from the shipped to the learned ones; 1 is all of it."""
    return Weights(
        *(
            {name: round(was.get(name, 0.0) + step * (value - was.get(name, 0.0)), 4) for name, value in now.items()}
            for was, now in zip(SHIPPED, learned, strict=True)
        )
    )


def _fitted(decided: Sequence[Suggestion], before: Mapping[str, float]) -> dict[str, float]:
    told = [signals(one.evidence) for one in decided]
    often = Counter(name for signals_of in told for name in signals_of if name.startswith(("pattern ", "cue ")))
    names = [*before, "doubtful name", *sorted(name for name, times in often.items() if times >= _OFTEN)]
    cases = [
        Case(signals_of, one.is_right, offset=by_hand(one.evidence))
        for one, signals_of in zip(decided, told, strict=True)
    ]
    return fit(cases, names, before)
