"""W3C Web Annotation, as one page of JSON-LD: https://www.w3.org/TR/annotation-model/

Each piece is a target: its place in the body by code points, refined by its words and their context. Fields without a
term in the model are under terms of ours; the texts are at the page's end.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import uuid
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newstext.controls import json_escaped
from store.exchange.file_items import ANY_REVISION, NEVER, FileAnnotation, TextReference, UnfitItem
from store.exchange.json_page import members
from store.exchange.jsonl import revision_from_plain, revision_to_plain
from store.exchange.plain_values import (
    UnfitError,
    annotation_from_plain,
    mapping,
    piece_from_plain,
    piece_to_plain,
    provenance_of,
    state_to_plain,
    words,
)
from store.exchange.read_back import WordsPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO, TextIO

    from store.exchange.bundle import Bundle
    from store.exchange.file_items import FileRevision
    from store.model.annotations import Annotation, Piece

OURS, PIECE, TEXTS = "pullquote:annotation", "pullquote:piece", "pullquote:texts"
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    # A processor of JSON-LD drops names that it does not know. Our fields are plain JSON inside, which it keeps.
    {"pullquote": "urn:pullquote:", **{term: {"@id": term, "@type": "@json"} for term in (OURS, PIECE, TEXTS)}},
]

CANNOT = ("the log", "other names and merges in the register of speakers")

_STREAMED = ("items", TEXTS)
_REFINED = 4
"""The depth to which selectors that refine each other are followed."""
_IN_BODIES = ("note", "tags", "speaker")


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield an annotation page, in parts. Equal pages have equal ids."""
    written = hashlib.sha256()
    for part in _parts(bundles):
        written.update(part.encode())
        yield part
    yield f',\n"id": "urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, written.hexdigest())}"\n}}\n'


def _parts(bundles: Iterable[Bundle]) -> Iterator[str]:
    yield f'{{"@context": {_json(CONTEXT)},\n"type": "AnnotationPage",\n"items": ['
    # The texts are kept on disk until all annotations are written.
    with _set_aside() as texts:
        between = first = "\n"
        for bundle in bundles:
            for annotation in bundle.annotations:
                yield between + _json(_item(annotation, bundle))
                between = ",\n"
            for revision in bundle.revisions:
                texts.write(first + _json(revision_to_plain(revision, bundle)))
                first = ",\n"
        yield f'\n],\n"{TEXTS}": ['
        texts.seek(0)
        yield from texts
    yield "\n]"


@contextmanager
def _set_aside() -> Iterator[IO[str]]:
    """Give a temporary file for texts. An error on closing it, as on a full disk, does not matter."""
    texts = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115
    try:
        yield texts
    finally:
        with suppress(OSError):
            texts.close()


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    for item in (member.value for member in members(file, _STREAMED) if member.key == "items"):
        for target in item["target"]:
            selector = target["selector"]
            words = selector["refinedBy"]["exact"]
            yield WordsPlace(target["source"]["id"].rpartition(":")[2], selector["start"], selector["end"], words)


def read(file: TextIO) -> Iterator[FileRevision | TextReference | FileAnnotation | UnfitItem]:
    """Yield the items of a page, a list of annotations or a single annotation, ours or others' that quote a text.

    The texts are at the page's end but are needed first, so the file is read twice.
    """
    single: dict[str, Any] = {}
    has_items = False
    for key, value in members(file, _STREAMED):
        has_items |= key in ("", *_STREAMED)
        if key == TEXTS:
            try:
                yield revision_from_plain(value)
            except UnfitError as error:
                yield UnfitItem("a text", str(error))
        elif not has_items:
            single[key] = value
    items = _items(file) if has_items else iter([single])
    sought: set[str] = set()
    for number, item in enumerate(items, start=1):
        name = f"annotation {number}"
        try:
            item = mapping(item, "an annotation")
            name = words(item, "id") or name
            made = taken(item)
        except UnfitError as error:
            yield UnfitItem(name, str(error))
            continue
        if OURS not in item and made.article not in sought:
            sought.add(made.article)
            yield TextReference(made.article, url=made.article)
        yield made


def _items(file: TextIO) -> Iterator[Any]:
    return (value for key, value in members(file, _STREAMED) if key in ("", "items"))


def taken(item: dict[str, Any]) -> FileAnnotation:
    """Return the annotation from an item of a page, ours or another program's; UnfitError when it is none."""
    targets = item.get("target")
    targets = [target for target in (targets if isinstance(targets, list) else [targets]) if target]
    bodies = item.get("body", [])
    said = _said(bodies if isinstance(bodies, list) else [bodies])
    if (ours := item.get(OURS)) is not None:
        ours = mapping(ours, "Pullquote’s own fields")
        pieces = tuple(_piece(target) for target in targets if PIECE in mapping(target, "a target"))
        return annotation_from_plain(
            said | ours, (words(item, "id") or "").removeprefix("urn:uuid:"), str(ours.get("article")), pieces
        )
    selected = [_selected(target) for target in targets]
    if not selected:
        raise UnfitError("It targets no text.")
    pages = {page for page, _ in selected}
    if len(pages) > 1:
        raise UnfitError("It targets several pages.")
    made = _made(item)
    address = words(item, "id")
    pieces = tuple(replace(piece, piece=number) for number, (_, piece) in enumerate(selected) if piece)
    kind = "quote" if pieces and ("speaker" in said or "note" not in said) else "note"
    known_id = str(uuid.uuid5(uuid.NAMESPACE_URL, address)) if address else None
    return annotation_from_plain(said | made | {"kind": kind}, known_id, selected[0][0], pieces)


