"""Markdown for people: each article with its quotations, their speakers and places."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newstext.article import place_of
from newstext.controls import as_signs
from newstext.credit import credit
from newstext.markdown import escaped, link
from newstext.quotations.model import QuotationKind
from newstext.stated import State
from newstext.text_fragment import address_of_words
from store.exchange.read_back import LINE_ENDS, WordsPlace
from store.model.annotations import AnnotationKind, SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.model.annotations import Annotation
    from store.model.articles import Revision

CANNOT = (
    "article texts",
    "cues and sources",
    "confidence and reasons",
    "line breaks in quotations (shown as ↵)",
    "control characters (shown as signs)",
    "the log",
)

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PLACE = re.compile(r"^.*characters (\d+)–(\d+)(?:, [\d–, ]+)? of revision \d+ \(([0-9a-f]{12})\)$")
_QUOTED, _PARAPHRASE = "> ", "Paraphrase: "
_SEPARATOR = " […] "


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield the articles one after another."""
    for bundle in bundles:
        home = bundle.home(bundle.annotations[0])
        yield f"## {_escaped(home.article.headline or 'Without a headline')}\n\n"
        yield f"{_from(home, len(bundle.revisions))}\n\n"
        for annotation in bundle.annotations:
            yield from _quotation(annotation, bundle)


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words: for each quotation, that of its first piece."""
    words = ""
    for line in file:
        line = line.rstrip("\n")
        if line.startswith((_QUOTED, _PARAPHRASE)):
            words = line.removeprefix(_QUOTED).removeprefix(_PARAPHRASE)
        elif (found := _PLACE.match(line)) is not None:
            first = _ESCAPED.sub(r"\1", words.split(_escaped(_SEPARATOR))[0])
            yield WordsPlace(found[3], int(found[1]), int(found[2]), first)


def _from(revision: Revision, count: int) -> str:
    article = revision.article
    time = article.updated or article.published
    parts = [article.source, article.byline, time.raw if time else None]
    stated = [_escaped(part) for part in parts if part]
    if article.url:
        stated.append(f"<{web_address}>" if (web_address := link(article.url)) else _escaped(article.url))
    stated.append(f"revision {revision.seq} of {count}")
    if article.state is not State.LIVE:
        is_over = article.embargo is not None and article.embargo.is_over(datetime.now(UTC))
        stated.append("**embargo ended**" if is_over and article.state is State.EMBARGOED else f"**{article.state}**")
    return " · ".join(stated)


def _quotation(annotation: Annotation, bundle: Bundle) -> Iterator[str]:
    state = annotation.state
    content = annotation.pieces(SpanRole.CONTENT)
    is_paraphrase = state.quotation_kind is QuotationKind.INDIRECT
    if content:
        yield f"{_PARAPHRASE if is_paraphrase else _QUOTED}{_escaped(annotation.words)}\n\n"
    said_by = [
        credit(state.descriptor if state.unnamed else state.speaker, state.role),
        state.via and f"via {state.via}",
    ]
    told = ", ".join(_escaped(part) for part in said_by if part)
    if state.kind is AnnotationKind.QUOTE:
        yield f"— {told or 'speaker not settled'}{' (paraphrased)' if is_paraphrase else ''}\n\n"
    if state.status is Status.STALE:
        yield "**An update changed these words.**\n\n"
    if state.note:
        yield f"Note: {_escaped(state.note)}\n\n"
    if state.tags:
        yield f"Tags: {_escaped(', '.join(state.tags))}\n\n"
    settled = str(state.status)
    if decision := bundle.decision(annotation):
        settled += f" by {_escaped(decision.actor)}, {decision.at:%Y-%m-%d %H:%M} UTC"
    if content:
        home = bundle.home(annotation)
        spans = ", ".join(f"{piece.span.start}–{piece.span.end}" for piece in content)
        if address := link(home.article.url or ""):
            there = address_of_words(address, home.article.body, [piece.span for piece in content])
            settled += f" · [at these words](<{there}>)"
        if page := place_of(home.article, [piece.span for piece in content]):
            settled += f" · {_escaped(page)}"
        settled += f" · characters {spans} of revision {home.seq} ({home.sha256[:12]})"
    yield f"{settled}\n\n"


def _escaped(text: str) -> str:
    """Return text on one line, with Markdown escaped and signs for control characters."""
    return escaped(as_signs(text.translate(LINE_ENDS)))
