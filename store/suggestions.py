"""What the finder may leave in the store: suggestions, and only where no person has decided anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations import FINDER_NAME, FINDER_VERSION, find_quotations
from newstext.spans import Span, hull
from store.ids import new_id
from store.pieces import pieces_of
from store.records import AnnotationState, Edit, Finding, Origin, SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.quotations.model import Quotation
    from store.records import Annotation, Revision


def finding(revision_id: str) -> Finding:
    """Name a run of today's finder over a revision."""
    return Finding(revision_id, FINDER_NAME, FINDER_VERSION)


def edits(revision: Revision, known: Sequence[Annotation]) -> Iterator[Edit]:
    """Yield a new suggestion for each quotation found whose words no known annotation of this revision covers.

    Known ones count whatever became of them, so that what was rejected stays rejected.
    """
    taken = [span for annotation in known for span in _content(annotation, revision.id)]
    for quotation in find_quotations(revision.article.body):
        if not any(span.overlaps(other) for span in quotation.content for other in taken):
            yield _edit(revision, quotation)


def _content(annotation: Annotation, revision_id: str) -> list[Span]:
    return [p.span for p in annotation.pieces(SpanRole.CONTENT) if p.revision_id == revision_id]


def _edit(revision: Revision, quotation: Quotation) -> Edit:
    pieces = pieces_of(
        revision,
        {
            SpanRole.CONTENT: quotation.content,
            SpanRole.SOURCE: quotation.source,
            SpanRole.CUE: quotation.cue,
            SpanRole.VIA: quotation.via_source,
        },
    )
    body = revision.article.body
    return Edit(
        annotation_id=new_id(),
        article_id=revision.article_id,
        expected_version=0,
        state=AnnotationState(
            quotation_kind=quotation.kind,
            status=Status.SUGGESTED,
            pieces=pieces,
            speaker=quotation.speaker,
            role=quotation.role,
            unnamed=quotation.unnamed,
            descriptor=hull(quotation.source).of(body) if quotation.unnamed and quotation.source else None,
            via=quotation.via,
        ),
        origin=Origin.FINDER,
        generator=FINDER_NAME,
        generator_version=FINDER_VERSION,
        confidence=quotation.confidence,
        reason=quotation.reason,
    )
