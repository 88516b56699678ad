"""Undo and redo, read out of the log: which of a person's changes stands on top, and what its inverse is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.articles.anchoring import ACTION as ANCHORED
from store.articles.anchoring import who
from store.errors import ConflictError, SpeakerConflictError
from store.quotations.pieces import edit_of
from store.records import Event, RegisterEvent, SpeakerEdit, Status, Undone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

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


def undo(engine: Engine, actor: str, apply: Apply, sparing: Collection[str] = ()) -> Undone | None:
    """Take back the actor's latest change that still stands; see the Archive."""
    return _first_inverted(engine, _to_undo(engine, actor), "undo", apply, sparing)


def redo(engine: Engine, actor: str, apply: Apply, sparing: Collection[str] = ()) -> Undone | None:
    """Make again what the actor took back last; see the Archive."""
    return _first_inverted(engine, _to_redo(engine, actor), "redo", apply, sparing)


def _first_inverted(
    engine: Engine, steps: Iterable[Events], action: str, apply: Apply, sparing: Collection[str]
) -> Undone | None:
    """Invert the first of some steps; of one to be spared, what nobody has changed since, or none of it at all."""
    for events in steps:
        edits, conflicts = inverse(engine, [event for event in events if isinstance(event, Event)])
        in_register, conflicts_there = _register_inverse(engine, [e for e in events if isinstance(e, RegisterEvent)])
        step = events[0].change_id
        # Two speakers cannot be made one in part.
        rest = 0 if conflicts_there else len(edits)
        if (conflicts or conflicts_there) and step not in sparing:
            error = conflicts_there[0] if conflicts_there else _refusal(conflicts, among=len(conflicts) + rest)
            error.step, error.rest = step, rest
            raise error
        if conflicts_there or (conflicts and not rest):
            continue
        inverted = apply(action, edits, undoes=step, speaker_edits=in_register)
        original = events if action == "undo" else _taken_back(engine, events)
        return Undone(original[0].action, inverted, len(conflicts))
    return None


def _refusal(conflicts: Sequence[_InTheWay], *, among: int) -> ConflictError:
    """Say who is in the way of inverting a step of ``among`` quotations, and of how many of them."""
    first = conflicts[0]
    what = "this quotation" if among == 1 else f"{len(conflicts)} of these {among} quotations"
    return ConflictError(f"{first.who} has changed {what} since, so your step is not taken back.", first.current)


def _to_undo(engine: Engine, actor: str) -> Iterator[Events]:
    """Yield the actor's changes that are not taken back, the latest first."""
    gone: set[str | None] = set()
    for events in _changes(engine, actor):
        if events[0].change_id in gone:
            continue
        if events[0].action in ("undo", "redo"):
            gone.add(events[0].undoes)
        else:
            yield events


def _to_redo(engine: Engine, actor: str) -> Iterator[Events]:
    """Yield what the actor took back and did not make again, the latest first; nothing from before they went on."""
    gone: set[str | None] = set()
    for events in _changes(engine, actor):
        if events[0].change_id in gone:
            continue
        if events[0].action == "redo":
            gone.add(events[0].undoes)
        elif events[0].action == "undo":
            yield events
        else:
            return


def _taken_back(engine: Engine, undo: Events) -> Events:
    """Return the events of the change that ``undo`` took back."""
    return next(events for events in _changes(engine, undo[0].actor) if events[0].change_id == undo[0].undoes)


class _InTheWay(NamedTuple):
    """A quotation that somebody has changed since a step, as it is now."""

    who: str
    current: Annotation


def inverse(engine: Engine, events: Sequence[Event]) -> tuple[list[Edit], list[_InTheWay]]:
    """Return the edits that bring back what was before ``events``, and what is in the way of the others.

    That is where an annotation no longer says what the change made it say: then somebody else has decided since, and
    their word is not undone. Where an update of the article only took the same words along, they stay where they are
    now.
    """
    edits, conflicts = [], []
    for event in events:
        current = engine.annotation(event.annotation_id)
        if (edit := _back(engine, current, event)) is not None:
            edits.append(edit)
        else:
            conflicts.append(_InTheWay(_since(engine, current, event), current))
    return edits, conflicts


def _register_inverse(
    engine: Engine, events: Sequence[RegisterEvent]
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


def _back(engine: Engine, current: Annotation, event: Event) -> Edit | None:
    """Return the edit that brings back what was before ``event``; None when somebody has decided since."""
    before = event.before or _removed(event.after)
    if current.state != event.after:
        if before.pieces != event.after.pieces or not _only_taken_along(engine, current, event):
            return None
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
    return who(others[-1] if others else current.changed_by)


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
