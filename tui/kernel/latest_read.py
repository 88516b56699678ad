"""Overlapping reads of an article: one that returns late hides neither a newer read nor a decision made meanwhile."""

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
    """The reads of one screen, and which of each article came last."""

    def __init__(self) -> None:
        self._begun = 0
        self._last: dict[str, int] = {}
        self._meanwhile: dict[int, list[Annotation]] = {}
        """What was decided during each read that is under way."""

    def note(self, changed: Sequence[Annotation]) -> None:
        """Keep what was decided for the reads that may have begun before it."""
        for decided in self._meanwhile.values():
            decided += changed

    async def read(self, session: Session, article_id: str) -> OpenedArticle:
        """Read an article as it is now, with what is decided meanwhile."""
        self._begun += 1
        return await self._read(session, article_id, self._begun)

    async def latest(self, session: Session, article_id: str) -> OpenedArticle | None:
        """The same; None when a read that was begun later has come in first."""
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
            # Loaded with the first article: the first paint needs none of it.
            from store.articles.open_articles import with_changes

            return with_changes(opened, decided)
        finally:
            del self._meanwhile[look]


def _opened(article_id: str, archive: Archive) -> OpenedArticle:
    return archive.open_article(article_id)
