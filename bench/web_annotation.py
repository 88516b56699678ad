"""Comparison of our terms and of an export with the W3C's documents, which have their own licences and stay outside.

``python -m bench.web_annotation PAGE CONTEXT [SCHEMAS]``: a `w3c` export, the W3C's context (anno.jsonld), and the
folder annotation-model of the Web Platform Tests. Exits with 1 where something differs. With
the checkers of `jsonschema[format]` installed, addresses and times are checked too.
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

OF_AN_ANNOTATION = (
    "annotations/annotationMusts.test",
    "bodiesTargets/bodyMusts.test",
    "bodiesTargets/targetMusts.test",
    "specificResource/specificResourceMusts.test",
)
OF_A_PAGE = "collections/pages/pageMusts.test"


def expanded(page: dict[str, Any], context: Any) -> Any:
    """Return a page as a processor of JSON-LD understands it by a context."""
    document = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": ADDRESS, "document": context}
    return jsonld.expand(page, {"documentLoader": lambda *_: document})


class Assertions:
    """The W3C's assertions in a folder; what is not in the folder is named, not passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._registry: Registry[Any] = Registry(retrieve=self._fetched)  # type: ignore[call-arg]  # attrs' own name
        self.tried: list[str] = []
        self.missing: list[str] = []

    def broken(self, page: dict[str, Any]) -> Iterator[str]:
        """Yield the W3C's message for each assertion that the page or an annotation of it does not meet."""
        annotations = [{"@context": page["@context"], **item} for item in page["items"]]
        yield from self._unmet(OF_A_PAGE, [page])
        for must in OF_AN_ANNOTATION:
            yield from self._unmet(must, annotations)

    def _unmet(self, must: str, values: list[dict[str, Any]]) -> Iterator[str]:
        for name in self._named(must):
            schema = json.loads((self._folder / name).read_text())
            validator = Draft4Validator(schema, registry=self._registry, format_checker=Draft4Validator.FORMAT_CHECKER)
            is_expected = schema.get("expectedResult", "valid") == "valid"
            for value in values:
                if validator.is_valid(value) is not is_expected:
                    yield f"{value['id']}: {schema.get('errorMessage', name)}"

    def _named(self, must: str) -> Iterator[str]:
        """Yield the assertions of a test that are in the folder."""
        file = self._folder / must
        names = json.loads(file.read_text())["assertions"] if file.exists() else [must]
        for name in names:
            is_here = (self._folder / name).exists()
            (self.tried if is_here else self.missing).append(name)
            if is_here:
                yield name

    def _fetched(self, name: str) -> Resource[Any]:
        return Resource(json.loads((self._folder / "definitions" / Path(name).name).read_text()), DRAFT4)


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
        assertions = Assertions(options.schemas)
        differing += assertions.broken(page)
        print(f"{len(assertions.tried)} assertions of the W3C; not in the folder: {assertions.missing or 'none'}")
    print(*differing, f"{len(page['items'])} annotations, {len(differing)} differences", sep="\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
