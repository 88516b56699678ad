"""The facts of one draft, which is in no store."""

from __future__ import annotations

from newstext import find_quotations
from newstext.spans import hull
from store.model.annotations import Origin, Record, Status
from store.model.figures import ArticleFacts, QuotationFacts


def draft_facts(name: str, text: str) -> ArticleFacts:
    """Return a draft as the facts of an article, with what the finder attributes to somebody as its quotations."""
    said = [quotation for quotation in find_quotations(text) if quotation.said]
    quotations = tuple(
        QuotationFacts(
            id=str(number),
            status=Status.SUGGESTED,
            kind=one.kind.value,
            origin=Origin.FINDER,
            speaker=one.speaker,
            speaker_id=None,
            unnamed=one.unnamed,
            descriptor=hull(one.source).of(text).rstrip(" ,;:") if one.unnamed and one.source else None,
            reason=None,
            via=one.via,
            record=Record.UNKNOWN,
            created_at="",
            changed_at="",
            settled_by=None,
        )
        for number, one in enumerate(said, 1)
    )
    return ArticleFacts(name, name, None, None, "", "live", "", "", 1, quotations)
