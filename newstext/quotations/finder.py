"""The finder: text in, quotations out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.joining import Attribution, join
from newstext.quotations.model import Quotation, QuotationKind
from newstext.quotations.resolving import Resolver, Speaker
from newstext.quotations.learned import learned_clauses, load
from newstext.quotations.rules import Clause, clauses
from newstext.quotations.tokens import Paragraph, paragraphs

if TYPE_CHECKING:
    from newstext.spans import Span

FINDER_NAME = "pullquote-rules"
FINDER_VERSION = "1"


def find_quotations(text: str) -> list[Quotation]:
    """Find who said what in ``text``, in the order of the text. Never raises, whatever the text holds."""
    found = _attributed(text)
    resolver = Resolver(text)
    quotations = [_quotation(a, found[a.paragraph][0], resolver) for a in join(found, text)]
    return sorted(quotations, key=lambda q: q.content[0])


def _attributed(text: str) -> list[tuple[Paragraph, list[Clause]]]:
    """Every paragraph with its clauses: by the rules, and where there is a model by both."""
    model = load()
    found = []
    previous: Paragraph | None = None
    for p in paragraphs(text):
        ruled = clauses(p)
        found.append((p, learned_clauses(model, p, previous, ruled) if model else ruled))
        previous = p
    return found


def _quotation(attribution: Attribution, p: Paragraph, resolver: Resolver) -> Quotation:
    speaker = resolver.resolve(attribution.source[0]) if attribution.source else Speaker(None)
    kind = _kind(attribution.content, p)
    confidence = {"bare": 0.4, "carried": 0.7, "clause": 0.7, "shared": 0.6, "trailing": 0.8}.get(
        attribution.pattern, 0.85
    )
    return Quotation(
        kind=kind,
        content=tuple(attribution.content),
        cue=tuple(attribution.cue),
        source=tuple(attribution.source),
        speaker=speaker.name,
        role=speaker.role,
        unnamed=speaker.unnamed,
        confidence=confidence if speaker.name else 0.4,
        reason=f"Found by the rule “{attribution.pattern}”.",
    )


def _kind(content: list[Span], p: Paragraph) -> QuotationKind:
    inside = outside = 0
    for piece in content:
        first, end = p.tokens_in(piece)
        for i in range(first, end):
            if p.words[i][0].isalnum():
                inside += p.stretch[i] >= 0
                outside += p.stretch[i] < 0
    if not inside:
        return QuotationKind.INDIRECT
    return QuotationKind.DIRECT if outside <= 1 else QuotationKind.MIXED
