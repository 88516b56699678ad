"""schema.org in JSON-LD, for web pages: a Quotation for each, a Claim for what an article only reports.

https://schema.org/Quotation
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newstext.controls import json_escaped
from newstext.markdown import link
from newstext.quotations.model import QuotationKind
from newstext.text_fragment import address_of_words
from store.exchange.json_page import members
from store.exchange.read_back import WordsPlace
from store.model.annotations import Record, SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from newstext.stated import StatedTime
    from store.exchange.bundle import Bundle
    from store.model.annotations import Annotation
    from store.model.articles import Revision

CANNOT = (
    "article texts",
    "notes and tags",
    "cues and sources",
    "confidence and reasons",
    "statuses",
    "the log",
)

_GRAPH = "@graph"
_PLACE = "urn:pullquote:place"
_TERMS = {
    Record.BACKGROUND: "On background: the speaker is not to be named.",
    Record.DEEP: "On deep background: not to be quoted or attributed.",
    Record.OFF: "Off the record: not to be printed.",
}


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield one object with a graph of all quotations that have words."""
    yield '{"@context": "https://schema.org",\n"@graph": ['
    between = "\n"
    for bundle in bundles:
        for annotation in bundle.annotations:
            if not annotation.is_note and annotation.pieces(SpanRole.CONTENT):
                item = _item(annotation, bundle.home(annotation))
                yield between + json_escaped(json.dumps(item, ensure_ascii=False))
                between = ",\n"
    yield "\n]}\n"


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    for key, item in members(file, (_GRAPH,)):
        if key == _GRAPH:
            sha256, start, end = item["identifier"]["value"].split(" ")
            yield WordsPlace(sha256, int(start), int(end), item["text"].split(" […] ")[0])


def _item(annotation: Annotation, home: Revision) -> dict[str, Any]:
    state, article = annotation.state, home.article
    spans = [piece.span for piece in annotation.pieces(SpanRole.CONTENT)]
    address = link(article.url or "")
    is_paraphrase = state.quotation_kind is QuotationKind.INDIRECT
    speaker = {"@type": "Person", "name": state.speaker, "jobTitle": state.role}
    nobody = {"@type": "Person", "description": state.descriptor}
    said_by = speaker if state.speaker else nobody if state.descriptor else None
    return _told(
        {
            "@type": "Claim" if is_paraphrase else "Quotation",
            "@id": f"urn:uuid:{annotation.id}",
            "text": annotation.words,
            "author" if is_paraphrase else "spokenByCharacter": said_by and _told(said_by),
            "appearance" if is_paraphrase else "isPartOf": _article(home, address),
            "url": address and address_of_words(address, article.body, spans),
            "inLanguage": article.language,
            "conditionsOfAccess": _TERMS.get(state.record),
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": _PLACE,
                "value": f"{home.sha256} {spans[0].start} {spans[0].end}",
            },
        }
    )


def _article(home: Revision, address: str | None) -> dict[str, Any]:
    article = home.article
    publisher = article.source or article.credit
    return _told(
        {
            "@type": "NewsArticle",
            "headline": article.headline,
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": _stated(article.published),
            "dateModified": _stated(article.updated),
            "url": address,
        }
    )


def _stated(time: StatedTime | None) -> str | None:
    return time.iso if time else None


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that have a value."""
    return {key: value for key, value in fields.items() if value}
