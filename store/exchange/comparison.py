"""Compares an annotation in a file with the store's: the same, an earlier version, or decided otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

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
"""What people decide of an annotation, and what a sentence calls it."""


def decided_there(
    engine: _Needs, here: Annotation, there: FileAnnotation, state: AnnotationState
) -> AnnotationState | None:
    """Return what ``here`` becomes by a decision of the file's, ``state``, over a suggestion that nobody touched here.

    So does what was brought in before and taken back. None when there is no such decision, or somebody decided here.
    """
    if _is_taken_back(engine, here):
        return state
    if _is_suggestion(there.provenance, there.state) or not _is_untouched(engine, here):
        return None
    # An update may have taken the same words along here.
    return replace(state, pieces=here.state.pieces) if _words(state) == _words(here.state) else state


def differences(engine: _Needs, here: Annotation, there: FileAnnotation, state: AnnotationState) -> str:
    """Return in a sentence what the file decided otherwise; empty when the two agree, or the store went on from there.

    An update that took the words along is nobody's decision.
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
    return (
        f"Decided by {who_here} here and by {who_there} in the file. {sides[:1].upper()}{sides[1:]}. It stays as it is."
    )


def _differing(engine: _Needs, here: AnnotationState, there: AnnotationState) -> Iterator[tuple[str, Any, Any]]:
    for field, name in _FIELDS.items():
        one, other = getattr(here, field), getattr(there, field)
        if one != other and not (field == "speaker" and _is_same_speaker(engine, here, other)):
            yield name, one, other
    if _words(here) != _words(there):
        yield "words", " […] ".join(words for _, words in _words(here)), " […] ".join(w for _, w in _words(there))


def _is_same_speaker(engine: _Needs, here: AnnotationState, name: str | None) -> bool:
    """Whether the register here means by ``name`` the one it is said by here, say after a merge."""
    known = engine.speaker_named(name) if name and here.speaker_id else None
    return known is not None and known.id == here.speaker_id


def _is_suggestion(made: Provenance, state: AnnotationState) -> bool:
    """Whether a finder made it and nobody has decided about it where it comes from."""
    return made.origin is Origin.FINDER and made.changed_by == made.author and state.status is Status.SUGGESTED


def _is_untouched(engine: _Needs, here: Annotation) -> bool:
    """Whether it is a finder's suggestion, perhaps brought in as one, that no person has decided about here."""
    first, *later = engine.history(here.id)
    if _before_updates((first, *later)) == first.after:
        later = []  # What was decided is taken back.
    if here.origin is Origin.FINDER:
        return all(event.action == ANCHORED or event.actor == here.author for event in later)
    made = here.provenance
    return made is not None and _is_suggestion(made, first.after) and all(e.action == ANCHORED for e in later)


def _is_taken_back(engine: _Needs, here: Annotation) -> bool:
    """Whether it was brought in and the person who brought it undid that."""
    first, *later = engine.history(here.id)
    return here.origin is Origin.IMPORT and bool(later) and later[-1].undoes == first.change_id


def _before_updates(history: Sequence[Event]) -> AnnotationState:
    """Return what was decided last, before updates of the article took it along."""
    last = next((event for event in reversed(history) if event.action != ANCHORED), history[0])
    return last.after


def _is_earlier(history: Sequence[Event], here: Annotation, there: Provenance) -> bool:
    """Whether the file has the annotation as it was here once."""
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
    return f"“{value}”" if value else "nothing"
