"""CSL-JSON, the format of citation processors: one array, a reference for each quotation.

https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newstext.controls import json_escaped
from store.exchange.json_page import members
from store.exchange.references import CANNOT, place_in, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.exchange.read_back import WordsPlace
    from store.exchange.references import Reference

__all__ = ["CANNOT", "places", "write"]


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield the array, an item a line."""
    between = "[\n"
    for reference in references(bundles):
        yield between + json_escaped(json.dumps(_item(reference), ensure_ascii=False))
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    for _, item in members(file, ()):
        if place := place_in(item["note"], item["abstract"]):
            yield place


def _item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": reference.id,
        "type": "article-newspaper",
        "title": reference.title,
        "author": [{"literal": reference.author}] if reference.author else [],
        "container-title": reference.publisher,
        "issued": {"date-parts": [[int(part) for part in reference.date.split("-")]]} if reference.date else {},
        "URL": reference.url,
        "language": reference.language,
        "abstract": reference.words,
        "keyword": ", ".join(reference.tags),
        "note": "\n".join(reference.notes),
    }
    return {key: value for key, value in item.items() if value}
