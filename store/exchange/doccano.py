"""doccano's JSON Lines: a text per line with its labelled spans, and the relations among them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newstext.controls import json_escaped
from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load
from newstext.segments import cuts_word
from newstext.spans import Span
from store.exchange.file_items import ANY_REVISION, NEVER, TextReference, UnfitItem
from store.exchange.plain_values import UnfitError, annotation_from_plain, lines, listed, mapping, one_of, words
from store.exchange.read_back import WordsPlace
from store.model.annotations import Piece, SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.exchange.file_items import FileAnnotation
    from store.model.annotations import Annotation
    from store.model.articles import Revision

CANNOT = (
    "speakers, roles, terms and unnamed sources",
    "statuses, notes, tags and decisions",
    "headline, source and date",
    "notes without words",
)


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield a line for each revision with annotations."""
    number = 0
    for bundle in bundles:
        for revision in bundle.revisions:
            marked = [annotation for annotation in bundle.annotations if _on(annotation, revision)]
            if marked:
                number += 1
                yield json_escaped(json.dumps(_text(number, revision, marked), ensure_ascii=False)) + "\n"


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words, which are the line's text at the given offsets."""
    for line in file:
        value = json.loads(line)
        for entity in value["entities"]:
            start, end = entity["start_offset"], entity["end_offset"]
            yield WordsPlace(value["sha256"], start, end, value["text"][start:end])


def read(file: TextIO) -> Iterator[TextReference | FileAnnotation | UnfitItem]:
    """Yield the quotations of each line's text, which the store must have. Relations join the parts of a quotation.

    Labels are content, source, cue and via, in any case, under ``label`` or ``entities``. doccano renumbers them, so
    numbers identify nothing.
    """
    for name, line in lines(file):
        try:
            value = mapping(load(line), "a line")
            body = _body(value)
            yield TextReference(name, body=body)
            yield from _quotations(value, body, name)
        except (UnfitError, UnreadableError) as error:
            yield UnfitItem(name, str(error))


def _quotations(value: dict[str, Any], body: str, name: str) -> Iterator[FileAnnotation | UnfitItem]:
    pieces: dict[Any, Piece] = {}
    for number, entity in enumerate(_entities(value)):
        try:
            pieces[_key(entity.get("id"), number)] = _piece(entity, body)
        except UnfitError as error:
            yield UnfitItem(name, str(error))
    # If one splits a word, all are suspect: their offsets may be those of another text, e.g. with other line ends.
    is_cut = any(cuts_word(body, place) for piece in pieces.values() for place in piece.span)
    doubt = "Labels of this text start or end inside a word, so they may belong to another text." if is_cut else None
    for parts in _together(pieces, listed(value, "relations")):
        label = annotation_from_plain({"created_at": NEVER}, None, name, _numbered(parts))
        yield label._replace(is_label=True, doubt=doubt)


def _key(number: Any, position: int) -> tuple[str, str | int]:
    return ("id", number) if isinstance(number, str | int) else ("position", position)


def _together(pieces: dict[Any, Piece], relations: list[Any]) -> Iterator[list[Piece]]:
    """Yield the pieces of each quotation, whatever the direction of relations; then unrelated pieces one by one."""
    contents = {key for key, piece in pieces.items() if piece.role is SpanRole.CONTENT}
    groups = {key: [key] for key in contents}
    tied = set()
    for one, other in sorted(_related(pieces, relations), key=lambda pair: not contents.issuperset(pair)):
        if {one, other} <= contents:
            smaller, larger = sorted((groups[one], groups[other]), key=len)
            if smaller is not larger:
                larger += smaller
                groups |= dict.fromkeys(smaller, larger)
        elif one in contents:
            groups[one].append(other)
            tied.add(other)
        elif other in contents:
            groups[other].append(one)
            tied.add(one)
    for group in {id(group): group for key in pieces if (group := groups.get(key))}.values():
        yield [pieces[key] for key in dict.fromkeys(group)]
    yield from ([piece] for key, piece in pieces.items() if key not in contents and key not in tied)


def _related(pieces: dict[Any, Piece], relations: list[Any]) -> Iterator[tuple[Any, Any]]:
    for relation in relations:
        if isinstance(relation, dict):
            one, other = _key(relation.get("from_id"), -1), _key(relation.get("to_id"), -1)
            if one in pieces and other in pieces:
                yield one, other


def _body(value: dict[str, Any]) -> str:
    body = words(value, "text")
    if body is None:
        body = words(value, "data")  # as older versions of doccano call it
    if body is None:
        raise UnfitError("It has no text.")
    return body


def _entities(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entity in listed(value, "entities"):
        yield mapping(entity, "a labelled span")
    for label in listed(value, "label") or listed(value, "labels"):
        if not isinstance(label, list) or len(label) != 3:
            raise UnfitError("A label is not a start, an end and a name.")
        yield {"start_offset": label[0], "end_offset": label[1], "label": label[2]}


def _piece(entity: dict[str, Any], body: str) -> Piece:
    start, end = entity.get("start_offset"), entity.get("end_offset")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(body)):
        raise UnfitError(f"The span from {start} to {end} is not in its text.")
    role = one_of(SpanRole, str(entity.get("label")).strip().lower(), "label")
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
