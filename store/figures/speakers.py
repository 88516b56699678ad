"""Who said what when: the quotations of each source, and the chains by which words come to an outlet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from store.figures.sources import NO_SOURCE, Naming, Repeated, by_frequency, credit, day, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.figures.sources import Source
    from store.model.annotations import Status
    from store.model.figures import ArticleFacts, QuotationFacts


class Tick(NamedTuple):
    """One quotation on a line of time."""

    day: str
    """``no date`` without a whole day."""
    annotation_id: str
    article_id: str
    status: Status


class SpeakerCount(NamedTuple):
    """One source over all articles; ``ticks`` are its quotations, the newest article first."""

    who: str
    naming: Naming
    articles: int
    ticks: tuple[Tick, ...]

    @property
    def quotations(self) -> int:
        """The number of its quotations that stand."""
        return len(self.ticks)


class Chain(NamedTuple):
    """Words that reach an outlet through another: who is quoted, via whom, where, and how often."""

    outlet: str
    via: str
    who: str
    annotation_ids: tuple[str, ...]


@dataclass
class _Speaker:
    who: str
    naming: Naming
    articles: int = 0
    ticks: list[Tick] = field(default_factory=list)


class SpeakerTally:
    """Gathers the quotations of sources, article by article. Unnamed sources are one only within an article."""

    def __init__(self) -> None:
        self._speakers: dict[str, _Speaker] = {}

    def take(self, article: ArticleFacts, found: Iterable[Source]) -> None:
        """Gather one article."""
        when, make = day(article), Tick._make
        for source in found:
            if source.naming is not Naming.NAMED:
                continue
            key = folded(source.who)
            if (speaker := self._speakers.get(key)) is None:
                speaker = self._speakers[key] = _Speaker(source.who, source.naming)
            speaker.articles += 1
            speaker.ticks += [make((when, one.id, article.id, one.status)) for one in source.quotations]

    def counts(self) -> list[SpeakerCount]:
        """Return the sources, the most quoted first, then by name."""
        found = [SpeakerCount(s.who, s.naming, s.articles, tuple(s.ticks)) for s in self._speakers.values()]
        return sorted(found, key=lambda one: (-len(one.ticks), one.who))

    def repeated(self) -> list[Repeated]:
        """Return the sources of at least two articles, the most frequent first."""
        found = [Repeated(s.who, s.articles, len(s.ticks)) for s in self._speakers.values() if s.articles > 1]
        return by_frequency(found)


class ChainTally:
    """Gathers second-hand quotations."""

    def __init__(self) -> None:
        self._chains: dict[tuple[str, str, str], list[str]] = defaultdict(list)

    def take(self, article: ArticleFacts, quoted: Iterable[QuotationFacts]) -> None:
        """Gather one article and its standing quotations."""
        for one in quoted:
            if one.via is not None:
                credited = credit(one)
                is_named = credited is not None and credited.key[0] is Naming.NAMED
                who = one.descriptor if one.descriptor and not is_named else one.speaker
                self._chains[article.source or NO_SOURCE, one.via, who or "speaker not known"].append(one.id)

    def chains(self) -> list[Chain]:
        """Return the chains, by outlet, then via whom, the most frequent first within them."""
        found = [Chain(*key, tuple(ids)) for key, ids in self._chains.items()]
        return sorted(found, key=lambda one: (one.outlet, one.via, -len(one.annotation_ids), one.who))
