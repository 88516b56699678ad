"""The finder: text in, quotations out."""

from __future__ import annotations

from newstext.quotations.chains import via_of
from newstext.quotations.joining import Attribution, join
from newstext.quotations.judging import Evidence, confidence, is_said, reason
from newstext.quotations.learned import learned_clauses, load
from newstext.quotations.model import Quotation, QuotationKind
from newstext.quotations.resolving import Resolver, Speaker
from newstext.quotations.rules import Clause, clauses
from newstext.quotations.tokens import Paragraph, paragraphs

FINDER_NAME = "pullquote"
FINDER_VERSION = "1"


def find_quotations(text: str) -> list[Quotation]:
    """Find who said what in ``text``, in the order of the text. Never raises, whatever the text holds."""
    found = _attributed(text)
    resolver = Resolver(text)
    attributions = sorted(join(found, text), key=lambda a: a.content[0])
    return [_quotation(a, found[a.paragraph][0], resolver, text) for a in attributions]


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


def _quotation(attribution: Attribution, p: Paragraph, resolver: Resolver, text: str) -> Quotation:
    speaker = resolver.resolve(attribution.source[0]) if attribution.source else Speaker(None)
    via = via_of(p, attribution)
    kind = _kind(attribution, p)
    cue = " ".join(span.of(text) for span in attribution.cue)
    evidence = Evidence(
        kind=kind,
        pattern=attribution.pattern,
        cue=cue,
        score=attribution.score,
        agreed=attribution.agreed,
        speaker=speaker,
        has_source=bool(attribution.source),
    )
    said = is_said(kind, cue)
    return Quotation(
        kind=kind,
        content=tuple(attribution.content),
        cue=tuple(attribution.cue),
        source=tuple(attribution.source),
        speaker=speaker.name,
        role=speaker.role,
        via=resolver.resolve(via).name if via else None,
        via_source=(via,) if via else (),
        unnamed=speaker.unnamed,
        said=said,
        confidence=confidence(evidence) if said else min(0.3, confidence(evidence)),
        reason=reason(evidence, said),
    )


def _kind(attribution: Attribution, p: Paragraph) -> QuotationKind:
    inside = outside = 0
    for piece in attribution.content:
        first, end = p.tokens_in(piece)
        for i in range(first, end):
            if p.words[i][0].isalnum():
                inside += p.stretch[i] >= 0
                outside += p.stretch[i] < 0
    if not inside:
        return QuotationKind.INDIRECT
    return QuotationKind.DIRECT if outside <= 1 else QuotationKind.MIXED
