"""The part of a storage engine that removes articles; ``store.engine`` has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from store.model.articles import ArticleRemoval
    from store.model.lists import Cursor, Page


class ArticleRemovals(Protocol):
    """Removals of articles that were imported by mistake."""

    def decisions(self, article_id: str) -> dict[str, int]:
        """Return the people who decided on an article's quotations, with the number of their decisions, most first."""

    def remove_article(
        self, article_id: str, *, actor: str, at: datetime, reason: str, with_decisions: bool
    ) -> ArticleRemoval:
        """Remove an article with its revisions, quotations and their log; the log keeps what ``ArticleRemoval`` says.

        Raises DecidedArticleError if anybody has decided on it, unless ``with_decisions``; on a server, only a chief
        may remove decisions.
        """

    def removals(self, *, since: Cursor | None, limit: int) -> Page[ArticleRemoval]:
        """Return the removals of articles, in order, from just after ``since``."""
