"""Figures of a desk: a part of the Archive."""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.figures.local_day import local_day
from store.figures.sources import (
    NO_BYLINE,
    NO_SOURCE,
    OPEN,
    RepeatTally,
    SourceCount,
    SourceTally,
    counted,
    day,
    folded,
    sources,
    standing,
    week,
)
from store.figures.speaker_fields import FieldTally
from store.figures.speakers import ChainTally, SpeakerTally
from store.figures.views import InArticle, ViewTallies
from store.figures.work import WorkTally, waiting_since
from store.model.annotations import Record, Status
from store.model.lists import EVERYTHING, ArticleFilter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from store.engine import Annotations, Articles, Log, Personal, Speakers
    from store.figures.changed_words import ChangedWords
    from store.figures.sources import Repeated
    from store.figures.speaker_fields import FieldCount
    from store.figures.speakers import Chain, SpeakerCount
    from store.figures.views import ViewCount
    from store.figures.work import Decided, Work
    from store.figures_engine import FigureFacts
    from store.model.figures import ArticleFacts, DecisionFacts, QuotationFacts
    from store.model.lists import Cursor, Page

    class _Needs(Articles, Personal, Annotations, Speakers, Log, FigureFacts, Protocol): ...


PAGE = 1_000
"""The number of articles whose facts are read at once."""
_OLDEST = 20
_RESTRICTED = frozenset(record for record in Record if record.is_restricted)


class DayCount(NamedTuple):
    """One day: articles, standing quotations, and how many of these are open."""

    day: str
    articles: int
    quotations: int
    open: int


class OpenArticle(NamedTuple):
    """An article with open quotations: the one that has waited longest, and since when (an ISO time)."""

    article_id: str
    headline: str | None
    open: int
    annotation_id: str
    since: str


class ChangedArticle(NamedTuple):
    """An article with a newer revision, and the effect on its quotations."""

    article_id: str
    headline: str | None
    source: str | None
    revisions: int
    first_seen: str
    changed_at: str
    stale: int
    """Quotations whose words an update changed or removed."""
    waiting: int
    """Those of them that a person has still to decide."""


class Totals(NamedTuple):
    """All articles that match a filter, and their standing quotations."""

    articles: int
    quotations: int
    settled: int
    open: int
    sources: int
    named: int
    described: int
    bare: int
    second_hand: int
    restricted: int
    """Quotations that are not on the record."""


class DeskFigures(NamedTuple):
    """All figures of the articles that match a filter."""

    totals: Totals
    days: tuple[DayCount, ...]
    """By the day of the articles, the newest first; those without a date last."""
    arrivals: tuple[DayCount, ...]
    """By the local day of arrival, the newest first."""
    speakers: tuple[SpeakerCount, ...]
    by_article: tuple[SourceCount, ...]
    """By id, the newest article first."""
    by_outlet: tuple[SourceCount, ...]
    by_byline: tuple[SourceCount, ...]
    by_week: tuple[SourceCount, ...]
    repeated: tuple[Repeated, ...]
    """Named sources of at least two articles."""
    second_hand: tuple[Repeated, ...]
    """The outlets and documents that quotations are taken from."""
    chains: tuple[Chain, ...]
    changed: tuple[ChangedArticle, ...]
    """The latest change first."""
    oldest: tuple[OpenArticle, ...]
    """The articles whose open quotations have waited longest."""
    work: Work
    headlines: dict[str, str]
    """The headlines of all articles, by id."""
    views: tuple[ViewCount, ...]
    """The person's saved views."""
    by_field: dict[str, tuple[FieldCount, ...]]
    """By the newsroom's own fields of speakers, those asked for."""


