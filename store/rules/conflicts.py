"""Decides whether an edit was made on the version of a quotation that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from store.model.changes import Edit


def check_version(edit: Edit, before: Annotation | None) -> None:
    """Raise NotFoundError for an edit of a missing annotation, ConflictError for one that others have changed."""
    if before is None and edit.expected_version:
        raise NotFoundError(f"There is no annotation “{edit.annotation_id}” in this store.")
    if before is not None and before.version != edit.expected_version:
        from store.rules.anchors import who

        raise ConflictError(
            f"{who(before.changed_by)} has changed this quotation meanwhile, so your change was not saved.",
            before,
            edit,
        )
