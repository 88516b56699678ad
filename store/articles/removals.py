"""Removals of articles that were imported by mistake; a part of the Archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.errors import StoreError
from store.model.lists import PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.engine import Articles
    from store.model.articles import ArticleRemoval
    from store.model.lists import ArticleRow, Cursor, Page
    from store.removal_engine import ArticleRemovals
    from store.upkeep_engine import Clock

    class _Needs(Articles, ArticleRemovals, Clock, Protocol): ...


class AtStake(NamedTuple):
    """The loss with an article: its row counts the quotations, ``decisions`` those of each person on them."""

    row: ArticleRow
    decisions: Mapping[str, int]


class Removals:
    """Removes articles. The log keeps that each was there; the text goes, and what was decided about it."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    def at_stake(self, article_id: str) -> AtStake:
        """Return what would go with an article."""
        row = self._engine.article(article_id, actor=self._actor)
        return AtStake(row, self._engine.decisions(row.id))

    def remove(self, article_id: str, reason: str, *, with_decisions: bool = False) -> ArticleRemoval:
        """Remove an article for a reason, which the log keeps. It cannot be undone.

        DecidedArticleError if anybody decided on it, unless ``with_decisions``; on a server only a chief may say so.
        """
        if not (words := " ".join(reason.split())):
            raise StoreError("An article is removed for a reason. Say it in a few words.")
        return self._engine.remove_article(
            article_id, actor=self._actor, at=self._engine.now(), reason=words, with_decisions=with_decisions
        )

    def page(self, *, since: Cursor | None = None, limit: int = PAGE) -> Page[ArticleRemoval]:
        """Return the removals in order, from just after ``since``."""
        return self._engine.removals(since=since, limit=limit)
