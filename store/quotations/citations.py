"""Citations: quotations with everything that is copied with them."""

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
    """A quotation with the revision that its words are in, its article, and its last decision."""

    annotation: Annotation
    revision: Revision
    article: ArticleRow
    settled: Event | None
    """The decision that gave it its status; None while it is open."""
    at: datetime
    """The time of the citation: it decides whether an embargo is over."""

    def may_be_verified_by(self, actor: str) -> bool:
        """Whether it is accepted, and by somebody else: a second reader verifies it."""
        is_accepted = self.annotation.state.status is Status.ACCEPTED
        return is_accepted and self.settled is not None and self.settled.actor != actor


def cite(engine: _Needs, actor: str, annotation_ids: Iterable[str], at: datetime) -> tuple[Citation, ...]:
    """Return the citations of quotations, in the given order."""
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
    """Return the id of the revision that an annotation's words are in."""
    pieces = annotation.state.pieces
    return pieces[0].revision_id if pieces else row.revision_id


def settled(history: Sequence[Event]) -> Event | None:
    """Return the decision that gave an annotation its present status; None while it is open."""
    for event in reversed(history):
        if event.after.status not in _SETTLED:
            return None
        if event.before is None or event.before.status is not event.after.status:
            return event
    return None
