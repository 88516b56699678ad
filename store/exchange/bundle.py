"""The unit of an export: an article with all its revisions and the annotations asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.model.annotations import SpanRole
from store.model.lists import ArticleOrder
from store.quotations.citations import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from store.engine import Annotations, Articles, Log
    from store.model.annotations import Annotation, Piece, Status
    from store.model.articles import Revision
    from store.model.changes import Event
    from store.model.lists import ArticleFilter, ArticleRow

    class _Needs(Articles, Annotations, Log, Protocol): ...


_PAGE = 200


class Bundle(NamedTuple):
    """One article of an export. ``number`` counts them from 1."""

    number: int
    row: ArticleRow
    revisions: tuple[Revision, ...]
    annotations: tuple[Annotation, ...]
    history: Callable[[str], Sequence[Event]]
    """Fetches the log of one annotation: not every format asks for it."""

    def revision(self, piece: Piece) -> Revision:
        """The revision that a piece is in."""
        return next(revision for revision in self.revisions if revision.id == piece.revision_id)

    def home(self, annotation: Annotation) -> Revision:
        """The revision that an annotation's words are in; the current one for a note without words."""
        content = annotation.pieces(SpanRole.CONTENT) or annotation.state.pieces
        if content:
            return self.revision(content[0])
        return next(revision for revision in self.revisions if revision.id == self.row.revision_id)

    def decision(self, annotation: Annotation) -> Event | None:
        """The decision that gave an annotation its status; None while it is open. Notes and updates do not count."""
        return settled(self.history(annotation.id))


def bundles(engine: _Needs, narrowed: ArticleFilter, statuses: Collection[Status], *, actor: str) -> Iterator[Bundle]:
    """Yield the articles that have annotations with these statuses, the oldest first, one at a time."""
    number = 0
    for row in _rows(engine, narrowed, actor):
        annotations = tuple(
            annotation for annotation in engine.annotations(row.id) if annotation.state.status in statuses
        )
        if annotations:
            number += 1
            yield Bundle(number, row, tuple(engine.revisions(row.id)), annotations, engine.history)


def _rows(engine: _Needs, narrowed: ArticleFilter, actor: str) -> Iterator[ArticleRow]:
    after = None
    while True:
        page = engine.articles(
            narrowed, ArticleOrder.OLDEST, actor=actor, after=after, before=None, skip=0, limit=_PAGE
        )
        yield from page.rows
        if (after := page.after) is None:
            return
