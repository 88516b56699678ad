"""The sources of articles: named, described or bare; how often each is quoted; what is second-hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from newstext.loose_match import same_words
from newstext.quotations.unnamed import is_bare, is_description, is_source, is_unnamed_source
from store.model.annotations import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.model.figures import ArticleFacts, QuotationFacts

folded = lru_cache(maxsize=100_000)(same_words)
"""Names that differ in typography only are one. The register's name is used where a person has settled the speaker."""

NO_DATE = "no date"
NO_SOURCE = "no source"
NO_BYLINE = "no byline"


class Naming(StrEnum):
    """How an article credits a source."""

    NAMED = "named"
    DESCRIBED = "described"
    """Not named, but described: *a senior official at the port*."""
    BARE = "bare"
    """Neither named nor described: *a source*, *officials*."""


_NAMINGS = tuple(Naming)
_STANDING = frozenset(status for status in Status if status.stands)
OPEN = frozenset(status for status in Status if status.is_open)
"""Statuses of quotations that wait for a person; a set, because it is asked for each of 100,000 quotations."""


class Source(NamedTuple):
    """One source of one article, with the quotations that the article credits to it."""

    article_id: str
    who: str
    """The name, or the words that describe it."""
    naming: Naming
    reason: str | None
    """Why it is not named."""
    quotations: tuple[QuotationFacts, ...]


class SourceCount(NamedTuple):
    """The sources of one group of articles. A source counts once in each article that quotes it."""

    group: str
    articles: int
    sources: int
    named: int
    described: int
    bare: int
    with_reason: int
    """Unnamed sources with a reason for it."""
    second_hand: int
    """Quotations that the article takes from another outlet or a document."""
    quotations: int
    """Quotations that stand, also those without a source."""
    open: int
    """Quotations that nobody has settled."""

    @property
    def bare_share(self) -> float:
        """The share of bare unnamed sources, from 0 to 1; 0 without sources."""
        return self.bare / self.sources if self.sources else 0.0


class Repeated(NamedTuple):
    """A source that several articles quote, or an outlet or document that several are taken from."""

    who: str
    articles: int
    quotations: int


def by_frequency(found: Iterable[Repeated]) -> list[Repeated]:
    """Return them, those of most articles first, then those with most quotations, then by name."""
    return sorted(found, key=lambda one: (-one.articles, -one.quotations, one.who))


def standing(article: ArticleFacts) -> list[QuotationFacts]:
    """Return the quotations of an article that nobody has rejected or removed."""
    return [quotation for quotation in article.quotations if quotation.status in _STANDING]


class Credit(NamedTuple):
    """The source of a quotation. ``key`` is the same for all that an article credits to one source."""

    key: tuple[Naming, str]
    who: str


def credit(quotation: QuotationFacts) -> Credit | None:
    """Return the source of a quotation; None when it has none, or a thing in its place (*a poem*)."""
    return _credit(quotation.unnamed, quotation.descriptor, quotation.speaker)


@lru_cache(maxsize=100_000)
def _credit(unnamed: bool, descriptor: str | None, speaker: str | None) -> Credit | None:
    words = (descriptor or speaker or "") if unnamed else ""
    if unnamed and (not words or is_unnamed_source(words)):
        return _unnamed(words)
    if not speaker or not is_source(speaker):
        return None
    return _unnamed(speaker) if is_description(speaker) else Credit((Naming.NAMED, folded(speaker)), speaker)


def _unnamed(words: str) -> Credit:
    who = words or "not described"
    return Credit((Naming.BARE if is_bare(words) else Naming.DESCRIBED, folded(who)), who)


def sources(article: ArticleFacts, quoted: Sequence[QuotationFacts] | None = None) -> list[Source]:
    """Return the sources of an article in the order of their first quotation; ``quoted`` are those that stand."""
    found: dict[tuple[Naming, str], tuple[str, list[QuotationFacts]]] = {}
    for quotation in standing(article) if quoted is None else quoted:
        if (credited := credit(quotation)) is not None:
            if (known := found.get(credited.key)) is None:
                found[credited.key] = credited.who, [quotation]
            else:
                known[1].append(quotation)
    return [
        Source(article.id, who, kind, None if kind is Naming.NAMED else _reason(group), tuple(group))
        for (kind, _), (who, group) in found.items()
    ]


def _reason(group: Sequence[QuotationFacts]) -> str | None:
    return next((one.reason for one in group if one.reason), None)


def day(article: ArticleFacts) -> str:
    """Return the day of an article as filters take it, such as ``2026-11-24``; ``no date`` without a whole day."""
    written = article.sorted_at[:10]
    return written if len(written) == len("2026-11-24") else NO_DATE


def week(article: ArticleFacts) -> str:
    """Return the Monday of an article's week; ``no date`` without a whole day."""
    written = day(article)
    return written if written == NO_DATE else _monday(written)


@lru_cache(maxsize=10_000)
def _monday(written: str) -> str:
    day = date.fromisoformat(written)
    return (day - timedelta(days=day.weekday())).isoformat()


def counted(found: Sequence[Source], quoted: Sequence[QuotationFacts]) -> tuple[int, ...]:
    """Return the fields of ``SourceCount`` for one article, without the group's name."""
    credited = [source.naming for source in found]
    return (
        1,
        len(found),
        *map(credited.count, _NAMINGS),
        len([source for source in found if source.reason is not None]),
        len([quotation for quotation in quoted if quotation.via is not None]),
        len(quoted),
        len([quotation for quotation in quoted if quotation.status in OPEN]),
    )


@dataclass
class SourceTally:
    """Counts sources by group."""

    _groups: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def take(self, group: str, counts: tuple[int, ...]) -> None:
        """Add an article, as ``counted`` counts it, to a group."""
        known = self._groups.get(group)
        self._groups[group] = counts if known is None else tuple(map(add, known, counts))

    def counts(self) -> list[SourceCount]:
        """Return the counts, by group."""
        return [SourceCount(group, *self._groups[group]) for group in sorted(self._groups)]


@dataclass
class RepeatTally:
    """Counts in how many articles somebody occurs."""

    _names: dict[str, str] = field(default_factory=dict)
    _articles: Counter[str] = field(default_factory=Counter)
    _quotations: Counter[str] = field(default_factory=Counter)

    def take(self, who: str, quotations: int) -> None:
        """Count one occurrence in one article."""
        key = folded(who)
        self._names.setdefault(key, who)
        self._articles[key] += 1
        self._quotations[key] += quotations

    def counts(self) -> list[Repeated]:
        """Return them, the most frequent first."""
        found = [
            Repeated(self._names[key], articles, self._quotations[key]) for key, articles in self._articles.items()
        ]
        return by_frequency(found)
