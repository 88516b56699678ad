"""The part of schema.org that we write: properties and what they may hold, by hand from its published definitions."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_THING = {"url": "URL", "identifier": "PropertyValue Text URL", "name": "Text", "description": "Text"}
_WORK = _THING | {
    "author": "Person Organization",
    "conditionsOfAccess": "Text",
    "dateModified": "Date",
    "datePublished": "Date",
    "headline": "Text",
    "inLanguage": "Text",
    "isPartOf": "CreativeWork NewsArticle URL",
    "publisher": "Organization Person",
    "text": "Text",
}
_REVIEW = _WORK | {
    "itemReviewed": "Thing Claim",
    "reviewAspect": "Text",
    "reviewBody": "Text",
    "reviewRating": "Rating",
}

TYPES: dict[str, dict[str, str]] = {
    "Quotation": _WORK | {"spokenByCharacter": "Person Organization"},
    "Claim": _WORK | {"appearance": "CreativeWork NewsArticle", "firstAppearance": "CreativeWork NewsArticle"},
    "ClaimReview": _REVIEW | {"claimReviewed": "Text"},
    "NewsArticle": _WORK,
    "Organization": _THING,
    "Person": _THING | {"jobTitle": "Text"},
    "PropertyValue": _THING | {"propertyID": "Text URL", "value": "Text"},
    "Rating": _THING | {"alternateName": "Text", "ratingValue": "Text", "ratingExplanation": "Text"},
}
"""The properties of each type, its supertypes' too, and the types of their values."""


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text if len(text) > 7 else f"{text}-01"[:10] if len(text) == 7 else f"{text}-01-01")
    except ValueError:
        return False
    return True


_PLAIN: dict[str, Callable[[str], bool]] = {
    "Text": lambda text: bool(text.strip()),
    "URL": lambda text: re.fullmatch(r"[a-z]+:[^\s<>]+", text) is not None,
    "Date": _is_date,
}


def faults(item: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each property that a type does not have, and for each value that is not of its types."""
    kind = item["@type"]
    for name, value in item.items():
        if name in ("@type", "@id"):
            continue
        takes = TYPES[kind].get(name)
        if takes is None:
            yield f"{kind} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                if one["@type"] not in takes.split():
                    yield f"{name} of {kind} is a {one['@type']}"
                yield from faults(one)
            elif not any(plain in takes.split() and fits(one) for plain, fits in _PLAIN.items()):
                yield f"{name} of {kind} is {one!r}"
