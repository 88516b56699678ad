"""The part of a storage engine that figures are counted from; ``store.engine`` has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.model.figures import ArticleFacts, DecisionFacts, Outcome
    from store.model.lists import ArticleFilter, Cursor, Page


class FigureFacts(Protocol):
    """Facts about articles and quotations. What is counted from them is the same for every engine."""

    def article_facts(
        self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None, limit: int
    ) -> Page[ArticleFacts]:
        """List the articles that match a filter with all their quotations, the newest first.

        The order, and what a cursor means, is that of ``articles`` in the order NEWEST.
        """

    def matching(self, article_ids: Collection[str], narrowed: ArticleFilter, *, actor: str) -> set[str]:
        """Return those of some articles that match a filter."""

    def speaker_fields(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the newsroom's own fields of every speaker that has any, by id."""

    def decision_facts(self, article_ids: Collection[str]) -> list[DecisionFacts]:
        """Return the log's events on quotations of articles in order, without those undone and without undo and redo.

        The effects of updates (``store.rules.anchors``) are included, new suggestions of the finder are not, nor is the
        one decision on a quotation with ``QuotationFacts.settled_by``: its facts tell it, and most of a log is such.
        """

    def outcomes(self, article_ids: Collection[str]) -> list[Outcome]:
        """Compare the finder's quotations that a person accepted, verified or rejected with their suggestions, by id.

        Words are compared as quoted, speakers by their names as given. Those with ``QuotationFacts.settled_by`` are as
        suggested, and left out.
        """
