"""The terms of the W3C's context for annotations that our exports use, each with what the vocabulary says it means.

The W3C's own document is under its own licence and on its own server. Tests use neither: these are the facts of it that
concern us, and ``python -m bench.web_annotation`` compares them with the document, and exports with the W3C's schemas.
"""

from __future__ import annotations

from typing import Any

ADDRESS = "http://www.w3.org/ns/anno.jsonld"
OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
_DC, _TERMS, _FOAF = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/0.1/"


def _node(name: str, **more: str) -> dict[str, str]:
    """Return the definition of a term whose values are things."""
    return {"@id": name, "@type": "@id", **more}


TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{
        name: OA + name
        for name in ("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")
    },
    **{name: OA + name for name in ("commenting", "highlighting", "identifying", "tagging")},
    **{name: OA + name for name in ("start", "end", "exact", "prefix", "suffix")},
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Person": f"{_FOAF}Person",
    "Software": f"{AS}Application",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "body": _node(f"{OA}hasBody"),
    "target": _node(f"{OA}hasTarget"),
    "source": _node(f"{OA}hasSource"),
    "selector": _node(f"{OA}hasSelector"),
    "refinedBy": _node(f"{OA}refinedBy"),
    "creator": _node(f"{_TERMS}creator"),
    "items": _node(f"{AS}items", **{"@container": "@list"}),
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "created": f"{_TERMS}created",
    "modified": f"{_TERMS}modified",
    "format": f"{_DC}format",
    "language": f"{_DC}language",
    "name": f"{_FOAF}name",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}


def load(address: str, _options: object = None) -> dict[str, Any]:
    """Return the context for its address alone: a JSON-LD processor must need no other document."""
    assert address == ADDRESS
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": {"@context": TERMS},
    }
