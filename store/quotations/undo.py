"""Undo and redo from the log: a person's latest step, and its inverse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.errors import ConflictError, SpeakerConflictError
from store.model.annotations import Status
from store.model.changes import Event, RegisterEvent, SpeakerEdit, UndoResult
from store.rules.anchors import ACTION as ANCHORED
from store.rules.anchors import who
from store.rules.pieces import edit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from store.engine import Annotations, Log, Speakers
    from store.model.annotations import Annotation, AnnotationState
    from store.model.changes import Apply, Edit, Step

    class _Needs(Annotations, Log, Speakers, Protocol): ...


def undo(engine: _Needs, actor: str, apply: Apply, sparing: Collection[str] = ()) -> UndoResult | None:
    """Take back the actor's latest change that still stands; see Decisions."""
    return _first_inverted(engine, lambda: engine.step_to_undo(actor), "undo", apply, sparing)


def redo(engine: _Needs, actor: str, apply: Apply, sparing: Collection[str] = ()) -> UndoResult | None:
    """Make again what the actor took back last; see Decisions."""
    return _first_inverted(engine, lambda: engine.step_to_redo(actor), "redo", apply, sparing)


def _first_inverted(
    engine: _Needs, next_step: Callable[[], Step | None], action: str, apply: Apply, sparing: Collection[str]
) -> UndoResult | None:
    """Invert the next step. Of one to be spared only what nobody has changed since; when that is nothing, pass it over
    for good and go on to the step before it."""
    while (step := next_step()) is not None:
        edits, conflicts = inverse(engine, [event for event in step.events if isinstance(event, Event)])
        in_register, conflicts_there = _register_inverse(
            engine, [event for event in step.events if isinstance(event, RegisterEvent)]
        )
        # Two speakers cannot be made one in part.
        rest = 0 if conflicts_there else len(edits)
        if (conflicts or conflicts_there) and step.id not in sparing:
            error = conflicts_there[0] if conflicts_there else _refusal(conflicts, among=len(conflicts) + rest)
            error.step, error.rest = step.id, rest
            raise error
        if conflicts_there or not (edits or in_register):
            engine.pass_over(step.id)
            continue
        inverted = apply(action, edits, undoes=step.id, speaker_edits=in_register)
        return UndoResult(step.action, inverted, len(conflicts))
    return None


def _refusal(conflicts: Sequence[_InTheWay], *, among: int) -> ConflictError:
    """Say who is in the way of inverting a step of ``among`` quotations, and of how many of them."""
    first = conflicts[0]
    what = "this quotation" if among == 1 else f"{len(conflicts)} of these {among} quotations"
    return ConflictError(f"{first.who} has changed {what} since, so your step is not taken back.", first.current)


class _InTheWay(NamedTuple):
    """A quotation that somebody has changed since a step, as it is now."""

    who: str
    current: Annotation


def inverse(engine: _Needs, events: Sequence[Event]) -> tuple[list[Edit], list[_InTheWay]]:
    """Return the edits that bring back what was before ``events``, and what is in the way of the others.

    That is where an annotation no longer says what the change made it say: then somebody else has decided since, and
    their word is not undone. Where an update of the article only took the same words along, they stay where they are
    now.
    """
    if not events:
        return [], []
    now = engine.annotations_with([event.annotation_id for event in events])
    later = _later(engine, [event for event in events if now[event.annotation_id].state != event.after])
    edits, conflicts = [], []
    for event in events:
        current, since = now[event.annotation_id], later.get(event.annotation_id, ())
        if (edit := _back(current, event, since)) is not None:
            edits.append(edit)
        else:
            conflicts.append(_InTheWay(_since(current, event, since), current))
    return edits, conflicts


def _later(engine: _Needs, changed: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Return what happened to the annotations of events after these, by annotation."""
    found: dict[str, list[Event]] = {event.annotation_id: [] for event in changed}
    if changed:
        for later in engine.later_events(found, after_seq=changed[-1].seq):
            found[later.annotation_id].append(later)
    return found


def _register_inverse(
    engine: _Needs, events: Sequence[RegisterEvent]
) -> tuple[list[SpeakerEdit], list[SpeakerConflictError]]:
    """The same for speakers; who was entered stays in the register, with no words."""
    edits, conflicts = [], []
    for event in events:
        if event.before is None:
            continue
        current = engine.speaker(event.speaker_id)
        if current.state == event.after:
            edits.append(SpeakerEdit(current.id, current.version, event.before))
        else:
            sentence = f"Somebody has changed {current.name} in the register since, so your step is not taken back."
            conflicts.append(SpeakerConflictError(sentence, current))
    return edits, conflicts


def _back(current: Annotation, event: Event, since: Sequence[Event]) -> Edit | None:
    """Return the edit that brings back what was before ``event``; None when somebody has decided since."""
    before = event.before or _removed(event.after)
    if current.state != event.after:
        if before.pieces != event.after.pieces or not _only_taken_along(current, event, since):
            return None
        before = replace(before, pieces=current.state.pieces)
    return edit_of(current, before)


def _only_taken_along(current: Annotation, event: Event, since: Sequence[Event]) -> bool:
    """Whether an annotation says what ``event`` made it say, but for updates that took its words along."""
    if current.state != replace(event.after, pieces=current.state.pieces):
        return False
    pieces = event.after.pieces
    for later in since:
        if later.action == ANCHORED and later.before is not None and later.before.pieces == pieces:
            pieces = later.after.pieces
    return pieces == current.state.pieces


def _since(current: Annotation, event: Event, since: Sequence[Event]) -> str:
    """Name who is in the way of taking ``event`` back: the last other one who changed the annotation after it."""
    others = [later.actor for later in since if later.actor != event.actor]
    return who(others[-1] if others else current.changed_by)


def _removed(state: AnnotationState) -> AnnotationState:
    """What a new annotation was before it was: its row stays, so that its history does."""
    return replace(state, status=Status.REMOVED)
