"""A quotation with everything that is copied with it: its revision, its article, who settled it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.model.annotations import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from store.engine import Annotations, Articles, Log
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.changes import Event
    from store.model.lists import ArticleRow

    class _Needs(Articles, Annotations, Log, Protocol): ...


_SETTLED = (Status.ACCEPTED, Status.VERIFIED, Status.REJECTED)


class Citation(NamedTuple):
    """A quotation as it is taken out of the store. ``revision`` is the one that its words stand in."""

    annotation: Annotation
    revision: Revision
    article: ArticleRow
    settled: Event | None
    """The decision that gave it the status it has; None while nobody has settled it."""
    at: datetime
    """When it was taken: an embargo may be over by then."""


def cite(engine: _Needs, actor: str, annotation_ids: Iterable[str], at: datetime) -> tuple[Citation, ...]:
    """Return quotations with what belongs to them, in the order asked for."""
    ids = list(annotation_ids)
    annotations = engine.annotations_with(ids)
    rows = engine.articles_with({a.article_id for a in annotations.values()}, actor=actor)
    homes = {a.id: _home(a, rows[a.article_id]) for a in annotations.values()}
    revisions = engine.revisions_with(set(homes.values()))
    histories: dict[str, list[Event]] = {annotation_id: [] for annotation_id in annotations}
    for event in engine.later_events(histories, after_seq=0):
        histories[event.annotation_id].append(event)
    return tuple(
        Citation(
            annotations[id_], revisions[homes[id_]], rows[annotations[id_].article_id], settled(histories[id_]), at
        )
        for id_ in ids
    )


def _home(annotation: Annotation, row: ArticleRow) -> str:
    """Return the id of the revision that an annotation's words stand in."""
    pieces = annotation.state.pieces
    return pieces[0].revision_id if pieces else row.revision_id


def settled(history: Sequence[Event]) -> Event | None:
    """Return the decision that gave an annotation the status it has now; None while nobody has settled it."""
    for event in reversed(history):
        if event.after.status not in _SETTLED:
            return None
        if event.before is None or event.before.status is not event.after.status:
            return event
    return None
