"""Assignments: the annotation that assigns a whole article, and how an assignment ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from store.model.annotations import AnnotationKind
from store.model.changes import BY_PROGRAM
from store.rules.pieces import edit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.model.annotations import Annotation, AnnotationState, Status
    from store.model.changes import Change, Edit

_OF_ARTICLES = UUID("f3b0c442-98fc-5c14-9afb-f4c8996fb924")


def id_for(article_id: str) -> str:
    """Return the id of the annotation that assigns an article: always the same, so that two desks cannot make two."""
    return str(uuid5(_OF_ARTICLES, article_id))


def with_status(state: AnnotationState, status: Status) -> AnnotationState:
    """Return a state with another status. Who settles a quotation ends its assignment."""
    ends = status is not state.status and not status.is_open
    return replace(state, status=status, assignment=None if ends else state.assignment)


def settled_articles(change: Change, before: Mapping[str, Annotation]) -> list[str]:
    """Return the articles in which a change settles open quotations; what the program does settles none."""
    if change.action in BY_PROGRAM:
        return []
    return sorted(
        {
            was.article_id
            for edit in change.edits
            if (was := before.get(edit.annotation_id)) is not None
            and was.state.kind is AnnotationKind.QUOTE
            and was.state.status.is_open
            and not edit.state.status.is_open
        }
    )


def ended(annotation: Annotation) -> Edit:
    """Return the edit that ends an assignment."""
    return edit_of(annotation, replace(annotation.state, assignment=None))
