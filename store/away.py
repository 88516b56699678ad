"""The Archive while the store cannot be reached: articles opened before, and decisions that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.archive import Archive
from store.pending.away import AwayDecisions, AwayEngine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.changes import Change
    from store.pending.changes import PendingChange
    from store.quotations.decisions import Decisions


class AwayArchive(Archive):
    """Stands in for an archive for one piece of work. What it cannot answer raises UnreachableError with ``refusal``.

    ``known`` are annotations as pending changes left them; ``unanswered`` is a change that was not acknowledged.
    """

    def __init__(
        self, archive: Archive, refusal: str, known: Mapping[str, Annotation], unanswered: Change | None = None
    ) -> None:
        self._away = AwayEngine(refusal, known, unanswered)
        super().__init__(self._away.as_engine(), actor=archive.actor)
        self.presence = archive.presence

    @property
    def taken(self) -> PendingChange | None:
        """The change that the work has made."""
        return self._away.taken

    @property
    def results(self) -> tuple[Annotation, ...]:
        """The annotations as that change leaves them."""
        return self._away.results

    def open_article(self, article_id: str) -> OpenedArticle:
        """Return an article as it was last opened; its time is in ``as_of``."""
        if (opened := self.presence.kept.opened(article_id)) is None:
            self._away.refuse()
        return opened

    @property
    def decisions(self) -> Decisions:
        """A person's decisions on quotations."""
        return AwayDecisions(self._away, self.actor, self._apply)
