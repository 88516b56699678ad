"""Stored annotations: reading, history, citations, export and import; a part of the Archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from store.model.lists import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import TextIO

    from store.engine import Annotations, Articles, Log, Search, Speakers
    from store.exchange import Export
    from store.exchange.import_ import ImportedAnnotation
    from store.figures_engine import FigureFacts
    from store.model.annotations import Annotation, Status
    from store.model.changes import Event
    from store.model.lists import ArticleFilter, ArticleRow
    from store.model.speakers import QuotationInArticle
    from store.quotations.citations import Citation
    from store.quotations.printings import Printing
    from store.upkeep_engine import Clock

    class _Needs(Articles, Annotations, Log, Search, Speakers, Clock, FigureFacts, Protocol): ...


class StoredAnnotations:
    """Reads annotations, and exports and imports them. Decisions about them are in ``store.quotations.decisions``."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    def get(self, annotation_id: str) -> Annotation:
        """Return one annotation; NotFoundError when there is none."""
        return self._engine.annotation(annotation_id)

    def several(self, annotation_ids: Collection[str]) -> dict[str, Annotation]:
        """Return annotations by their ids, in one query; NotFoundError when any is missing."""
        return self._engine.annotations_with(annotation_ids)

    def history(self, annotation_id: str) -> tuple[Event, ...]:
        """Return the whole log of one annotation."""
        return self._engine.history(annotation_id)

    def decided(self, *, limit: int) -> list[tuple[Event, ArticleRow]]:
        """Return the person's latest decisions that they have not undone, the latest first, with their articles."""
        events = self._engine.decided(self._actor, limit=limit)
        rows = self._engine.articles_with({event.article_id for event in events}, actor=self._actor)
        return [(event, rows[event.article_id]) for event in events]

    def rejected(self, article_id: str) -> tuple[Annotation, ...]:
        """Return an article's quotations that a person rejected, in reading order."""
        from store.model.annotations import Status
        from store.rules.pieces import reading_order

        found = self._engine.annotations(article_id)
        return tuple(sorted((a for a in found if a.state.status is Status.REJECTED), key=reading_order))

    def cite(self, annotation_ids: Iterable[str], *, at: datetime | None = None) -> tuple[Citation, ...]:
        """Return quotations with everything that is copied with them, in the given order, as of now or of ``at``."""
        from store.quotations import citations

        return citations.cite(self._engine, self._actor, annotation_ids, at or datetime.now(UTC))

    def quoted(self, narrowed: ArticleFilter = EVERYTHING, *, who: str = "") -> Iterator[QuotationInArticle]:
        """Yield the standing quotations of the articles that match a filter, by everyone or by speakers named ``who``.

        A speaker's name matches if it has words that begin like those of ``who``.
        """
        from store.quotations.quoted import quoted

        return quoted(self._engine, narrowed, who, actor=self._actor)

    def printings(self, annotation: Annotation, narrowed: ArticleFilter = EVERYTHING) -> list[Printing]:
        """Return a quotation's words in every revision of its article, and in other articles that match a filter."""
        from store.quotations.printings import printings

        return printings(self._engine, annotation, narrowed, actor=self._actor)

    def exported(
        self,
        name: str,
        narrowed: ArticleFilter = EVERYTHING,
        statuses: Collection[Status] | None = None,
        *,
        folder: Path | None = None,
    ) -> AbstractContextManager[Export]:
        """Export annotations with certain statuses (by default ``store.model.annotations.SETTLED``) to a file.

        ``name`` is a format of ``store.exchange``. The file is deleted when the block ends unless it was moved.
        """
        from store import exchange
        from store.model.annotations import SETTLED

        kept = SETTLED if statuses is None else statuses
        return exchange.exported(self._engine, name, narrowed, kept, actor=self._actor, folder=folder)

    def import_file(self, file: TextIO, name: str) -> Iterator[ImportedAnnotation]:
        """Import the annotations of a file in a format of ``store.exchange.import_``; yield the result for each."""
        from store.exchange import import_

        return import_.import_annotations(self._engine, file, name, actor=self._actor)
