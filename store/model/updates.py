"""The effect of updates on annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newstext.anchors.model import Reason
    from store.model.annotations import Annotation, AnnotationState


class Update(NamedTuple):
    """The update that made an annotation stale, and why. ``was_version`` is the annotation's last settled version."""

    revision_id: str
    was_version: int
    reason: Reason


class StaleQuotation(NamedTuple):
    """An annotation that an update made stale.

    ``was`` is its last settled state, on the older revision that its pieces name. ``annotation`` is on the revision
    ``revision_id``, as far as its words were found there. All but ``annotation`` is None if a person, not an update,
    made it stale.
    """

    annotation: Annotation
    reason: Reason | None = None
    was: AnnotationState | None = None
    revision_id: str | None = None
