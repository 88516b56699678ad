"""Undo and redo, read out of the log: which of a person's changes stands on top, and what its inverse is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.errors import ConflictError
from store.records import Edit, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.engine import Engine
    from store.records import Annotation, AnnotationState, Event

_BATCH = 64

Events = tuple["Event", ...]


def to_undo(engine: Engine, actor: str) -> Events | None:
    """Return the events of the actor's latest change that is not taken back, or None."""
    taken_back = 0
    for events in _changes(engine, actor):
        match events[0].action:
            case "undo":
                taken_back += 1
            case "redo":
                taken_back -= 1
            case _ if taken_back == 0:
                return events
            case _:
                taken_back -= 1
    return None


def to_redo(engine: Engine, actor: str) -> Events | None:
    """Return the events of the actor's latest undo that was not made again, or None when they went on since."""
    made_again = 0
    for events in _changes(engine, actor):
        match events[0].action:
            case "redo":
                made_again += 1
            case "undo" if made_again == 0:
                return events
            case "undo":
                made_again -= 1
            case _:
                return None
    return None


def taken_back(engine: Engine, undo: Events) -> Events:
    """Return the events of the change that ``undo`` took back."""
    return next(events for events in _changes(engine, undo[0].actor) if events[0].change_id == undo[0].undoes)


def inverse(engine: Engine, events: Sequence[Event]) -> list[Edit]:
    """Return the edits that bring back what was before ``events``.

    Raises ConflictError when an annotation no longer says what the change made it say: then somebody else has decided
    since, and their word is not undone.
    """
    return [_back(engine.annotation(event.annotation_id), event) for event in events]


def _back(current: Annotation, event: Event) -> Edit:
    if current.state != event.after:
        raise ConflictError(
            f"{current.changed_by} has changed this quotation since, so your step is not taken back.", current
        )
    return Edit(
        annotation_id=current.id,
        article_id=current.article_id,
        expected_version=current.version,
        state=event.before or _removed(event.after),
    )


def _removed(state: AnnotationState) -> AnnotationState:
    """What a new annotation was before it was: its row stays, so that its history does."""
    return replace(state, status=Status.REMOVED)


def _changes(engine: Engine, actor: str) -> Iterator[Events]:
    """Yield the actor's changes, the latest first."""
    before_seq = None
    limit = 1  # Mostly the first is the one; a bulk change holds thousands of events.
    while batch := engine.changes_by(actor, before_seq=before_seq, limit=limit):
        yield from batch
        before_seq = batch[-1][0].seq
        limit = min(2 * limit, _BATCH)
