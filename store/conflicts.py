"""Two people's words about one quotation: what each of them changed, and one made out of both."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from store.records import AnnotationState

if TYPE_CHECKING:
    from store.records import Annotation

FIELDS = tuple(field.name for field in fields(AnnotationState))


class Conflict(NamedTuple):
    """A quotation as it was when both looked at it, as it is stored now, and as this person wanted it."""

    base: AnnotationState
    theirs: Annotation
    mine: AnnotationState


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
