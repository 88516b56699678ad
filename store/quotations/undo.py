"""Undo and redo: inverts a person's latest step, which is read from the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.errors import ConflictError, SpeakerConflictError, UnannouncedStepError
from store.model.annotations import Status
from store.model.changes import Event, RegisterEvent, SpeakerEdit, UndoResult
from store.rules.anchors import ACTION as ANCHORED
from store.rules.anchors import who
from store.rules.pieces import edit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from store.engine import Annotations, Log, Speakers
    from store.model.annotations import Annotation, AnnotationState
    from store.model.changes import Apply, Edit, Step

    class _Needs(Annotations, Log, Speakers, Protocol): ...


class Known(NamedTuple):
    """The person's knowledge of the steps to undo or redo: see ``Decisions.undo``."""

    sparing: Collection[str] = ()
    within: str | None = None
    since: datetime | None = None
    told: Collection[str] = ()


def undo(engine: _Needs, actor: str, apply: Apply, known: Known) -> UndoResult | None:
    """Undo the actor's latest change that is not undone; see ``Decisions.undo``."""
    return _first_inverted(engine, lambda: engine.step_to_undo(actor), "undo", apply, known)


def redo(engine: _Needs, actor: str, apply: Apply, known: Known) -> UndoResult | None:
    """Redo the actor's latest undo; see ``Decisions.redo``."""
    return _first_inverted(engine, lambda: engine.step_to_redo(actor), "redo", apply, known)


def _first_inverted(
    engine: _Needs, next_step: Callable[[], Step | None], action: str, apply: Apply, known: Known
) -> UndoResult | None:
    """Invert the next step; of a step that is to be spared, only the part that nobody else has changed since.

    A step without such a part is skipped for good, and the one before it is inverted.
    """
    while (step := next_step()) is not None:
        edits, conflicts = inverse(engine, [event for event in step.events if isinstance(event, Event)])
        in_register, conflicts_there = _register_inverse(
            engine, [event for event in step.events if isinstance(event, RegisterEvent)]
        )
        # A merge of two speakers cannot be undone in part.
        rest = 0 if conflicts_there else len(edits)
        if (conflicts or conflicts_there) and step.id not in known.sparing:
            error = conflicts_there[0] if conflicts_there else _refusal(conflicts, among=len(conflicts) + rest)
            error.step, error.rest = step.id, rest
            raise error
        if conflicts_there or not (edits or in_register):
            engine.pass_over(step.id)
            continue
        if step.id not in {*known.sparing, *known.told}:
            _refuse_unannounced(step, known)
        inverted = apply(action, edits, undoes=step.id, speaker_edits=in_register)
        return UndoResult(step.action, inverted, len(conflicts))
    return None


def _refuse_unannounced(step: Step, known: Known) -> None:
    """Raise UnannouncedStepError for a step in other articles than the person sees, or from before this session."""
    article_ids = {event.article_id for event in step.events if isinstance(event, Event)}
    at = step.events[0].at
    is_elsewhere = bool(article_ids) and known.within is not None and known.within not in article_ids
    is_earlier = known.since is not None and at < known.since
    if is_elsewhere or is_earlier:
        where = article_ids if known.within not in article_ids else set()
        raise UnannouncedStepError(step.id, step.action, where, at if is_earlier else None)


def _refusal(conflicts: Sequence[_Obstacle], *, among: int) -> ConflictError:
    """Return the error that names who has changed a step's quotations since, and how many of ``among``."""
    first = conflicts[0]
    what = "this quotation" if among == 1 else f"{len(conflicts)} of these {among} quotations"
    return ConflictError(f"{first.who} has changed {what} since, so your step is not undone.", first.current)


class _Obstacle(NamedTuple):
    """A quotation that somebody else has changed since a step, as stored now."""

    who: str
    current: Annotation


def inverse(engine: _Needs, events: Sequence[Event]) -> tuple[list[Edit], list[_Obstacle]]:
    """Return the edits that restore the states before ``events``, and the quotations that cannot be restored.

    A quotation cannot be restored if somebody else has changed it since. If an update only anchored it on a newer
    revision, its words stay on that revision.
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
            conflicts.append(_Obstacle(_since(current, event, since), current))
    return edits, conflicts


def _later(engine: _Needs, changed: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Return the later events of the annotations in ``changed``, by annotation."""
    found: dict[str, list[Event]] = {event.annotation_id: [] for event in changed}
    if changed:
        for later in engine.later_events(found, after_seq=changed[-1].seq):
            found[later.annotation_id].append(later)
    return found


def _register_inverse(
    engine: _Needs, events: Sequence[RegisterEvent]
) -> tuple[list[SpeakerEdit], list[SpeakerConflictError]]:
    """Return the same for speakers. A speaker that the change entered stays in the register, without quotations."""
    edits, conflicts = [], []
    for event in events:
        if event.before is None:
            continue
        current = engine.speaker(event.speaker_id)
        if current.state == event.after:
            edits.append(SpeakerEdit(current.id, current.version, event.before))
        else:
            sentence = f"Somebody has changed {current.name} in the register since, so your step is not undone."
            conflicts.append(SpeakerConflictError(sentence, current))
    return edits, conflicts


def _back(current: Annotation, event: Event, since: Sequence[Event]) -> Edit | None:
    """Return the edit that restores the state before ``event``; None when somebody has decided since."""
    before = event.before or _removed(event.after)
    if current.state != event.after:
        if before.pieces != event.after.pieces or not _was_only_anchored(current, event, since):
            return None
        before = replace(before, pieces=current.state.pieces)
    return edit_of(current, before)


def _was_only_anchored(current: Annotation, event: Event, since: Sequence[Event]) -> bool:
    """Whether updates that anchored the annotation on newer revisions are the only changes since ``event``."""
    if current.state != replace(event.after, pieces=current.state.pieces):
        return False
    pieces = event.after.pieces
    for later in since:
        if later.action == ANCHORED and later.before is not None and later.before.pieces == pieces:
            pieces = later.after.pieces
    return pieces == current.state.pieces


def _since(current: Annotation, event: Event, since: Sequence[Event]) -> str:
    """Return the name of the last person other than its author who changed the annotation after ``event``."""
    others = [later.actor for later in since if later.actor != event.actor]
    return who(others[-1] if others else current.changed_by)


def _removed(state: AnnotationState) -> AnnotationState:
    """Return the state that undoes a new annotation: its row stays, and with it its history."""
    return replace(state, status=Status.REMOVED)
