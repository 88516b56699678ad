"""Iteration over quotations, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.engine import Annotations, Speakers
    from store.model.lists import ArticleFilter, Cursor
    from store.model.speakers import QuotationInArticle

    class _Needs(Annotations, Speakers, Protocol): ...


_PAGE = 200


def quoted(engine: _Needs, narrowed: ArticleFilter, who: str, *, actor: str) -> Iterator[QuotationInArticle]:
    """Yield the standing quotations of articles that match a filter, by everyone or by speakers named ``who``."""
    names = engine.names(who) if who else None
    after: Cursor | None = None if names == [] else ""
    while after is not None:
        page = engine.quoted(narrowed, names=names, actor=actor, after=after, limit=_PAGE)
        yield from page.rows
        after = page.after
