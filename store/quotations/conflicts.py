"""Conflicts between two people's changes to one quotation: the differences, and the merged state."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from store.model.annotations import AnnotationState
from store.rules.anchors import ACTION as ANCHORED

if TYPE_CHECKING:
    from store.engine import Annotations, Log
    from store.model.annotations import Annotation
    from store.model.changes import Event

    class _Needs(Annotations, Log, Protocol): ...


FIELDS = tuple(field.name for field in fields(AnnotationState))


class Conflict(NamedTuple):
    """The state that both people saw, the annotation as stored now, and the state that this person wanted."""

    base: AnnotationState
    theirs: Annotation
    mine: AnnotationState


def as_seen(engine: _Needs, actor: str, seen: Annotation) -> Annotation:
    """Return an annotation as a person saw it, with their own changes since.

    Other people's changes are left out, so that a change based on the result is a conflict and overwrites nothing that
    the person has not seen. An update that only anchored the annotation does not count as a change.
    """
    if engine.annotation(seen.id).version == seen.version:
        return seen
    for event in engine.history(seen.id)[seen.version :]:
        if event.actor != actor and not _is_anchoring(event):
            break
        seen = replace(seen, version=seen.version + 1, state=event.after, changed_at=event.at, changed_by=event.actor)
    return seen


def is_changed_by_others(engine: Log, actor: str, annotation_id: str, since_version: int) -> bool:
    """Whether anybody but the actor has changed an annotation after a version; an update that anchored it does not."""
    later = engine.history(annotation_id)[since_version:]
    return any(event.actor != actor and not _is_anchoring(event) for event in later)


def _is_anchoring(event: Event) -> bool:
    return event.action == ANCHORED and event.before is not None and event.before.status is event.after.status


class DifferingField(NamedTuple):
    """One field that either person changed, with its three values."""

    field: str
    base: Any
    theirs: Any
    mine: Any


def sides(conflict: Conflict) -> list[DifferingField]:
    """Return the fields that either person changed."""
    found = (
        DifferingField(
            name, getattr(conflict.base, name), getattr(conflict.theirs.state, name), getattr(conflict.mine, name)
        )
        for name in FIELDS
    )
    return [side for side in found if side.base != side.theirs or side.base != side.mine]


def merged(conflict: Conflict) -> AnnotationState:
    """Return the stored state with this person's changes applied. Other fields keep the other person's changes."""
    return replace(
        conflict.theirs.state, **{side.field: side.mine for side in sides(conflict) if side.mine != side.base}
    )
