"""Looks at articles in the store, which may overlap: what was decided last is never hidden by a look begun before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Archive
    from store.articles.opened import OpenedArticle
    from tui.app import Desk


class Looks:
    """Who looks for one screen, and which look at each article came last."""

    def __init__(self) -> None:
        self._begun = 0
        self._last: dict[str, int] = {}

    async def at(self, app: Desk, article_id: str) -> OpenedArticle | None:
        """Read an article as it is now; None when a look that was begun later has come in meanwhile."""
        self._begun += 1
        look = self._begun
        opened = await app.read(partial(_opened, article_id))
        if look < self._last.get(article_id, 0):
            return None
        self._last[article_id] = look
        return opened


def _opened(article_id: str, archive: Archive) -> OpenedArticle:
    return archive.open_article(article_id)
