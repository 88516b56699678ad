"""Comparison of our terms and of an export with the W3C's documents, which have their own licences and stay outside.

``python -m bench.web_annotation PAGE CONTEXT [SCHEMAS]``: a `w3c` export, the W3C's context (anno.jsonld), and the
folder annotation-model of the Web Platform Tests. Exits with 1 where something differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft4Validator
from pyld import jsonld
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from tests.engines.web_annotation import ADDRESS, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

MUSTS = ("annotations/annotationMusts.test", "specificResource/specificResourceMusts.test")


def expanded(page: dict[str, Any], context: Any) -> Any:
    """Return a page as a processor of JSON-LD understands it by a context."""
    document = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": ADDRESS, "document": context}
    return jsonld.expand(page, {"documentLoader": lambda *_: document})


def broken(page: dict[str, Any], folder: Path) -> Iterator[str]:
    """Yield the W3C's message for each of its assertions that an annotation of the page does not meet."""

    def fetched(name: str) -> Resource[Any]:
        return Resource(json.loads((folder / "definitions" / Path(name).name).read_text()), DRAFT4)

    registry: Registry[Any] = Registry(retrieve=fetched)  # type: ignore[call-arg]  # typed by attrs' own name
    for must in MUSTS:
        for name in json.loads((folder / must).read_text())["assertions"]:
            schema = json.loads((folder / name).read_text())
            expected = schema.get("expectedResult", "valid") == "valid"
            for item in page["items"]:
                annotation = {"@context": page["@context"], **item}
                if Draft4Validator(schema, registry=registry).is_valid(annotation) is not expected:
                    yield f"{item['id']}: {schema.get('errorMessage', name)}"


def main() -> int:
    """Print what differs; return the exit status."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("page", type=Path)
    asked.add_argument("context", type=Path)
    asked.add_argument("schemas", type=Path, nargs="?")
    options = asked.parse_args()
    page, theirs = json.loads(options.page.read_text()), json.loads(options.context.read_text())
    differing = [] if expanded(page, theirs) == expanded(page, {"@context": TERMS}) else ["The contexts differ."]
    if options.schemas:
        differing += broken(page, options.schemas)
    print(*differing, f"{len(page['items'])} annotations, {len(differing)} differences", sep="\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
