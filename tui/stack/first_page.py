"""The page that the first paint shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Archive
    from store.model.lists import ArticleRow, Page, Totals

FIRST_PAGE = 60
"""Articles fetched before the first paint: more than any terminal shows, few enough not to delay it."""


def first_page(archive: Archive) -> tuple[Page[ArticleRow], Totals]:
    """Read the first rows of the stack, and the totals."""
    return archive.articles.page(limit=FIRST_PAGE), archive.articles.totals()
