"""Articles as one person sees them: pages, rows, counts, what they have read and flagged; a part of the Archive."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from store.errors import NotFoundError
from store.model.lists import EVERYTHING, PAGE, ArticleOrder
from store.model.readers import LASTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import timedelta

    from store.articles.removals import Removals
    from store.engine import Articles, Personal
    from store.model.articles import Revision
    from store.model.lists import ArticleFilter, ArticleRow, Cursor, Page, Place, Totals
    from store.removal_engine import ArticleRemovals
    from store.together_engine import Together
    from store.upkeep_engine import Clock

    class _Needs(Articles, ArticleRemovals, Personal, Together, Clock, Protocol): ...


class ArticleLists:
    """The articles of a store, in lists and one by one, with this person's read marks and flags."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    @property
    def removals(self) -> Removals:
        """Removals of articles that were imported by mistake."""
        from store.articles.removals import Removals

        return Removals(self._engine, self._actor)

    def page(
        self,
        narrowed: ArticleFilter = EVERYTHING,
        order: ArticleOrder = ArticleOrder.NEWEST,
        *,
        after: Cursor | None = None,
        before: Cursor | None = None,
        skip: int = 0,
        limit: int = PAGE,
    ) -> Page[ArticleRow]:
        """List articles: the first page, the one ``after`` a page's last row, or the one ``before`` its first (or END).

        ``skip`` rows are passed over at the list's beginning, or with END at its end.
        """
        return self._engine.articles(
            narrowed, order, actor=self._actor, after=after, before=before, skip=skip, limit=limit
        )

    def row(self, article_id: str) -> ArticleRow:
        """Return one article's row by its id, or by an unambiguous beginning of it."""
        return self._engine.article(article_id, actor=self._actor)

    def rows(self, article_ids: Collection[str]) -> dict[str, ArticleRow]:
        """Return the rows of articles by their whole ids, in one query."""
        return self._engine.articles_with(article_ids, actor=self._actor)

    def rows_there(self, article_ids: Collection[str]) -> dict[str, ArticleRow]:
        """Return the rows of articles by their whole ids; those of articles removed since are left out."""
        with suppress(NotFoundError):
            return self.rows(article_ids)
        # Rarely: somebody has removed one of them.
        found: dict[str, ArticleRow] = {}
        for article_id in article_ids:
            with suppress(NotFoundError):
                found |= self.rows([article_id])
        return found

    def place(
        self, article_id: str, narrowed: ArticleFilter = EVERYTHING, order: ArticleOrder = ArticleOrder.NEWEST
    ) -> Place:
        """Return the article's position in a list, or where it would be if it matched the filter."""
        return self._engine.place(article_id, narrowed, order, actor=self._actor)

    def count(self, narrowed: ArticleFilter = EVERYTHING) -> int:
        """Count articles. All, open, unread and flagged ones are counted already; any other filter scans the store."""
        return self._engine.count(narrowed, actor=self._actor)

    def totals(self) -> Totals:
        """Count all articles, the open quotations, and the articles this person has not read."""
        return self._engine.totals(actor=self._actor)

    def revisions(self, article_id: str) -> list[Revision]:
        """Return all revisions of an article, the oldest first."""
        return self._engine.revisions(article_id)

    def mark_read(self, rows: Iterable[ArticleRow], *, read: bool = True) -> None:
        """Mark articles as read by this person in the revisions that the rows show, or as unread.

        An article with a newer revision, now or later, is unread.
        """
        revisions = {row.id: row.revision_id for row in rows}
        self._engine.mark_read(revisions, actor=self._actor, at=self._engine.now(), read=read)

    def flag(self, article_ids: Iterable[str], *, flagged: bool = True) -> None:
        """Put this person's flag on articles, or take it off; other people do not see it."""
        self._engine.flag(article_ids, actor=self._actor, at=self._engine.now(), flagged=flagged)

    # Who reads what

    def keep_reading(self, desk: str, article_id: str | None, *, lasts: timedelta = LASTS) -> None:
        """Tell other desks that this person has an article open at ``desk``, or none. It lapses unless repeated."""
        self._engine.keep_reading(desk, article_id, actor=self._actor, lasts=lasts)

    def readers(self, desk: str) -> dict[str, tuple[str, ...]]:
        """Return the other people who have articles open at other desks, by article."""
        found: dict[str, tuple[str, ...]] = {}
        for reader in self._engine.readers(desk):
            if reader.name != self._actor:
                found[reader.article_id] = (*found.get(reader.article_id, ()), reader.name)
        return found
