"""doccano's JSON Lines: a text on a line with its labelled stretches, and which of them belong together."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newstext.controls import json_escaped
from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load
from newstext.spans import Span
from store.exchange.carried import ANY_REVISION, NEVER, Sought, Unfit
from store.exchange.placed import Placed
from store.exchange.plain import UnfitError, brought, mapping, one_of, words
from store.records import Piece, SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.exchange.carried import Brought
    from store.records import Annotation, Revision

CANNOT = (
    "names, roles, the terms of the record and unnamed sources",
    "statuses, notes, tags and who decided",
    "headline, source and date of the article",
    "notes on no words",
)


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield a line for each revision that anything is marked on."""
    number = 0
    for bundle in bundles:
        for revision in bundle.revisions:
            marked = [annotation for annotation in bundle.annotations if _on(annotation, revision)]
            if marked:
                number += 1
                yield json_escaped(json.dumps(_text(number, revision, marked), ensure_ascii=False)) + "\n"


def places(file: TextIO) -> Iterator[Placed]:
    """Yield where an export says that words stand: the line has the text, so its words are those at the place."""
    for line in file:
        value = json.loads(line)
        for entity in value["entities"]:
            start, end = entity["start_offset"], entity["end_offset"]
            yield Placed(value["sha256"], start, end, value["text"][start:end])


def read(text: str) -> Iterator[Sought | Brought | Unfit]:
    """Yield the quotations on each line's text, which the store must have; relations tie their parts together.

    Labels are content, source, cue and via, in any case; stretches may stand as ``label`` or as ``entities``.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        name = f"line {number}"
        try:
            value = mapping(load(line), "a line")
            body = _body(value)
            sha256 = hashlib.sha256(body.encode()).hexdigest()
            yield Sought(name, sha256=sha256)
            yield from _quotations(value, body, name, sha256)
        except (UnfitError, UnreadableError) as error:
            yield Unfit(name, str(error))


def _quotations(value: dict[str, Any], body: str, name: str, sha256: str) -> Iterator[Brought | Unfit]:
    pieces: dict[Any, Piece] = {}
    for number, entity in enumerate(_entities(value)):
        try:
            pieces[entity.get("id", number)] = _piece(entity, body)
        except UnfitError as error:
            yield Unfit(name, str(error))
    belongs = {
        relation.get("to_id"): relation.get("from_id")
        for relation in value.get("relations") or ()
        if isinstance(relation, dict) and relation.get("from_id") in pieces and relation.get("to_id") in pieces
    }
    for key, piece in pieces.items():
        if key in belongs or piece.role is not SpanRole.CONTENT:
            if key not in belongs:
                yield Unfit(name, f"“{piece.exact[:60]}” is labelled {piece.role} and belongs to no quotation.")
            continue
        parts = [piece, *(pieces[part] for part, head in belongs.items() if head == key)]
        # The same line brought in twice is the same quotation.
        known_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{sha256} {piece.span.start} {piece.span.end}"))
        yield brought({"created_at": NEVER}, known_id, name, _numbered(parts))


def _body(value: dict[str, Any]) -> str:
    body = words(value, "text")
    if body is None:
        raise UnfitError("It has no text.")
    return body


def _entities(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entity in value.get("entities") or ():
        yield mapping(entity, "a labelled stretch")
    for label in value.get("label") or value.get("labels") or ():
        if not isinstance(label, list) or len(label) != 3:
            raise UnfitError("A label is not a start, an end and a name.")
        yield {"start_offset": label[0], "end_offset": label[1], "label": label[2]}


def _piece(entity: dict[str, Any], body: str) -> Piece:
    start, end = entity.get("start_offset"), entity.get("end_offset")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(body)):
        raise UnfitError(f"The stretch from {start} to {end} is not in its text.")
    role = one_of(SpanRole, str(entity.get("label")).lower(), "label")
    return Piece(role, 0, ANY_REVISION, Span(start, end), body[start:end])


def _numbered(parts: list[Piece]) -> tuple[Piece, ...]:
    counts: Counter[SpanRole] = Counter()
    numbered = []
    for part in sorted(parts, key=lambda part: (list(SpanRole).index(part.role), part.span)):
        numbered.append(replace(part, piece=counts[part.role]))
        counts[part.role] += 1
    return tuple(numbered)


def _on(annotation: Annotation, revision: Revision) -> bool:
    return any(piece.revision_id == revision.id for piece in annotation.state.pieces)


def _text(number: int, revision: Revision, marked: list[Annotation]) -> dict[str, Any]:
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    for annotation in marked:
        head = None
        for piece in annotation.state.pieces:
            if piece.revision_id != revision.id:
                continue
            entities.append(
                {
                    "id": len(entities) + 1,
                    "label": piece.role,
                    "start_offset": piece.span.start,
                    "end_offset": piece.span.end,
                }
            )
            if head is None and piece.role is SpanRole.CONTENT:
                head = len(entities)
            elif head is not None:
                relations.append(
                    {"id": len(relations) + 1, "from_id": head, "to_id": len(entities), "type": piece.role}
                )
    return {
        "id": number,
        "text": revision.article.body,
        "sha256": revision.sha256,
        "entities": entities,
        "relations": relations,
    }
