"""Builds annotations from their rows and spans, and states from the JSON in events."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newstext.anchors.model import SpanState
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store.model.annotations import (
    Annotation,
    AnnotationKind,
    AnnotationState,
    Origin,
    Piece,
    Provenance,
    Record,
    SpanRole,
    Status,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    # Converts a value of a row, or of an event's JSON.
    Values = Mapping[str, Any]

# Look-ups instead of calls, which take five times as long: a long article has thousands of annotations.
_KINDS = {kind.value: kind for kind in AnnotationKind}
_QUOTATION_KINDS = {kind.value: kind for kind in QuotationKind}
_STATUSES = {status.value: status for status in Status}
_RECORDS = {record.value: record for record in Record}
_ORIGINS = {origin.value: origin for origin in Origin}
_ROLES = {role.value: role for role in SpanRole}
_SPAN_STATES = {state.value: state for state in SpanState}


_BEFORE_THERE_WAS_A_SECOND_READER = {"flagged": False, "checked_against": None}
"""Defaults for fields that the oldest events lack."""


def _state_from(values: Values, pieces: Iterable[Values], tags: Sequence[str]) -> AnnotationState:
    """Build a state from a row and its spans."""
    return AnnotationState(
        kind=_KINDS[values["kind"]],
        quotation_kind=values["quotation_kind"] and _QUOTATION_KINDS[values["quotation_kind"]],
        status=_STATUSES[values["status"]],
        pieces=tuple([_piece(piece) for piece in pieces]),
        speaker=values["speaker"],
        speaker_id=values["speaker_id"],
        role=values["role"],
        record=_RECORDS[values["record"]],
        unnamed=bool(values["unnamed"]),
        descriptor=values["descriptor"],
        unnamed_reason=values["unnamed_reason"],
        via=values["via"],
        note=values["note"],
        tags=tuple(tags),
        flagged=bool(values["flagged"]),
        checked_against=values["checked_against"],
    )


def state_from_json(text: str) -> AnnotationState:
    """Build a state from the JSON in an event."""
    values = _BEFORE_THERE_WAS_A_SECOND_READER | json.loads(text)
    return _state_from(values, values["pieces"], values["tags"])


def _piece(values: Values) -> Piece:
    return Piece(
        role=_ROLES[values["role"]],
        piece=values["piece"],
        revision_id=values["revision_id"],
        span=Span(values["start"], values["end"]),
        exact=values["exact"],
        prefix=values["prefix"],
        suffix=values["suffix"],
        state=_SPAN_STATES[values["state"]],
    )


def read(rows: sqlite3.Cursor, span_rows: sqlite3.Cursor) -> dict[str, Annotation]:
    """Build annotations, keyed by id, from their rows and their spans, which are in order."""
    pieces: dict[str, list[Values]] = {}
    for span in _values(span_rows):
        pieces.setdefault(span["annotation_id"], []).append(span)
    return {values["id"]: _annotation(values, pieces.get(values["id"], ())) for values in _values(rows)}


def _values(rows: sqlite3.Cursor) -> Iterator[Values]:
    """Yield rows as dictionaries: sqlite3.Row searches all column names for each value."""
    names = [column[0] for column in rows.description]
    rows.row_factory = None
    return (dict(zip(names, row, strict=True)) for row in rows)


def _annotation(values: Values, spans: Iterable[Values]) -> Annotation:
    return Annotation(
        id=values["id"],
        article_id=values["article_id"],
        version=values["version"],
        state=_state_from(values, spans, () if values["tags"] == "[]" else json.loads(values["tags"])),
        origin=_ORIGINS[values["origin"]],
        author=values["author"],
        generator=values["generator"],
        generator_version=values["generator_version"],
        confidence=values["confidence"],
        reason=values["reason"],
        created_at=datetime.fromisoformat(values["created_at"]),
        changed_at=datetime.fromisoformat(values["changed_at"]),
        changed_by=values["changed_by"],
        provenance=values["provenance"] and _provenance(json.loads(values["provenance"])),
    )


def _provenance(values: Mapping[str, str]) -> Provenance:
    return Provenance(
        Origin(values["origin"]),
        values["author"],
        datetime.fromisoformat(values["created_at"]),
        datetime.fromisoformat(values["changed_at"]),
        values["changed_by"],
    )
