"""The work in each of a person's saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.figures.work import Decided

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.engine import Personal
    from store.figures_engine import FigureFacts
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


class InArticle(NamedTuple):
    """One article's part of a view."""

    quotations: int
    open: int
    oldest: str | None
    """The time since which its oldest open quotation waits."""
    decided: Decided


class ViewTally:
    """Counts one view."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._articles = self._quotations = self._open = 0
        self._oldest: list[str] = []
        self._decided = Decided()

    def take(self, article: InArticle) -> None:
        """Count an article that the view shows."""
        self._articles += 1
        self._quotations += article.quotations
        self._open += article.open
        if article.oldest is not None:
            self._oldest.append(article.oldest)
        self._decided.add(article.decided)

    def count(self) -> ViewCount:
        """Return the counts."""
        decided = self._decided
        return ViewCount(
            self.view.name,
            self._articles,
            self._quotations,
            self._open,
            decided.kept,
            decided.rejected,
            decided.waited,
            decided.longest,
            min(self._oldest, default=None),
        )


class ViewTallies:
    """Counts all views of a person."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor
        self._tallies = [ViewTally(view) for view in engine.views(actor)]

    def take(self, articles: Mapping[str, InArticle]) -> None:
        """Count a page of articles, by id, in each view that shows them."""
        for tally in self._tallies if articles else ():
            shown = self._engine.matching(list(articles), tally.view.narrowed, actor=self._actor)
            for article_id in shown:
                tally.take(articles[article_id])

    def counts(self) -> tuple[ViewCount, ...]:
        """Return the counts, in the order of the views."""
        return tuple(tally.count() for tally in self._tallies)
