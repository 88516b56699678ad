"""JSON Lines: a line per revision of an article, then a line per annotation. It contains everything but the log."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newstext.article import place_of
from newstext.controls import json_escaped
from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load
from newstext.formats.tables.jsonl import from_json, to_json
from store.exchange.file_items import FileRevision, UnfitItem
from store.exchange.plain_values import (
    UnfitError,
    annotation_from_plain,
    lines,
    listed,
    mapping,
    piece_from_plain,
    piece_to_plain,
    state_to_plain,
    time,
    words,
)
from store.exchange.read_back import WordsPlace
from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.exchange.file_items import FileAnnotation
    from store.model.annotations import Annotation
    from store.model.articles import Revision

HEADER = {"pullquote": "annotations", "version": 1}
"""The first line, which identifies the file for an import."""

CANNOT = ("the log", "other names and merges in the register of speakers")


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield the lines of an export."""
    yield _line(HEADER)
    for bundle in bundles:
        yield from (_line(revision_to_plain(revision, bundle)) for revision in bundle.revisions)
        yield from (_line(_annotation(annotation, bundle)) for annotation in bundle.annotations)


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    article, sha256 = 0, dict[int, str]()
    for line in file:
        value = json.loads(line)
        if value.get("type") == "revision":
            if value["article"] != article:
                article, sha256 = value["article"], {}
            sha256[value["revision"]] = value["sha256"]
        for piece in value.get("pieces", ()):
            yield WordsPlace(sha256[piece["revision"]], piece["start"], piece["end"], piece["exact"])


def read(file: TextIO) -> Iterator[FileRevision | FileAnnotation | UnfitItem]:
    """Yield the items of an export, in their order."""
    for name, line in lines(file):
        try:
            value = mapping(load(line), "a line of an export")
            if value.get("type") == "revision":
                yield revision_from_plain(value)
            elif value.get("type") == "annotation":
                pieces = tuple(piece_from_plain(piece) for piece in listed(value, "pieces"))
                yield annotation_from_plain(value, words(value, "id"), str(value.get("article")), pieces)
        except (UnfitError, UnreadableError) as error:
            yield UnfitItem(name, str(error))


def revision_from_plain(value: Any) -> FileRevision:
    """Return the revision from a value of ``revision_to_plain``; UnfitError when it is not one."""
    value = mapping(value, "a revision")
    fields = mapping(value.get("fields"), "the fields of a revision")
    body = fields.get("body")
    if not isinstance(body, str):
        raise UnfitError("A revision has no text.")
    # Verbatim: the reader of foreign files would normalise line ends.
    article = replace(from_json(fields), body=body)
    return FileRevision(
        article=str(value.get("article")),
        revision=str(value.get("revision")),
        text=article,
        reader=words(value, "reader") or "import",
        reader_version=words(value, "reader_version") or "1",
        seen_at=time(value, "seen_at"),
    )


def revision_to_plain(revision: Revision, bundle: Bundle) -> dict[str, Any]:
    """Return one revision with its whole text as plain values."""
    return {
        "type": "revision",
        "article": bundle.number,
        "revision": revision.seq,
        "sha256": revision.sha256,
        "reader": revision.reader,
        "reader_version": revision.reader_version,
        "seen_at": revision.seen_at.isoformat(),
        "fields": to_json(revision.article),
    }


def _annotation(annotation: Annotation, bundle: Bundle) -> dict[str, Any]:
    home = bundle.home(annotation).article
    return {
        "type": "annotation",
        "id": annotation.id,
        "article": bundle.number,
        "headline": home.headline,
        "source": home.source,
        "words": annotation.words,
        "place": place_of(home, [piece.span for piece in annotation.pieces(SpanRole.CONTENT)]),
        **state_to_plain(annotation),
        "pieces": [piece_to_plain(piece, bundle) for piece in annotation.state.pieces],
    }


def _line(value: dict[str, Any]) -> str:
    return json_escaped(json.dumps(value, ensure_ascii=False)) + "\n"
