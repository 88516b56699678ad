"""Facts for figures: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sqlite.file.engine_part import EnginePart

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.model.figures import ArticleFacts, DecisionFacts, Outcome
    from store.model.lists import ArticleFilter, Cursor, Page


class SqliteFigureFacts(EnginePart):
    """Implements ``store.figures_engine.FigureFacts``."""

    def article_facts(
        self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None, limit: int
    ) -> Page[ArticleFacts]:
        from store.sqlite.figures import facts

        with self._connections.reading() as db:
            return facts.articles(db, narrowed, actor=actor, after=after, limit=limit)

    def decision_facts(self, article_ids: Collection[str]) -> list[DecisionFacts]:
        from store.sqlite.figures import facts

        with self._connections.reading() as db:
            return facts.decisions(db, article_ids)

    def outcomes(self, article_ids: Collection[str]) -> list[Outcome]:
        from store.sqlite.figures import facts

        with self._connections.reading() as db:
            return facts.outcomes(db, article_ids)
