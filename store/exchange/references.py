"""References to quotations, for programs that manage citations: the fields that their formats share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import place_of
from newstext.controls import as_signs
from newstext.credit import credit
from newstext.markdown import link
from newstext.quotations.model import QuotationKind
from newstext.text_fragment import address_of_words
from store.exchange.read_back import LINE_ENDS, WordsPlace
from store.model.annotations import Record, SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newstext.stated import StatedTime
    from store.exchange.bundle import Bundle
    from store.model.annotations import Annotation
    from store.model.articles import Revision

CANNOT = (
    "article texts",
    "notes on other words",
    "cues and sources",
    "confidence and reasons",
    "line breaks in quotations (shown as ↵)",
    "control characters (shown as signs)",
    "the log",
)

PARAPHRASE = "Paraphrase: "
_PLACE = re.compile(r"characters (\d+)–(\d+) of revision \d+ \(([0-9a-f]{12})\)$")
_TERMS = {
    Record.BACKGROUND: "ON BACKGROUND: speaker not to be named",
    Record.DEEP: "ON DEEP BACKGROUND: not to be quoted or attributed",
    Record.OFF: "OFF THE RECORD: not to be printed",
}


class Reference(NamedTuple):
    """A quotation and the article that prints it. Texts are on one line; empty where nothing is known."""

    id: str
    words: str
    """The words of the first piece come first; a paraphrase says so."""
    said_by: str
    title: str
    author: str
    publisher: str
    date: str
    """The ISO date, as precise as stated: ``2026``, ``2026-11`` or ``2026-11-24``."""
    url: str
    language: str
    tags: tuple[str, ...]
    notes: tuple[str, ...]
    """Who said it and on which terms, the editor's note, the page, and last the place of the words."""


def references(bundles: Iterable[Bundle]) -> Iterator[Reference]:
    """Yield the references to all quotations that have words."""
    for bundle in bundles:
        for annotation in bundle.annotations:
            if not annotation.is_note and annotation.pieces(SpanRole.CONTENT):
                yield _reference(annotation, bundle.home(annotation))


def place_in(note: str, words: str) -> WordsPlace | None:
    """Return the place that a note of a reference names, with the first piece of its words; None without one."""
    if (found := _PLACE.search(note)) is None:
        return None
    first = words.removeprefix(PARAPHRASE).split(" […] ")[0]
    return WordsPlace(found[3], int(found[1]), int(found[2]), first)


def _reference(annotation: Annotation, home: Revision) -> Reference:
    state, article = annotation.state, home.article
    spans = [piece.span for piece in annotation.pieces(SpanRole.CONTENT)]
    named = [credit(state.descriptor if state.unnamed else state.speaker, state.role), state.via and f"via {state.via}"]
    said_by = ", ".join(part for part in named if part)
    notes = [
        f"Said by {said_by}" if said_by else "Speaker not settled",
        _TERMS.get(state.record),
        state.note,
        place_of(article, spans),
        f"characters {spans[0].start}–{spans[0].end} of revision {home.seq} ({home.sha256[:12]})",
    ]
    address = link(article.url or "")
    is_paraphrase = state.quotation_kind is QuotationKind.INDIRECT
    return Reference(
        id=annotation.id,
        words=_line(f"{PARAPHRASE if is_paraphrase else ''}{annotation.words}"),
        said_by=_line(said_by),
        title=_line(article.headline),
        author=_line(article.byline),
        publisher=_line(article.source or article.credit),
        date=_day(article.updated or article.published),
        url=address_of_words(address, article.body, spans) if address else "",
        language=_line(article.language),
        tags=tuple(map(_line, state.tags)),
        notes=tuple(_line(note) for note in notes if note),
    )


def _day(time: StatedTime | None) -> str:
    return (time.iso or "")[:10] if time else ""


def _line(text: str | None) -> str:
    return as_signs((text or "").translate(LINE_ENDS))
