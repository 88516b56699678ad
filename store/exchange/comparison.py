"""Compares an annotation in a file with the store's: equal, an earlier version, or decided differently."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from newstext.in_marks import in_marks
from store.model.annotations import Origin, Status
from store.rules.anchors import ACTION as ANCHORED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.engine import Log, Speakers
    from store.exchange.file_items import FileAnnotation
    from store.model.annotations import Annotation, AnnotationState, Provenance
    from store.model.changes import Event

    class _Needs(Log, Speakers, Protocol): ...


_FIELDS = {
    "status": "status",
    "speaker": "speaker",
    "role": "role",
    "unnamed": "unnamed source",
    "descriptor": "described as",
    "unnamed_reason": "not named because",
    "record": "terms",
    "via": "via",
    "kind": "kind",
    "quotation_kind": "kind of quotation",
    "note": "note",
    "tags": "tags",
    "flagged": "flagged",
    "checked_against": "checked against",
}
"""The fields of an annotation that people decide, and their names in sentences."""


def decided_there(
    engine: _Needs, here: Annotation, there: FileAnnotation, state: AnnotationState
) -> AnnotationState | None:
    """Return the state of ``here`` after a decision in the file (``state``) on a suggestion that is still open here.

    The same applies to an annotation whose earlier import was undone. None when there is no such decision, or somebody
    decided here.
    """
    if _is_import_undone(engine, here):
        return state
    if _is_suggestion(there.provenance, there.state) or not _is_untouched(engine, here):
        return None
    # An update may have moved the same words here.
    return replace(state, pieces=here.state.pieces) if _words(state) == _words(here.state) else state


def differences(engine: _Needs, here: Annotation, there: FileAnnotation, state: AnnotationState) -> str:
    """Return a sentence on what the file decided differently; empty if it agrees or the store has a later version.

    An update that only anchored the annotation is not a decision.
    """
    if not any(_differing(engine, here.state, state)) or _is_suggestion(there.provenance, there.state):
        return ""
    history = engine.history(here.id)
    ours = _before_updates(history)
    found = list(_differing(engine, ours, state))
    if not found or _is_earlier(history, here, there.provenance):
        return ""
    who_here, who_there = here.changed_by, there.provenance.changed_by or "somebody"
    if ours is not here.state:
        who_here = next(event.actor for event in reversed(history) if event.action != ANCHORED)
    sides = "; ".join(f"{name}: {_shown(one)} here, {_shown(other)} in the file" for name, one, other in found)
    decided = f"Decided by {who_here} here and by {who_there} in the file."
    return f"{decided} {sides[:1].upper()}{sides[1:]}. The decision here stays."


def _differing(engine: _Needs, here: AnnotationState, there: AnnotationState) -> Iterator[tuple[str, Any, Any]]:
    for field, name in _FIELDS.items():
        one, other = getattr(here, field), getattr(there, field)
        if one != other and not (field == "speaker" and _is_same_speaker(engine, here, other)):
            yield name, one, other
    if _words(here) != _words(there):
        yield "words", " […] ".join(words for _, words in _words(here)), " […] ".join(w for _, w in _words(there))


def _is_same_speaker(engine: _Needs, here: AnnotationState, name: str | None) -> bool:
    """Whether ``name`` refers to this annotation's speaker in the register here, for instance after a merge."""
    known = engine.speaker_named(name) if name and here.speaker_id else None
    return known is not None and known.id == here.speaker_id


def _is_suggestion(made: Provenance, state: AnnotationState) -> bool:
    """Whether it is a finder's suggestion that was still open in the store it comes from."""
    return made.origin is Origin.FINDER and made.changed_by == made.author and state.status is Status.SUGGESTED


def _is_untouched(engine: _Needs, here: Annotation) -> bool:
    """Whether it is a finder's suggestion, found here or imported, that nobody has decided about here."""
    first, *later = engine.history(here.id)
    if _before_updates((first, *later)) == first.after:
        later = []  # The decisions were undone.
    if here.origin is Origin.FINDER:
        return all(event.action == ANCHORED or event.actor == here.author for event in later)
    made = here.provenance
    return made is not None and _is_suggestion(made, first.after) and all(e.action == ANCHORED for e in later)


def _is_import_undone(engine: _Needs, here: Annotation) -> bool:
    """Whether it was imported and the import was undone."""
    first, *later = engine.history(here.id)
    return here.origin is Origin.IMPORT and bool(later) and later[-1].undoes == first.change_id


def _before_updates(history: Sequence[Event]) -> AnnotationState:
    """Return the last state that somebody decided, before updates of the article anchored it."""
    last = next((event for event in reversed(history) if event.action != ANCHORED), history[0])
    return last.after


def _is_earlier(history: Sequence[Event], here: Annotation, there: Provenance) -> bool:
    """Whether the file has an earlier version of the annotation here."""
    stamp = there.changed_at, there.changed_by
    was_brought = here.provenance is not None and (here.provenance.changed_at, here.provenance.changed_by) == stamp
    return was_brought or any((event.at, event.actor) == stamp for event in history)


def _words(state: AnnotationState) -> list[tuple[str, str]]:
    return sorted((piece.role, piece.exact) for piece in state.pieces)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        value = ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return in_marks(str(value)) if value else "nothing"