class Figures:
    """Counts what is in the store. Everything is counted from ``store.figures_engine``, for every engine alike."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    def desk(self, narrowed: ArticleFilter = EVERYTHING, fields: Sequence[str] = ()) -> DeskFigures:
        """Count everything about the articles that match a filter, in one pass; sources also by fields of speakers."""
        from store.rows.incoming_articles import collecting_later

        known = self._engine.speaker_fields() if fields else {}
        tally = _DeskTally(FieldTally(fields, known), ViewTallies(self._engine, self._actor))
        with collecting_later():
            for articles in self.facts(narrowed):
                quoted = [article.id for article in articles if article.quotations]
                tally.take(articles, self._engine.decision_facts(quoted))
                tally.work.take_outcomes(self._engine.outcomes(quoted))
            return tally.figures()

    def facts(self, narrowed: ArticleFilter = EVERYTHING) -> Iterator[tuple[ArticleFacts, ...]]:
        """Yield the facts of the articles that match a filter in pages, the newest first."""
        after = None
        while True:
            page = self.page(narrowed, after=after)
            yield page.rows
            if (after := page.after) is None:
                return

    def page(self, narrowed: ArticleFilter, *, after: Cursor | None = None, limit: int = PAGE) -> Page[ArticleFacts]:
        """Return the facts of one page of the articles that match a filter, the newest first."""
        return self._engine.article_facts(narrowed, actor=self._actor, after=after, limit=limit)

    def article(self, article_id: str) -> ArticleFacts:
        """Return the facts of one article; an unambiguous beginning of its id is enough."""
        from store.figures.one_article import article_facts

        return article_facts(self._engine, article_id, actor=self._actor)

    def changed_words(self, article_ids: Collection[str]) -> list[ChangedWords]:
        """Return the quotations of articles whose words updates changed, before and after."""
        from store.figures.changed_words import changed_words

        return changed_words(self._engine, article_ids)


class _DeskTally:
    def __init__(self, fields: FieldTally, views: ViewTallies) -> None:
        self._fields, self._views = fields, views
        self._restricted = 0
        self._days: dict[str, list[int]] = {}
        self._arrivals: dict[str, list[int]] = {}
        self._by_article: list[SourceCount] = []
        self._groups = [SourceTally() for _ in range(3)]
        self._speakers, self._chains, self.work = SpeakerTally(), ChainTally(), WorkTally()
        self._second_hand = RepeatTally()
        self._changed: list[ChangedArticle] = []
        self._oldest: list[OpenArticle] = []
        self._headlines: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def take(self, articles: tuple[ArticleFacts, ...], decisions: list[DecisionFacts]) -> None:
        decided = self.work.take(articles, decisions)
        self._views.take({article.id: self._take(article, decided[article.id]) for article in articles})
        stale = {one.annotation_id: one.article_id for one in decisions if one.after is Status.STALE}
        by_article = Counter(stale.values())
        self._changed += [_changed(one, by_article[one.id]) for one in articles if one.revision_count > 1]

    def _take(self, article: ArticleFacts, decided: Decided) -> InArticle:
        quoted = standing(article)
        found = sources(article, quoted)
        self._restricted += len([one for one in quoted if one.record in _RESTRICTED])
        waiting = [one for one in quoted if one.status in OPEN]
        for days, when in ((self._days, day(article)), (self._arrivals, local_day(article.arrived_at))):
            row = days.setdefault(when, [0, 0, 0])
            row[0] += 1
            row[1] += len(quoted)
            row[2] += len(waiting)
        groups = (
            self._group(article.source or NO_SOURCE),
            self._group(article.byline or NO_BYLINE),
            week(article),
        )
        counts = counted(found, quoted)
        self._by_article.append(SourceCount(article.id, *counts))
        for tally, group in zip(self._groups, groups, strict=True):
            tally.take(group, counts)
        self._speakers.take(article, found)
        self._fields.take(found)
        self._chains.take(article, quoted)
        vias = [one.via for one in quoted if one.via]
        for via in dict.fromkeys(vias):
            self._second_hand.take(via, vias.count(via))
        self._headlines[article.id] = article.headline or ""
        if not waiting:
            return InArticle(len(quoted), 0, None, decided)
        self._oldest.append(oldest := _open(article, waiting))
        return InArticle(len(quoted), len(waiting), oldest.since, decided)

    def _group(self, name: str) -> str:
        """Names that differ in typography only are one group."""
        return self._names.setdefault(folded(name), name)

    def figures(self) -> DeskFigures:
        by_outlet, by_byline, by_week = (tuple(tally.counts()) for tally in self._groups)
        return DeskFigures(
            _totals(by_outlet, self._restricted),
            _newest_first(self._days),
            _newest_first(self._arrivals),
            tuple(self._speakers.counts()),
            tuple(self._by_article),
            by_outlet,
            by_byline,
            by_week,
            tuple(self._speakers.repeated()),
            tuple(self._second_hand.counts()),
            tuple(self._chains.chains()),
            tuple(sorted(self._changed, key=lambda one: one.changed_at, reverse=True)),
            tuple(nsmallest(_OLDEST, self._oldest, key=lambda one: one.since)),
            self.work.work(),
            self._headlines,
            self._views.counts(),
            self._fields.counts(),
        )


def _open(article: ArticleFacts, waiting: list[QuotationFacts]) -> OpenArticle:
    since, oldest = min((waiting_since(one), one.id) for one in waiting)
    return OpenArticle(article.id, article.headline, len(waiting), oldest, since)


def _newest_first(days: dict[str, list[int]]) -> tuple[DayCount, ...]:
    # Digits sort before the letters of "no date".
    dated = sorted(days, key=lambda when: (when[0].isdigit(), when), reverse=True)
    return tuple(DayCount(when, *days[when]) for when in dated)


def _changed(article: ArticleFacts, stale: int) -> ChangedArticle:
    return ChangedArticle(
        article.id,
        article.headline,
        article.source,
        article.revision_count,
        article.arrived_at,
        article.revised_at,
        stale,
        sum(one.status is Status.STALE for one in article.quotations),
    )


def _totals(counted: tuple[SourceCount, ...], restricted: int) -> Totals:
    def total(name: str) -> int:
        return sum(getattr(one, name) for one in counted)

    return Totals(
        total("articles"),
        total("quotations"),
        total("quotations") - total("open"),
        total("open"),
        total("sources"),
        total("named"),
        total("described"),
        total("bare"),
        total("second_hand"),
        restricted,
    )
