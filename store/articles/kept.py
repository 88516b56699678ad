"""Articles kept in memory as they were last opened, to be read while the store cannot be reached."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from store.articles.open_articles import with_changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation

MOST_ARTICLES = 100
MOST_TEXT = 8_000_000
"""Code points of the bodies that are kept."""


class _Kept(NamedTuple):
    opened: OpenedArticle
    at: datetime
    changed: dict[str, Annotation]


class KeptArticles:
    """The articles opened last, with the changes made to them since. Safe in any thread."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._text = 0

    def keep(self, opened: OpenedArticle, at: datetime) -> None:
        """Keep an article; those opened long ago make room for it."""
        with self._mutex:
            self._drop(opened.row.id)
            self._kept[opened.row.id] = _Kept(opened, at, {})
            self._text += len(opened.revision.article.body)
            while len(self._kept) > MOST_ARTICLES or self._text > MOST_TEXT:
                self._drop(next(iter(self._kept)))

    def note(self, changed: Iterable[Annotation]) -> None:
        """Note annotations as a decision left them."""
        with self._mutex:
            for annotation in changed:
                if annotation.article_id in self._kept:
                    self._kept[annotation.article_id].changed[annotation.id] = annotation

    def opened(self, article_id: str) -> OpenedArticle | None:
        """Return an article as it was at ``as_of``, with the person's changes since; None if it is not kept."""
        with self._mutex:
            if (kept := self._kept.get(article_id)) is None:
                return None
            return with_changes(kept.opened, [*kept.changed.values()])._replace(as_of=kept.at)

    def _drop(self, article_id: str) -> None:
        if (kept := self._kept.pop(article_id, None)) is not None:
            self._text -= len(kept.opened.revision.article.body)
