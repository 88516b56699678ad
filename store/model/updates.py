"""What an update made of annotations that wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newstext.anchors.model import Reason
    from store.model.annotations import Annotation, AnnotationState


class Update(NamedTuple):
    """That a newer revision takes an annotation to a person, and why; ``was_version`` is the one last settled."""

    revision_id: str
    was_version: int
    reason: Reason


class StaleQuotation(NamedTuple):
    """What an update made of an annotation that waits for a person because of it.

    ``was`` is what was settled last, on the older revision its pieces name; ``annotation`` stands, as far as its words
    were found, on the revision ``revision_id``. All but the annotation is None when a person set it aside.
    """

    annotation: Annotation
    reason: Reason | None = None
    was: AnnotationState | None = None
    revision_id: str | None = None
