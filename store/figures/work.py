"""The work of a desk: what people decided, how long it waited, what updates changed, and how right the finder was."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from store.figures.agreement import Agreement, agreement
from store.figures.local_day import local_day
from store.figures.sources import OPEN
from store.model.annotations import Status
from store.model.changes import BY_PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.model.figures import ArticleFacts, DecisionFacts, Outcome, QuotationFacts

_KEPT = frozenset({Status.ACCEPTED, Status.VERIFIED})
_DROPPED = frozenset({Status.REJECTED, Status.REMOVED})
_DECIDED = _KEPT | _DROPPED


def waiting_since(one: QuotationFacts) -> str:
    """Return the time since which an open quotation waits: a stale one since the update."""
    return one.changed_at if one.status is Status.STALE else one.created_at


def _seconds(since: str, until: str) -> float:
    return (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()


class Settled(NamedTuple):
    """The quotations that one person settled on one day, and how long they had waited, in seconds.

    A new quotation that a person marked has not waited. ``decisions`` are all their decisions, also on speakers, words
    and remarks.
    """

    day: str
    """The local day."""
    actor: str
    decisions: int
    kept: int
    """Accepted, verified, or marked as new."""
    rejected: int
    """Rejected or removed."""
    waited: float | None
    """The median; None when none had waited."""
    longest: float | None


class Corrected(NamedTuple):
    """The decisions of people on the finder's quotations of one kind."""

    kind: str
    decided: int
    rejected: int
    words: int
    """Kept with other words."""
    speaker: int
    kind_changed: int
    as_suggested: int
    """Kept with the same words, speaker and kind."""


class Work(NamedTuple):
    """Decisions by day and person, agreement of two readers, and corrections of the finder."""

    settled: tuple[Settled, ...]
    agreement: Agreement
    """Keep or reject, where two people decided."""
    same_speaker: Agreement
    """The speaker, where two people kept a quotation; without a coefficient."""
    corrected: tuple[Corrected, ...]


@dataclass(slots=True)
class Decided:
    """Decisions on some quotations, those that settled them, and how long these had waited, in seconds."""

    decisions: int = 0
    kept: int = 0
    rejected: int = 0
    waits: list[float] = field(default_factory=list)

    def settle(self, is_kept: bool, wait: float | None) -> None:
        """Count a decision that kept a quotation or not."""
        if is_kept:
            self.kept += 1
        else:
            self.rejected += 1
        if wait is not None:
            self.waits.append(wait)

    @property
    def waited(self) -> float | None:
        """The median wait; None when nothing had waited."""
        return median(self.waits) if self.waits else None

    @property
    def longest(self) -> float | None:
        """The longest wait; None when nothing had waited."""
        return max(self.waits, default=None)

    def add(self, other: Decided) -> None:
        """Count the decisions on other quotations too."""
        self.decisions += other.decisions
        self.kept += other.kept
        self.rejected += other.rejected
        self.waits += other.waits


class WorkTally:
    """Counts decisions, article by article."""

    def __init__(self) -> None:
        self._days: defaultdict[tuple[str, str], Decided] = defaultdict(Decided)
        self._pairs: list[tuple[bool, bool]] = []
        self._speakers: list[tuple[str | None, str | None]] = []
        self._outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def take(self, articles: Iterable[ArticleFacts], decisions: Sequence[DecisionFacts]) -> defaultdict[str, Decided]:
        """Count the decisions on articles, which are those that the log tells, in order; return them by article."""
        by_article: defaultdict[str, Decided] = defaultdict(Decided)
        created: dict[str, str] = {}
        """The times of the quotations that the log tells of."""
        for article in articles:
            for one in article.quotations:
                if one.settled_by is None:
                    created[one.id] = one.created_at
                else:
                    self._take_settled(one, one.settled_by, by_article[article.id])
        self._take_logged(decisions, created, by_article)
        return by_article

    def _take_settled(self, one: QuotationFacts, actor: str, in_article: Decided) -> None:
        wait = _seconds(one.created_at, one.changed_at)
        is_kept = one.status in _KEPT
        for each in (self._days[local_day(one.changed_at), actor], in_article):
            each.decisions += 1
            each.settle(is_kept, wait)
        outcomes = self._outcomes[one.kind or "unknown"]
        outcomes["decided"] += 1
        outcomes["as_suggested" if is_kept else "rejected"] += 1

    def _take_logged(
        self, decisions: Iterable[DecisionFacts], created: Mapping[str, str], by_article: defaultdict[str, Decided]
    ) -> None:
        opened: dict[str, str] = {}
        """The times since which quotations are open, where that is not their creation."""
        last: dict[str, dict[str, DecisionFacts]] = {}
        for one in decisions:
            quotation = one.annotation_id
            if one.action not in BY_PROGRAM:
                self._count(one, opened.get(quotation) or created[quotation], by_article[one.article_id])
                if one.after in _DECIDED:
                    last.setdefault(quotation, {})[one.actor] = one
            if one.after in OPEN and one.before not in OPEN:
                opened[quotation] = one.at
        for by_actor in last.values():
            self._compare(list(by_actor.values())[:2])

    def take_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Count the outcomes of suggestions, without those that ``take`` counts from their facts."""
        for one in outcomes:
            counts = self._outcomes[one.kind or "unknown"]
            counts["decided"] += 1
            if one.rejected:
                counts["rejected"] += 1
                continue
            counts["words"] += one.words_changed
            counts["speaker"] += one.speaker_changed
            counts["kind_changed"] += one.kind_changed
            counts["as_suggested"] += not (one.words_changed or one.speaker_changed or one.kind_changed)

    def work(self) -> Work:
        """Return the counts; days in order."""
        same = [(one == two, True) for one, two in self._speakers]
        return Work(
            tuple(
                Settled(day, actor, each.decisions, each.kept, each.rejected, each.waited, each.longest)
                for (day, actor), each in sorted(self._days.items())
            ),
            agreement(self._pairs),
            agreement(same)._replace(ac1=None),
            tuple(
                Corrected(kind, *(counts[name] for name in Corrected._fields[1:]))
                for kind, counts in sorted(self._outcomes.items())
            ),
        )

    def _count(self, one: DecisionFacts, opened: str, in_article: Decided) -> None:
        # A second yes, a new speaker or a note settles nothing.
        is_again = one.before in _DECIDED and (one.before in _KEPT) is (one.after in _KEPT)
        wait = _seconds(opened, one.at) if one.before in OPEN else None
        for each in (self._days[local_day(one.at), one.actor], in_article):
            each.decisions += 1
            if one.after in _DECIDED and not is_again:
                each.settle(one.after in _KEPT, wait)

    def _compare(self, two: list[DecisionFacts]) -> None:
        if len(two) < 2:
            return
        first, second = two
        self._pairs.append((first.after in _KEPT, second.after in _KEPT))
        if first.after in _KEPT and second.after in _KEPT:
            self._speakers.append((first.speaker, second.speaker))
