"""Converts annotations to plain values and back, for JSON Lines and the extensions of W3C Web Annotation."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from newstext.anchors.model import SpanState
from newstext.formats.errors import UnreadableError
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store.exchange.file_items import FileAnnotation
from store.model.annotations import AnnotationKind, AnnotationState, Origin, Piece, Provenance, Record, SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.model.annotations import Annotation

_LONGEST_LINE = 1 << 27

E = TypeVar("E", bound=StrEnum)


class UnfitError(ValueError):
    """An item of an annotation file that cannot be imported; the message says why, for people."""


def provenance_of(annotation: Annotation) -> Provenance:
    """Return the author and last change of an annotation, also if that was in another store."""
    here = Provenance(
        annotation.origin, annotation.author, annotation.created_at, annotation.changed_at, annotation.changed_by
    )
    imported = annotation.provenance
    if imported is None:
        return here
    if annotation.version == 1:
        return imported
    return imported._replace(changed_at=here.changed_at, changed_by=here.changed_by)


def state_to_plain(annotation: Annotation) -> dict[str, Any]:
    """Return the state of an annotation without its pieces as plain values; empty fields are left out."""
    state = annotation.state
    fields: dict[str, Any] = {
        "kind": state.kind,
        "quotation_kind": state.quotation_kind,
        "status": state.status,
        "speaker": state.speaker,
        "in_register": state.speaker_id is not None,
        "role": state.role,
        "record": state.record,
        "unnamed": state.unnamed,
        "descriptor": state.descriptor,
        "unnamed_reason": state.unnamed_reason,
        "via": state.via,
        "note": state.note,
        "tags": list(state.tags),
        "flagged": state.flagged,
        "checked_against": state.checked_against,
    }
    made = provenance_of(annotation)
    fields |= {
        "origin": made.origin,
        "author": made.author,
        "created_at": made.created_at.isoformat(),
        "changed_at": made.changed_at.isoformat(),
        "changed_by": made.changed_by,
        "generator": annotation.generator,
        "generator_version": annotation.generator_version,
        "confidence": annotation.confidence,
        "reason": annotation.reason,
    }
    return {key: value for key, value in fields.items() if value not in (None, False, [])}


def piece_to_plain(piece: Piece, bundle: Bundle) -> dict[str, Any]:
    """Return one piece of an annotation as plain values; its revision by number."""
    return {
        "role": piece.role,
        "piece": piece.piece,
        "revision": bundle.revision(piece).seq,
        "start": piece.span.start,
        "end": piece.span.end,
        "exact": piece.exact,
        "prefix": piece.prefix,
        "suffix": piece.suffix,
        "state": piece.state,
    }


def piece_from_plain(value: Any) -> Piece:
    """Return the piece from a value of ``piece_to_plain``; UnfitError when it is not one."""
    value = mapping(value, "a piece")
    start, end = _number(value, "start"), _number(value, "end")
    return Piece(
        role=one_of(SpanRole, value.get("role"), "role of a piece"),
        piece=_number(value, "piece"),
        revision_id=str(_number(value, "revision")),
        span=Span(start, end),
        exact=words(value, "exact") or "",
        prefix=words(value, "prefix") or "",
        suffix=words(value, "suffix") or "",
        state=one_of(SpanState, value.get("state", SpanState.EXACT), "state of a piece"),
    )


def annotation_from_plain(
    value: Mapping[str, Any], annotation_id: str | None, article: str, pieces: tuple[Piece, ...]
) -> FileAnnotation:
    """Return the annotation from a value of ``state_to_plain``; UnfitError when it has unknown values."""
    tags = value.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise UnfitError("Its tags are not a list of texts.")
    kind = value.get("quotation_kind")
    confidence = value.get("confidence")
    state = AnnotationState(
        kind=one_of(AnnotationKind, value.get("kind", AnnotationKind.QUOTE), "kind"),
        quotation_kind=None if kind is None else one_of(QuotationKind, kind, "kind of a quotation"),
        status=one_of(Status, value.get("status", Status.ACCEPTED), "status"),
        pieces=pieces,
        speaker=words(value, "speaker"),
        role=words(value, "role"),
        record=one_of(Record, value.get("record", Record.UNKNOWN), "record"),
        unnamed=value.get("unnamed") is True,
        descriptor=words(value, "descriptor"),
        unnamed_reason=words(value, "unnamed_reason"),
        via=words(value, "via"),
        note=words(value, "note"),
        tags=tuple(tags),
        flagged=value.get("flagged") is True,
        checked_against=words(value, "checked_against"),
    )
    return FileAnnotation(
        id=annotation_id,
        article=article,
        state=state,
        is_registered=value.get("in_register") is True,
        provenance=_provenance(value),
        generator=words(value, "generator"),
        generator_version=words(value, "generator_version"),
        confidence=float(confidence) if isinstance(confidence, int | float) else None,
        reason=words(value, "reason"),
    )


def _provenance(value: Mapping[str, Any]) -> Provenance:
    created_at = time(value, "created_at")
    author = words(value, "author") or ""
    return Provenance(
        origin=one_of(Origin, value.get("origin", Origin.IMPORT), "origin"),
        author=author,
        created_at=created_at,
        changed_at=time(value, "changed_at") if "changed_at" in value else created_at,
        changed_by=words(value, "changed_by") or author,
    )


def lines(file: TextIO) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file that are not blank, each with a name for it."""
    file.seek(0)
    number = 0
    while line := file.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise UnreadableError(f"Line {number} is larger than 128 MB; export it in parts, with filters.")
        if line.strip():
            yield f"line {number}", line


def mapping(value: Any, what: str) -> dict[str, Any]:
    """Return ``value`` when it is a JSON object; UnfitError that names ``what`` was expected."""
    if not isinstance(value, dict):
        raise UnfitError(f"It has no valid object for {what}.")
    return value


def listed(value: Mapping[str, Any], key: str) -> list[Any]:
    """Return the list under ``key``, empty when there is none; UnfitError when it is not a list."""
    found = value.get(key) or []
    if not isinstance(found, list):
        raise UnfitError(f"Its “{key}” is not a list.")
    return found


def words(value: Mapping[str, Any], key: str) -> str | None:
    """Return the text under ``key``; None when there is none, UnfitError when it is not a text."""
    found = value.get(key)
    if found is None or isinstance(found, str):
        return found
    raise UnfitError(f"Its “{key}” is not a text.")


def one_of(kind: type[E], value: Any, what: str) -> E:
    """Return the member of ``kind`` that ``value`` names; UnfitError when there is none."""
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        raise UnfitError(f"Its {what} is “{value}”, which is none of {known}.") from None


def _number(value: Mapping[str, Any], key: str) -> int:
    found = value.get(key)
    if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**53:
        return found
    raise UnfitError(f"Its “{key}” is not a valid position.")


def time(value: Mapping[str, Any], key: str) -> datetime:
    """Return the time under ``key``; UnfitError when it is not a time, or has no time zone."""
    try:
        found = datetime.fromisoformat(value[key])
    except (KeyError, TypeError, ValueError):
        raise UnfitError(f"Its “{key}” is not a time.") from None
    if found.tzinfo is None:
        raise UnfitError(f"Its “{key}” has no time zone.")
    return found
