"""Undo and redo, read out of the log: which of a person's changes stands on top, and what its inverse is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from store.anchoring import ACTION as ANCHORED
from store.anchoring import ACTOR as ANCHORER
from store.errors import ConflictError, SpeakerConflictError
from store.pieces import edit_of
from store.records import Event, RegisterEvent, SpeakerEdit, Status, Undone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.engine import Engine
    from store.records import Annotation, AnnotationState, Edit

_BATCH = 64
_PAGE = 500

Events = tuple["Event | RegisterEvent", ...]


class Apply(Protocol):
    """How a change is made in the actor's name."""

    def __call__(
        self,
        action: str,
        edits: Sequence[Edit],
        *,
        undoes: str | None = None,
        speaker_edits: Sequence[SpeakerEdit] = (),
    ) -> tuple[Annotation, ...]: ...


def undo(engine: Engine, actor: str, apply: Apply) -> Undone | None:
    """Take back the actor's latest change that still stands; see the Archive."""
    events = to_undo(engine, actor)
    return None if events is None else Undone(events[0].action, _invert(engine, events, "undo", apply))


def redo(engine: Engine, actor: str, apply: Apply) -> Undone | None:
    """Make again what the actor took back last; see the Archive."""
    events = to_redo(engine, actor)
    if events is None:
        return None
    return Undone(taken_back(engine, events)[0].action, _invert(engine, events, "redo", apply))


def _invert(engine: Engine, events: Events, action: str, apply: Apply) -> tuple[Annotation, ...]:
    return apply(
        action,
        inverse(engine, [event for event in events if isinstance(event, Event)]),
        undoes=events[0].change_id,
        speaker_edits=_register_inverse(engine, [event for event in events if isinstance(event, RegisterEvent)]),
    )


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
    since, and their word is not undone. Where an update of the article only took the same words along, they stay
    where they are now.
    """
    return [_back(engine, engine.annotation(event.annotation_id), event) for event in events]


def _register_inverse(engine: Engine, events: Sequence[RegisterEvent]) -> list[SpeakerEdit]:
    """Return the edits that bring back speakers as they were; who was entered stays in the register, with no words."""
    edits = []
    for event in events:
        if event.before is None:
            continue
        current = engine.speaker(event.speaker_id)
        if current.state != event.after:
            raise SpeakerConflictError(
                f"Somebody has changed {current.name} in the register since, so your step is not taken back.", current
            )
        edits.append(SpeakerEdit(current.id, current.version, event.before))
    return edits


def _back(engine: Engine, current: Annotation, event: Event) -> Edit:
    before = event.before or _removed(event.after)
    if current.state != event.after:
        if before.pieces != event.after.pieces or not _only_taken_along(engine, current, event):
            raise ConflictError(
                f"{_since(engine, current, event)} has changed this quotation since, so your step is not taken back.",
                current,
            )
        before = replace(before, pieces=current.state.pieces)
    return edit_of(current, before)


def _only_taken_along(engine: Engine, current: Annotation, event: Event) -> bool:
    """Whether an annotation says what ``event`` made it say, but for updates that took its words along."""
    if current.state != replace(event.after, pieces=current.state.pieces):
        return False
    pieces = event.after.pieces
    page = engine.events(article_id=current.article_id, since=None, limit=_PAGE)
    while page.rows:
        for later in page.rows:
            is_update = later.action == ANCHORED and later.annotation_id == current.id and later.seq > event.seq
            if is_update and later.before is not None and later.before.pieces == pieces:
                pieces = later.after.pieces
        page = engine.events(article_id=current.article_id, since=page.after, limit=_PAGE)
    return pieces == current.state.pieces


def _since(engine: Engine, current: Annotation, event: Event) -> str:
    """Name who is in the way of taking ``event`` back: the last other one who changed the annotation after it."""
    others = [e.actor for e in engine.history(current.id) if e.seq > event.seq and e.actor != event.actor]
    actor = others[-1] if others else current.changed_by
    return "An update of the article" if actor == ANCHORER else actor


def _removed(state: AnnotationState) -> AnnotationState:
    """What a new annotation was before it was: its row stays, so that its history does."""
    return replace(state, status=Status.REMOVED)


def _changes(engine: Engine, actor: str) -> Iterator[Events]:
    """Yield the actor's changes, the latest first."""
    before_seq = None
    limit = 1  # Mostly the first is the one; a bulk change holds thousands of events.
    while batch := engine.changes_by(actor, before_seq=before_seq, limit=limit):
        yield from (events for events in batch if events[0].action != ANCHORED)
        before_seq = batch[-1][0].seq
        limit = min(2 * limit, _BATCH)
