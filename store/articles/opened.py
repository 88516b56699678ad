"""An article as the reader shows it: one revision, and what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.records import Status

if TYPE_CHECKING:
    from store.engine import Engine
    from store.model.lists import ArticleRow
    from store.records import Annotation, Revision


class OpenedArticle(NamedTuple):
    """An article's row, one revision, and the annotations that stand on it, in reading order.

    ``elsewhere`` are those whose words this revision has no longer: they wait for a person, or were kept as they were.
    """

    row: ArticleRow
    revision: Revision
    annotations: tuple[Annotation, ...]
    elsewhere: tuple[Annotation, ...] = ()
    rejected_count: int = 0
    """How many quotations of the article a person rejected: they are settled, and stand no more."""


def opened(engine: Engine, row: ArticleRow) -> OpenedArticle:
    """Return an article's current revision with what stands on it, and what an update left on another one."""
    revision = engine.revision(row.revision_id)
    here: list[Annotation] = []
    elsewhere: list[Annotation] = []
    rejected = 0
    for annotation in engine.annotations(row.id):
        if not annotation.state.status.stands:
            rejected += annotation.state.status is Status.REJECTED
            continue
        if any(piece.revision_id == revision.id for piece in annotation.state.pieces):
            here.append(annotation)
        elif not all(piece.state.is_same for piece in annotation.state.pieces):
            elsewhere.append(annotation)
    return OpenedArticle(row, revision, tuple(here), tuple(elsewhere), rejected)
