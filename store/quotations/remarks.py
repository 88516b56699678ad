"""Remarks on quotations: notes, tags, terms, a second reader's check; a part of the Archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.ids import new_id
from store.model.annotations import AnnotationKind, AnnotationState, SpanRole, Status
from store.model.changes import Edit
from store.rules.assignments import with_status
from store.rules.pieces import edit_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.quotations.model import QuotationKind
    from newstext.spans import Span
    from store.engine import Annotations
    from store.model.annotations import Annotation, Record, Tag
    from store.model.articles import Revision
    from store.model.changes import Apply

_OFFERED = 50
"""The default number of tags to offer."""


class Remarks:
    """Notes, tags, terms and the second reader's check. Each change is one step of undo."""

    def __init__(self, engine: Annotations, apply: Apply) -> None:
        self._engine = engine
        self._apply = apply

    def note(self, annotation: Annotation, words: str) -> Annotation:
        """Set a quotation's note; no words remove it."""
        return self._changed("note", annotation, replace(annotation.state, note=words.strip() or None))

    def add_note(self, revision: Revision, span: Span, words: str) -> Annotation:
        """Add a note on words of a revision that are not a quotation."""
        state = AnnotationState(
            kind=AnnotationKind.NOTE,
            status=Status.ACCEPTED,
            pieces=pieces_of(revision, {SpanRole.CONTENT: [span]}),
            note=words.strip() or None,
        )
        edit = Edit(annotation_id=new_id(), article_id=revision.article_id, expected_version=0, state=state)
        return self._apply("note", (edit,))[0]

    def tag(self, annotation: Annotation, tags: Iterable[str]) -> Annotation:
        """Set a quotation's tags; extra white space and repeated tags are dropped."""
        tidy = dict.fromkeys(" ".join(tag.split()) for tag in tags)
        return self._changed("tag", annotation, replace(annotation.state, tags=tuple(tag for tag in tidy if tag)))

    def set_record(self, annotation: Annotation, record: Record) -> Annotation:
        """Set the terms of the words."""
        return self._changed("record", annotation, replace(annotation.state, record=record))

    def set_role(self, annotation: Annotation, role: str) -> Annotation:
        """Set the speaker's role as printed beside the name; no words remove it."""
        return self._changed("role", annotation, replace(annotation.state, role=_tidy(role)))

    def set_via(self, annotation: Annotation, via: str) -> Annotation:
        """Set the outlet or document that reports the words; no words remove it."""
        return self._changed("via", annotation, replace(annotation.state, via=_tidy(via)))

    def set_kind(self, annotation: Annotation, kind: QuotationKind) -> Annotation:
        """Say whether the words are a quotation, a paraphrase or a mixture, whatever their marks tell."""
        return self._changed("kind", annotation, replace(annotation.state, quotation_kind=kind))

    def flag(self, annotation: Annotation, *, flagged: bool) -> Annotation:
        """Flag a quotation for a second reader, or remove the flag."""
        return self._changed("flag" if flagged else "unflag", annotation, replace(annotation.state, flagged=flagged))

    def verify(self, annotation: Annotation, against: str) -> Annotation:
        """Verify a quotation as a second reader; ``against`` is the source that it was checked against."""
        verified = with_status(annotation.state, Status.VERIFIED)
        state = replace(verified, checked_against=against.strip() or None, flagged=False)
        return self._changed("verify", annotation, state)

    def tags(self, words: str = "", *, limit: int = _OFFERED) -> list[Tag]:
        """Return the tags in use that contain ``words``, the most used first."""
        return self._engine.tags(words, limit=limit)

    def _changed(self, action: str, annotation: Annotation, state: AnnotationState) -> Annotation:
        return self._apply(action, (edit_of(annotation, state),))[0]


def _tidy(words: str) -> str | None:
    return " ".join(words.split()) or None
