"""Anchors annotations of a revision in the next one: finds their places, and which of them become stale.

Annotations with exact or moved words keep their status; all others become stale, with their settled state kept until a
person decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors import Passage, Place, follow
from newstext.anchors.model import SpanState
from store.errors import InvalidSpanError
from store.model.annotations import Origin, Piece, SpanRole, Status
from store.model.changes import Edit
from store.model.updates import Update
from store.rules.assignments import with_status
from store.rules.pieces import pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from newstext.anchors import Followed
    from newstext.spans import Span
    from store.model.annotations import Annotation, AnnotationState
    from store.model.articles import Revision
    from store.model.updates import StaleQuotation

ACTOR, ACTION = "pullquote update", "anchor"
"""The actor and action of anchoring in the log. The actor is not the finder, which may remove its own suggestions."""


def who(actor: str) -> str:
    """Return the name of an actor for a sentence."""
    return "An update of the article" if actor == ACTOR else actor


class Mark(NamedTuple):
    """An annotation to anchor, with its last settled state and the version of that."""

    annotation: Annotation
    settled: AnnotationState
    version: int


def is_left_behind(annotation: Annotation, new: Revision, previous_id: str | None) -> bool:
    """Whether an annotation has to be anchored on ``new``, from the revision before or an earlier one.

    Open suggestions do not, since the finder makes them again; nor do those that a person kept on an older revision.
    """
    state = annotation.state
    if not state.status.stands or _is_untouched(annotation):
        return False
    elsewhere = [piece for piece in state.pieces if piece.revision_id != new.id]
    if len(elsewhere) < len(state.pieces) or not elsewhere:
        return False
    was_decided = any(not p.state.is_same and p.revision_id != previous_id for p in elsewhere)
    return not was_decided or (state.status is Status.STALE and previous_id is not None)


def edits(
    marks: Sequence[Mark], new: Revision, body_of: Callable[[str], str], *, reread: bool = False
) -> Iterator[Edit]:
    """Yield the edits that anchor marks on ``new``. ``body_of`` returns the text of an older revision by its id.

    If ``new`` is the same file, only ``reread``, no settled annotation becomes stale.
    """
    by_revision: dict[str, list[Mark]] = {}
    for mark in marks:
        by_revision.setdefault(mark.settled.pieces[0].revision_id, []).append(mark)
    for revision_id, group in by_revision.items():
        passages = [_passage(mark.settled, revision_id) for mark in group]
        results = follow(body_of(revision_id), new.article.body, passages)
        for mark, passage, followed in zip(group, passages, results, strict=True):
            lost = followed.reason is not None and reread and mark.annotation.state.status is not Status.STALE
            yield _left(mark) if lost else _edit(mark, new, passage, followed)


def refuse_gone(state: AnnotationState) -> None:
    """Raise InvalidSpanError if a stale quotation's words are not in the newer text, so that it cannot be accepted."""
    if any(piece.state is SpanState.GONE for piece in state.pieces):
        raise InvalidSpanError(
            "These words are no longer in the article. Keep the older revision, or select where they went."
        )


def kept(stale: StaleQuotation) -> AnnotationState | None:
    """Return the state of a stale quotation that is kept on its older revision; None if no update made it stale."""
    if stale.was is None:
        return None
    return replace(_left_there(stale.annotation.state, stale.was), assignment=None)


def reattached(state: AnnotationState, revision: Revision, content: Sequence[Span]) -> AnnotationState:
    """Return the state of a quotation attached to other words of ``revision``."""
    others = (p for p in state.pieces if p.role is not SpanRole.CONTENT and p.revision_id == revision.id)
    pieces = (*pieces_of(revision, {SpanRole.CONTENT: content}), *others)
    return replace(with_status(state, Status.ACCEPTED), pieces=pieces)


def _is_untouched(annotation: Annotation) -> bool:
    is_finders = annotation.origin is Origin.FINDER and annotation.changed_by == annotation.author
    return is_finders and annotation.state.status is Status.SUGGESTED


def _passage(state: AnnotationState, revision_id: str) -> Passage:
    here = [piece for piece in state.pieces if piece.revision_id == revision_id]
    return Passage(
        tuple(piece.span for piece in here if piece.role is SpanRole.CONTENT),
        tuple(piece.span for piece in here if piece.role is not SpanRole.CONTENT),
    )


def _edit(mark: Mark, new: Revision, passage: Passage, followed: Followed) -> Edit:
    places = dict(zip(passage.content + passage.beside, followed.content + followed.beside, strict=True))
    status = mark.settled.status if followed.reason is None else Status.STALE
    return Edit(
        annotation_id=mark.annotation.id,
        article_id=mark.annotation.article_id,
        expected_version=mark.annotation.version,
        state=replace(mark.annotation.state, pieces=_placed(mark.settled.pieces, places, new), status=status),
        update=None if followed.reason is None else Update(new.id, mark.version, followed.reason),
    )


def _left(mark: Mark) -> Edit:
    return Edit(
        annotation_id=mark.annotation.id,
        article_id=mark.annotation.article_id,
        expected_version=mark.annotation.version,
        state=_left_there(mark.annotation.state, mark.settled),
    )


def _left_there(now: AnnotationState, settled: AnnotationState) -> AnnotationState:
    """Return the state now with the words and status of its settled state, marked as kept on the older revision."""
    pieces = (replace(p, state=SpanState.CHANGED if p.state.is_same else p.state) for p in settled.pieces)
    return replace(now, pieces=tuple(pieces), status=settled.status)


def _placed(pieces: Sequence[Piece], places: Mapping[Span, Place], new: Revision) -> tuple[Piece, ...]:
    """Return the found pieces at their places in the newer revision; all old pieces when no content is found."""
    found: list[Piece] = []
    for piece in pieces:
        place = places.get(piece.span) if piece.revision_id == pieces[0].revision_id else None
        if place is not None and place.span:
            placed = pieces_of(new, {piece.role: [place.span]})[0]
            found.append(replace(placed, piece=piece.piece, state=place.state))
    if any(piece.role is SpanRole.CONTENT for piece in found):
        return tuple(found)
    return tuple(replace(piece, state=SpanState.GONE) for piece in pieces)
