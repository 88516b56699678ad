"""The provenance card: everything needed to find the words again and check them. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import SpanRole, Status
from tui.copy_formats import facts
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.quotations.citations import Citation


def cards(citation: Sequence[Citation]) -> str:
    """Return a card for each quotation. It says that words match what was published, never that they are true."""
    return "\n\n".join("\n".join(_lines(one)) for one in citation)


def _lines(citation: Citation) -> Iterator[str]:
    state, article, revision = citation.annotation.state, citation.revision.article, citation.revision
    yield citation.annotation.words
    paraphrased = " (paraphrased)" if facts.is_paraphrase(citation) else ""
    said = [("said by", describe.who(citation.annotation) + paraphrased), ("via", state.via)]
    if state.unnamed_reason:
        said.append(("not named because", state.unnamed_reason))
    said.append(("terms", describe.RECORD_WORDS[state.record].removeprefix("terms ")))
    printed = [
        ("headline", article.headline),
        ("source", facts.source(citation)),
        ("address", article.url),
        ("published", describe.when(article.published)),
        ("updated", describe.when(article.updated)),
        ("revision", f"{revision.seq} of {citation.article.revision_count}, SHA-256 {revision.sha256}"),
        ("page", facts.pages(citation)),
        ("clock", facts.clock(citation)),
        ("place", _place(citation)),
        ("settled", describe.settled(citation)),
        ("note", state.note),
        ("tags", ", ".join(state.tags)),
    ]
    told = (f"{name}: {value}" for name, value in [*said, *printed] if value)
    yield from map(
        facts.one_line, (*told, _matches(citation), *(f"[{warning}]" for warning in facts.warnings(citation)))
    )


def _place(citation: Citation) -> str:
    pieces = citation.annotation.pieces(SpanRole.CONTENT)
    places = " and ".join(f"{piece.span.start} to {piece.span.end}" for piece in pieces)
    return f"characters {places} of the text"


def _matches(citation: Citation) -> str:
    body = citation.revision.article.body
    pieces = [p for p in citation.annotation.pieces(SpanRole.CONTENT) if p.revision_id == citation.revision.id]
    if not pieces or any(piece.span.of(body) != piece.exact for piece in pieces):
        return "Does not match the stored text: do not use it."
    if citation.annotation.state.status is Status.STALE:
        return "Changed by an update: review it before use."
    publisher = facts.source(citation)
    return f"Matches as published by {publisher}." if publisher else "Matches as received; publisher not known."
