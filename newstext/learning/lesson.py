"""Lessons from the decisions of a desk, measured on articles that they were not learned from."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from newstext.learning.confidence_fit import Suggestion, held_out, part_way, refit
from newstext.learning.decisions import verdict
from newstext.learning.yardstick import GENRES, NOBODY, RESOLUTION, articles, compared
from newstext.quotations.confidence import SHIPPED
from newstext.quotations.finder import find_with_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newstext.learning.decisions import DecidedText
    from newstext.learning.yardstick import Outcome
    from newstext.quotations.confidence import Weights

FEWEST_DECISIONS, FEWEST_ARTICLES = 100, 10
"""The least to learn from."""
MAY_FALL = 0.003
"""By how much found+speaker may fall on the yardstick that ships."""
_FOLDS = 10
_STEPS = (1.0, 0.75, 0.5, 0.25)


class Figures(NamedTuple):
    """Quotations that people ``kept``, and those ``found`` with their speaker; suggestions ``shown``, and ``right``."""

    kept: int
    found: int
    shown: int
    right: int

    @property
    def found_and_speaker(self) -> float:
        """The harmonic mean of the share found and the share right: what is hidden costs, and so does what is wrong."""
        return 2 * self.found * self.right / max(1, self.found * self.shown + self.right * self.kept)


class Lesson(NamedTuple):
    """A result of learning from decisions, and the figures before and after on articles that were held out."""

    weights: Weights
    decisions: int
    articles: int
    before: Figures
    after: Figures
    yardstick_before: float
    yardstick_after: float

    @property
    def helps(self) -> bool:
        """Whether it may be switched on."""
        return self.rises and self.holds

    @property
    def rises(self) -> bool:
        """Whether found+speaker rises on the articles held out."""
        return self.after.found_and_speaker > self.before.found_and_speaker

    @property
    def holds(self) -> bool:
        """Whether it stays as good as it was on the yardstick that ships."""
        return self.yardstick_after >= self.yardstick_before - MAY_FALL

    def cues(self) -> Iterator[tuple[str, float]]:
        """Yield the last words of cues with a weight of their own, and by how much log-odds they change."""
        for weights in self.weights:
            for name, weight in weights.items():
                if name.startswith("cue ") and name != "cue ":
                    yield name.removeprefix("cue "), weight


class TooFew(NamedTuple):
    """There are too few decisions, or articles with them, to learn anything that would hold for the next article."""

    decisions: int
    articles: int


def learn(texts: Iterable[DecidedText], indirect_from: float) -> Lesson | TooFew:
    """Learn from decided texts, and measure on articles held out.

    Indirect speech less sure than ``indirect_from`` is not suggested.
    """
    decided: list[Suggestion] = []
    kept = decisions = 0
    for number, text in enumerate(texts):
        decided += _suggestions(number, text, indirect_from)
        kept += sum(decision.kept for decision in text.decisions)
        decisions += len(text.decisions)
    ids = sorted({one.article_id for one in decided})
    if decisions < FEWEST_DECISIONS or len(ids) < FEWEST_ARTICLES:
        return TooFew(decisions, len(ids))
    folds = [frozenset(ids[number::_FOLDS]) for number in range(min(_FOLDS, len(ids)))]
    before = on_yardstick(SHIPPED, indirect_from)
    step, weights, after = _held_back_by_yardstick(refit(decided), before, indirect_from)
    outside = [(one, part_way(learned, step)) for one, learned in held_out(decided, folds)]
    return Lesson(
        weights,
        decisions,
        len(ids),
        _figures(kept, [(one, SHIPPED) for one in decided], indirect_from),
        _figures(kept, outside, indirect_from),
        before,
        after,
    )


def _held_back_by_yardstick(learned: Weights, before: float, indirect_from: float) -> tuple[float, Weights, float]:
    """Go from the shipped weights towards the learned ones as far as the yardstick allows, at least a quarter.

    Return the share of the way, the weights there, and found+speaker on the yardstick.
    """
    for step in _STEPS:
        weights = part_way(learned, step)
        after = on_yardstick(weights, indirect_from)
        if after >= before - MAY_FALL:
            break
    return step, weights, after


def on_yardstick(weights: Weights, indirect_from: float) -> float:
    """Return the share of labels of the yardstick that ships which are suggested with the right speaker."""
    done = _yardstick()
    return sum(_is_right(outcome, shown, weights, indirect_from) for outcome, shown in done) / len(done)


@lru_cache(maxsize=1)
def _yardstick() -> list[tuple[Outcome, Suggestion | None]]:
    """Read the articles of the yardstick, once: each label and the suggestion for it, if any."""
    done = []
    for text, labels in chain(articles(GENRES), articles(RESOLUTION)):
        found = find_with_evidence(text)
        of_quotation = {id(q): Suggestion("", q, evidence, is_right=True, matches=None) for q, evidence in found}
        outcomes = compared(text, labels, [q for q, _ in found])
        done += [(outcome, of_quotation.get(id(outcome.quotation))) for outcome in outcomes]
    return done


def _is_right(outcome: Outcome, found: Suggestion | None, weights: Weights, indirect_from: float) -> bool:
    """Whether the suggestions shown meet a label. Words that nobody says must not be among them."""
    if found is None or found.is_shown(weights, indirect_from):
        return outcome.right
    return outcome.label.speaker == NOBODY


def _suggestions(number: int, decided: DecidedText, indirect_from: float) -> list[Suggestion]:
    """Return the finder's suggestions for a text that people have decided on, without those that nobody saw.

    Of what the finder holds back people see only what they mark themselves, and that is always right: to learn from it
    would be to learn that all of it is.
    """
    found = []
    for quotation, evidence in find_with_evidence(decided.text):
        judged = verdict(quotation, decided) if quotation.said else None
        if judged is not None:
            matches = None if judged.matches is None else (number, judged.matches)
            one = Suggestion(decided.article_id, quotation, evidence, judged.is_right, matches)
            if decided.saw_all or one.is_shown(SHIPPED, indirect_from):
                found.append(one)
    return found


def _figures(kept: int, weighed: Sequence[tuple[Suggestion, Weights]], indirect_from: float) -> Figures:
    shown = [one for one, weights in weighed if one.is_shown(weights, indirect_from)]
    right = [one for one in shown if one.is_right]
    return Figures(kept, len({one.matches for one in right}), len(shown), len(right))
