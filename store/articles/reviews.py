"""Reviews of open quotations, one after another, in an article, a filter or the whole store; a part of the Archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from store.model.lists import EVERYTHING, ArticleOrder, ArticleState

if TYPE_CHECKING:
    from store.engine import Annotations, Articles, Personal
    from store.model.lists import ArticleFilter, ArticleRow, Cursor, Page, ReviewPlace
    from store.upkeep_engine import Clock

    class _Needs(Articles, Annotations, Personal, Clock, Protocol): ...


class Reviews:
    """A person's progress in reviews. ``scope`` identifies a review; see ``scope_of``."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    def next_article(self, narrowed: ArticleFilter, after: Cursor | None) -> Page[ArticleRow]:
        """Return the next article with open quotations, the newest first, as a page of one row.

        A filter for a second reader's quotations also finds articles without open ones.
        """
        waiting = narrowed
        if ArticleState.SECOND_READER not in narrowed.states:
            waiting = narrowed._replace(states=tuple(dict.fromkeys((*narrowed.states, ArticleState.OPEN))))
        return self._engine.articles(
            waiting, ArticleOrder.NEWEST, actor=self._actor, after=after, before=None, skip=0, limit=1
        )

    def open_count(self, narrowed: ArticleFilter = EVERYTHING, after: Cursor | None = None) -> int:
        """Count the open quotations of the articles that match a filter: all, or those from a cursor on."""
        return self._engine.open_count(narrowed, actor=self._actor, after=after)

    def place(self, scope: str) -> ReviewPlace | None:
        """Return the person's place in a review; None if they have not begun or are done."""
        return self._engine.review_place(self._actor, scope)

    def keep_place(self, scope: str, place: ReviewPlace | None) -> None:
        """Save the person's place in a review; None when they are done."""
        self._engine.keep_review_place(self._actor, scope, place, at=self._engine.now())


def scope_of(
    narrowed: ArticleFilter | None = None, *, article_id: str | None = None, searched: str | None = None
) -> str:
    """Return the identifier of a review: of one article, of a search's results, or of the articles of a filter."""
    if article_id is not None:
        return f"article {article_id}"
    if searched is not None:
        return f"search {' '.join(searched.split())}"
    import json

    given = {name: value for name, value in (narrowed or EVERYTHING)._asdict().items() if value}
    return json.dumps(given, ensure_ascii=False, sort_keys=True)
