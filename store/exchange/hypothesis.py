"""Annotations as Hypothesis' API gives them, out and in: https://h.readthedocs.io/en/latest/api-reference/"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from newstext.controls import json_escaped
from store.exchange import w3c
from store.exchange.file_items import FileAnnotation, TextReference, UnfitItem
from store.exchange.json_page import members
from store.exchange.plain_values import UnfitError, listed, mapping, provenance_of, words
from store.exchange.read_back import WordsPlace
from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.model.annotations import Annotation, Piece

CANNOT = (
    "article texts",
    "cues and sources",
    "roles, terms, kinds and statuses",
    "confidence and reasons",
    "the log",
)

_ROWS = "rows"
_SPEAKER = "speaker: "
"""The beginning of the tag that names the speaker: Hypothesis has no field for one."""
_TEXT = "urn:x-pullquote:"
"""Before the hash of an article without a web address."""
_QUOTE, _POSITION = "TextQuoteSelector", "TextPositionSelector"


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield one search result with all annotations that have words."""
    total = 0
    yield '{"rows": ['
    for bundle in bundles:
        for annotation in bundle.annotations:
            if pieces := annotation.pieces(SpanRole.CONTENT):
                item = _row(annotation, pieces, bundle)
                yield (",\n" if total else "\n") + json_escaped(json.dumps(item, ensure_ascii=False))
                total += 1
    yield f'\n],\n"total": {total}}}\n'


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    for key, row in members(file, (_ROWS,)):
        if key == _ROWS:
            for target in row["target"]:
                position, quote = target["selector"]
                yield WordsPlace(row["document"]["sha256"], position["start"], position["end"], quote["exact"])


def read(file: TextIO) -> Iterator[TextReference | FileAnnotation | UnfitItem]:
    """Yield the annotations of a search result or of a list; each quotes a page whose address the store must have."""
    sought: set[str] = set()
    rows = (value for key, value in members(file, (_ROWS,)) if key in ("", _ROWS))
    for number, row in enumerate(rows, start=1):
        name = f"annotation {number}"
        try:
            row = mapping(row, "an annotation")
            name = words(row, "id") or name
            taken = w3c.taken(_web_annotation(row))
        except UnfitError as error:
            yield UnfitItem(name, str(error))
            continue
        if taken.article not in sought:
            sought.add(taken.article)
            yield TextReference(taken.article, url=taken.article)
        yield taken._replace(id=_uuid(name) or taken.id)


def _uuid(name: str) -> str | None:
    """Return the id of an annotation that another store exported; None for Hypothesis' own."""
    try:
        return str(uuid.UUID(name))
    except ValueError:
        return None


def _web_annotation(row: dict[str, Any]) -> dict[str, Any]:
    """Return the same as a W3C annotation, whose reader knows what to make of it."""
    tags = [str(tag) for tag in listed(row, "tags")]
    bodies = [
        {"purpose": "identifying", "value": tag.removeprefix(_SPEAKER)} for tag in tags if tag.startswith(_SPEAKER)
    ]
    bodies += [{"purpose": "tagging", "value": tag} for tag in tags if not tag.startswith(_SPEAKER)]
    if note := (words(row, "text") or "").strip():
        bodies.append({"purpose": "commenting", "value": note})
    targets = [
        {
            "source": words(row, "uri"),
            "selector": [one for one in listed(mapping(target, "a target"), "selector") if _is_of_text(one)] or None,
        }
        for target in listed(row, "target")
    ]
    item = {
        "id": f"https://hypothes.is/a/{words(row, 'id')}",
        "creator": (words(row, "user") or "").removeprefix("acct:"),
        "created": words(row, "created"),
        "modified": words(row, "updated"),
        "body": bodies,
        "target": targets,
    }
    return {key: value for key, value in item.items() if value}


def _is_of_text(selector: Any) -> bool:
    """Whether a selector quotes words. Positions count the characters of the page, which the article's are not."""
    return isinstance(selector, dict) and selector.get("type") == _QUOTE


def _row(annotation: Annotation, pieces: Iterable[Piece], bundle: Bundle) -> dict[str, Any]:
    state, made, home = annotation.state, provenance_of(annotation), bundle.home(annotation)
    uri = home.article.url or _TEXT + home.sha256
    return {
        "id": annotation.id,
        "created": made.created_at.isoformat(),
        "updated": made.changed_at.isoformat(),
        "user": f"acct:{made.author}",
        "uri": uri,
        "text": state.note or "",
        "tags": [*([_SPEAKER + state.speaker] if state.speaker else []), *state.tags],
        "target": [{"source": uri, "selector": _selectors(piece)} for piece in pieces],
        "document": {"title": [home.article.headline] if home.article.headline else [], "sha256": home.sha256},
    }


def _selectors(piece: Piece) -> list[dict[str, Any]]:
    return [
        {"type": _POSITION, "start": piece.span.start, "end": piece.span.end},
        {"type": _QUOTE, "exact": piece.exact, "prefix": piece.prefix, "suffix": piece.suffix},
    ]
