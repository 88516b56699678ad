"""Conflicts: two people changed one quotation. What each of them changed, and a state merged from both."""

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
    """A quotation as both saw it, as it is stored now, and as this person wanted it."""

    base: AnnotationState
    theirs: Annotation
    mine: AnnotationState


def as_seen(engine: _Needs, actor: str, seen: Annotation) -> Annotation:
    """Return an annotation as a person saw it, with what they did to it since.

    What somebody else did since is not in it: a change of what this returns is a conflict then, and nothing that was
    never seen is overwritten. An update that left its words and its status alone is nobody's change.
    """
    if engine.annotation(seen.id).version == seen.version:
        return seen
    for event in engine.history(seen.id)[seen.version :]:
        if event.actor != actor and not _is_taken_along(event):
            break
        seen = replace(seen, version=seen.version + 1, state=event.after, changed_at=event.at, changed_by=event.actor)
    return seen


def _is_taken_along(event: Event) -> bool:
    return event.action == ANCHORED and event.before is not None and event.before.status is event.after.status


class Sides(NamedTuple):
    """One field on which the two differ."""

    field: str
    base: Any
    theirs: Any
    mine: Any


def sides(conflict: Conflict) -> list[Sides]:
    """Return what either of the two changed, field by field."""
    found = (
        Sides(name, getattr(conflict.base, name), getattr(conflict.theirs.state, name), getattr(conflict.mine, name))
        for name in FIELDS
    )
    return [side for side in found if side.base != side.theirs or side.base != side.mine]


def merged(conflict: Conflict) -> AnnotationState:
    """Return what is stored now with what this person changed put over it: nothing that only they changed is lost."""
    return replace(
        conflict.theirs.state, **{side.field: side.mine for side in sides(conflict) if side.mine != side.base}
    )