def _piece(target: dict[str, Any]) -> Piece:
    selector = mapping(target.get("selector"), "a selector")
    quote = mapping(selector.get("refinedBy"), "the words")
    return piece_from_plain({**mapping(target[PIECE], "a piece"), **selector, **quote})


def _selected(target: Any) -> tuple[str, Piece | None]:
    """Return the page of a foreign target, and its words; None for the whole page."""
    if isinstance(target, str):
        return target, None
    target = mapping(target, "a target")
    source = target.get("source")
    page = source if isinstance(source, str) else words(mapping(source, "the page"), "id")
    if not page:
        raise UnfitError("It does not say which page it targets.")
    selectors = target.get("selector")
    if selectors is None:
        return page, None
    return page, _found_by(selectors if isinstance(selectors, list) else [selectors])


def _found_by(selectors: list[Any]) -> Piece:
    known: dict[str, Any] = {}
    for _ in range(_REFINED):
        refined = []
        for selector in selectors:
            selector = mapping(selector, "a selector")
            if selector.get("type") in ("TextQuoteSelector", "TextPositionSelector"):
                known |= {
                    key: selector[key] for key in ("exact", "prefix", "suffix", "start", "end") if key in selector
                }
            refined.append(selector.get("refinedBy"))
        selectors = [selector for selector in refined if selector]
    if not known.get("exact"):
        raise UnfitError("It does not quote the words it targets.")
    found: dict[str, Any] = {"role": "content", "piece": 0, "revision": 0, "start": 0, "end": 0}
    return replace(piece_from_plain(found | known), revision_id=ANY_REVISION)


def _said(bodies: list[Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    tags = []
    for body in bodies:
        if isinstance(body, str):
            continue  # the URL of a body that is not in the file
        body = mapping(body, "a body")
        value = words(body, "value")
        if value is None:
            continue
        if body.get("purpose") == "tagging":
            tags.append(value)
        elif body.get("purpose") == "identifying":
            said["speaker"] = value
        else:
            said["note"] = f"{said['note']}\n{value}" if "note" in said else value
    return said | ({"tags": tags} if tags else {})


def _made(item: dict[str, Any]) -> dict[str, Any]:
    creator = item.get("creator")
    name = creator if isinstance(creator, str) else words(mapping(creator, "its creator"), "name") if creator else None
    made = {"author": name or "", "created_at": words(item, "created") or NEVER}
    return made | ({"changed_at": item["modified"]} if "modified" in item else {})


def _item(annotation: Annotation, bundle: Bundle) -> dict[str, Any]:
    made = provenance_of(annotation)
    ours = {key: value for key, value in state_to_plain(annotation).items() if key not in _IN_BODIES}
    item: dict[str, Any] = {
        "id": f"urn:uuid:{annotation.id}",
        "type": "Annotation",
        "motivation": "commenting" if annotation.state.kind == "note" else "highlighting",
        "creator": {"type": "Software" if made.origin == "finder" else "Person", "name": made.author},
        "created": _utc(made.created_at.isoformat()),
        "modified": _utc(made.changed_at.isoformat()),
        "body": _bodies(annotation),
        "target": [_target(piece, bundle) for piece in annotation.state.pieces] or [_whole(bundle)],
        OURS: {"article": bundle.number, **ours},
    }
    return {key: value for key, value in item.items() if value != []}


def _bodies(annotation: Annotation) -> list[dict[str, str]]:
    state = annotation.state
    said = [("identifying", state.speaker), ("commenting", state.note), *(("tagging", tag) for tag in state.tags)]
    return [
        {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
        for purpose, value in said
        if value is not None
    ]


def _target(piece: Piece, bundle: Bundle) -> dict[str, Any]:
    plain = piece_to_plain(piece, bundle)
    quote = {key: plain.pop(key) for key in ("exact", "prefix", "suffix")}
    place = {key: plain.pop(key) for key in ("start", "end")}
    return {
        "type": "SpecificResource",
        "source": _source(bundle, bundle.revision(piece).sha256),
        "selector": {
            "type": "TextPositionSelector",
            **place,
            "refinedBy": {"type": "TextQuoteSelector", **quote},
        },
        PIECE: plain,
    }


def _whole(bundle: Bundle) -> dict[str, Any]:
    """Return the target of a note without words: the article's text."""
    return {"type": "SpecificResource", "source": _source(bundle, bundle.revisions[-1].sha256)}


def _source(bundle: Bundle, sha256: str) -> dict[str, Any]:
    """Return the text that positions refer to. The web page is named, but positions do not count its markup."""
    text: dict[str, Any] = {"id": f"urn:pullquote:text:{sha256}", "type": "Text", "format": "text/plain"}
    article = next(revision.article for revision in bundle.revisions if revision.sha256 == sha256)
    if article.language:
        text["language"] = article.language
    if article.url:
        text["pullquote:url"] = article.url
    return text


def _utc(time: str) -> str:
    """Return a time with its zone as Z, as the model requires."""
    return time.removesuffix("+00:00") + "Z"


def _json(value: Any) -> str:
    return json_escaped(json.dumps(value, ensure_ascii=False))
