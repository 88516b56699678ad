"""Iteration over quotations, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from store.quotations.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.engine import Annotations, Articles, Speakers
    from store.model.lists import ArticleFilter, Cursor
    from store.model.speakers import QuotationInArticle

    class _Needs(Articles, Annotations, Speakers, Protocol): ...


_PAGE = 200


def quoted(engine: _Needs, narrowed: ArticleFilter, who: str, *, actor: str) -> Iterator[QuotationInArticle]:
    """Yield the standing quotations of articles that match a filter, by everyone or by speakers named ``who``."""
    names = engine.names(who) if who else None
    after: Cursor | None = None if names == [] else ""
    while after is not None:
        page = engine.quoted(narrowed, names=names, actor=actor, after=after, limit=_PAGE)
        found = places(engine, (row.annotation for row in page.rows))
        yield from (row._replace(place=found.get(row.annotation.id)) for row in page.rows)
        after = page.after
