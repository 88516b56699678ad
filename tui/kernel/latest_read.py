"""Overlapping reads of an article: a late one hides neither a newer read nor a decision made meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from tui.kernel.session import Session


class LatestReads:
    """The reads of one screen, and the newest one of each article."""

    def __init__(self) -> None:
        self._begun = 0
        self._last: dict[str, int] = {}
        self._meanwhile: dict[int, list[Annotation]] = {}
        """The decisions made during each read in progress."""

    def note(self, changed: Sequence[Annotation]) -> None:
        """Record decisions for the reads in progress, which may have begun before them."""
        for decided in self._meanwhile.values():
            decided += changed

    async def read(self, session: Session, article_id: str) -> OpenedArticle:
        """Read an article's present state, with the decisions made meanwhile."""
        self._begun += 1
        return await self._read(session, article_id, self._begun)

    async def latest(self, session: Session, article_id: str) -> OpenedArticle | None:
        """Read as ``read`` does; None if a read that began later has already returned."""
        self._begun += 1
        look = self._begun
        opened = await self._read(session, article_id, look)
        return opened if look >= self._last[article_id] else None

    async def _read(self, session: Session, article_id: str, look: int) -> OpenedArticle:
        decided = self._meanwhile[look] = []
        try:
            opened = await session.read(partial(_opened, article_id))
            if decided:
                row = await session.read(lambda archive: archive.articles.row(article_id))
                if row.revision_id == opened.revision.id:
                    opened = opened._replace(row=row)
            self._last[article_id] = max(look, self._last.get(article_id, 0))
            # Imported with the first article: the first paint does not need it.
            from store.articles.open_articles import with_changes

            return with_changes(opened, decided)
        finally:
            del self._meanwhile[look]


def _opened(article_id: str, archive: Archive) -> OpenedArticle:
    return archive.open_article(article_id)
