"""Facts for figures: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.figures import facts
from store.postgres.server.engine_part import EnginePart

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.model.figures import ArticleFacts, DecisionFacts, Outcome
    from store.model.lists import ArticleFilter, Cursor, Page


class PostgresFigureFacts(EnginePart):
    """Implements ``store.figures_engine.FigureFacts``."""

    def article_facts(
        self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None, limit: int
    ) -> Page[ArticleFacts]:
        return self._connections.read(facts.articles, narrowed, actor=actor, after=after, limit=limit)

    def decision_facts(self, article_ids: Collection[str]) -> list[DecisionFacts]:
        return self._connections.read(facts.decisions, article_ids)

    def outcomes(self, article_ids: Collection[str]) -> list[Outcome]:
        return self._connections.read(facts.outcomes, article_ids)
