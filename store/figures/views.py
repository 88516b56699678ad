"""The work in each of a person's saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.figures.sources import OPEN, standing
from store.figures.work import WorkTally, waiting_since

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.engine import Personal
    from store.figures_engine import FigureFacts
    from store.model.figures import ArticleFacts, DecisionFacts
    from store.model.lists import View

    class _Needs(Personal, FigureFacts, Protocol): ...


class ViewCount(NamedTuple):
    """A saved view: the articles that it shares with the filter, what was decided in them, and what waits."""

    name: str
    articles: int
    quotations: int
    open: int
    kept: int
    rejected: int
    waited: float | None
    """The median wait of what was settled, in seconds; None when nothing had waited."""
    longest: float | None
    oldest: str | None
    """The time since which the oldest open quotation waits; None without one."""


class ViewTally:
    """Counts one view."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._articles = self._quotations = self._open = 0
        self._oldest: list[str] = []
        self._work = WorkTally()

    def take(
        self, articles: Sequence[ArticleFacts], decisions: Sequence[DecisionFacts], created: Mapping[str, str]
    ) -> None:
        """Count those of a page's articles that the view shows, with the decisions on them."""
        self._articles += len(articles)
        for article in articles:
            quoted = standing(article)
            waiting = [one for one in quoted if one.status in OPEN]
            self._quotations += len(quoted)
            self._open += len(waiting)
            self._oldest += [min(map(waiting_since, waiting))] if waiting else []
        self._work.take(decisions, created)

    def count(self) -> ViewCount:
        """Return the counts."""
        settled = self._work.in_all()
        return ViewCount(
            self.view.name,
            self._articles,
            self._quotations,
            self._open,
            settled.kept,
            settled.rejected,
            settled.waited,
            settled.longest,
            min(self._oldest, default=None),
        )


class ViewTallies:
    """Counts all views of a person."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor
        self._tallies = [ViewTally(view) for view in engine.views(actor)]

    def take(
        self, articles: Sequence[ArticleFacts], decisions: Sequence[DecisionFacts], created: Mapping[str, str]
    ) -> None:
        """Count a page of articles in each view that shows them."""
        ids = [article.id for article in articles] if self._tallies else []
        for tally in self._tallies if ids else ():
            shown = self._engine.matching(ids, tally.view.narrowed, actor=self._actor)
            tally.take(
                [article for article in articles if article.id in shown],
                [one for one in decisions if one.article_id in shown],
                created,
            )

    def counts(self) -> tuple[ViewCount, ...]:
        """Return the counts, in the order of the views."""
        return tuple(tally.count() for tally in self._tallies)
