"""Annotations, their states and speakers as rows and as the JSON in events."""

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
    Assignment,
    Origin,
    Piece,
    Provenance,
    Record,
    SpanRole,
    Status,
)
from store.rows.times import time_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


_OF_OLD_EVENTS = {
    "flagged": False,
    "checked_against": None,
    "assigned_to": None,
    "assigned_by": None,
    "assigned_at": None,
}
"""Defaults for fields that older events lack."""


def from_json(text: str) -> Any:
    """Parse JSON from a row. It may contain NUL and other controls as they are."""
    return json.loads(text, strict=False)


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
        assignment=None if values["assigned_to"] is None else _assignment(values),
    )


def _assignment(values: Values) -> Assignment:
    return Assignment(values["assigned_to"], values["assigned_by"], datetime.fromisoformat(values["assigned_at"]))


def state_from_json(text: str) -> AnnotationState:
    """Build a state from the JSON in an event."""
    return state_from_values(from_json(text))


def state_from_values(given: Values) -> AnnotationState:
    """Build a state from the parsed JSON of an event, or from what ``all_values`` returned."""
    values = {**_OF_OLD_EVENTS, **given}
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


def read(rows: Iterable[Values], span_rows: Iterable[Values]) -> dict[str, Annotation]:
    """Build annotations, keyed by id, from their rows and their spans, which are in order."""
    pieces: dict[str, list[Values]] = {}
    for span in span_rows:
        pieces.setdefault(span["annotation_id"], []).append(span)
    return {values["id"]: _annotation(values, pieces.get(values["id"], ())) for values in rows}


def _annotation(values: Values, spans: Iterable[Values]) -> Annotation:
    return Annotation(
        id=values["id"],
        article_id=values["article_id"],
        version=values["version"],
        state=_state_from(values, spans, () if values["tags"] == "[]" else from_json(values["tags"])),
        origin=_ORIGINS[values["origin"]],
        author=values["author"],
        generator=values["generator"],
        generator_version=values["generator_version"],
        confidence=values["confidence"],
        reason=values["reason"],
        created_at=datetime.fromisoformat(values["created_at"]),
        changed_at=datetime.fromisoformat(values["changed_at"]),
        changed_by=values["changed_by"],
        provenance=values["provenance"] and _provenance(from_json(values["provenance"])),
    )


def _provenance(values: Mapping[str, str]) -> Provenance:
    return Provenance(
        Origin(values["origin"]),
        values["author"],
        datetime.fromisoformat(values["created_at"]),
        datetime.fromisoformat(values["changed_at"]),
        values["changed_by"],
    )


def state_values(state: AnnotationState) -> dict[str, object]:
    """Return the columns of a state, except for its pieces."""
    return {
        "kind": state.kind,
        "quotation_kind": state.quotation_kind,
        "status": state.status,
        "speaker": state.speaker,
        "speaker_id": state.speaker_id,
        "role": state.role,
        "record": state.record,
        "unnamed": state.unnamed,
        "descriptor": state.descriptor,
        "unnamed_reason": state.unnamed_reason,
        "via": state.via,
        "note": state.note,
        "tags": json.dumps(state.tags, ensure_ascii=False),
        "flagged": state.flagged,
        "checked_against": state.checked_against,
        "assigned_to": state.assignment and state.assignment.to,
        "assigned_by": state.assignment and state.assignment.by,
        "assigned_at": state.assignment and time_text(state.assignment.at),
    }


def all_values(state: AnnotationState) -> dict[str, Any]:
    """Return a state as values for JSON, with its pieces, in the form that events have."""
    pieces = [
        {
            "role": piece.role,
            "piece": piece.piece,
            "revision_id": piece.revision_id,
            "start": piece.span.start,
            "end": piece.span.end,
            "exact": piece.exact,
            "prefix": piece.prefix,
            "suffix": piece.suffix,
            "state": piece.state,
        }
        for piece in state.pieces
    ]
    return state_values(state) | {"tags": list(state.tags), "pieces": pieces}


def provenance_json(made: Provenance) -> str:
    """Return the stored form of a provenance."""
    times = {"created_at": time_text(made.created_at), "changed_at": time_text(made.changed_at)}
    return json.dumps(made._asdict() | times, ensure_ascii=False)
