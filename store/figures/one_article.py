"""The facts of one article, from what the engine returns of any article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from store.model.annotations import AnnotationKind, Origin
from store.model.figures import AS_SUGGESTED, ArticleFacts, QuotationFacts

if TYPE_CHECKING:
    from store.engine import Annotations, Articles, Log, Speakers
    from store.model.annotations import Annotation

    class _Needs(Articles, Annotations, Speakers, Log, Protocol): ...


def article_facts(engine: _Needs, article_id: str, *, actor: str) -> ArticleFacts:
    """Return the facts of one article; NotFoundError when there is no such article."""
    row, revision = engine.current(article_id, actor=actor)
    quotations = [a for a in engine.annotations(row.id) if a.state.kind is AnnotationKind.QUOTE]
    ids = {a.state.speaker_id for a in quotations if a.state.speaker_id}
    names = {speaker_id: engine.speaker(speaker_id).name for speaker_id in ids}
    return ArticleFacts(
        row.id,
        row.headline,
        row.source,
        row.byline,
        row.sorted_at,
        row.state.value,
        engine.revisions(row.id)[0].seen_at.isoformat(),
        revision.seen_at.isoformat(),
        row.revision_count,
        tuple(
            _quotation(a, names.get(a.state.speaker_id or ""), _settled_by(engine, a))
            for a in sorted(quotations, key=lambda a: a.id)
        ),
    )


def _settled_by(engine: _Needs, annotation: Annotation) -> str | None:
    if annotation.origin is not Origin.FINDER or annotation.version != 2:
        return None
    decision = engine.history(annotation.id)[-1]
    return decision.actor if decision.action in AS_SUGGESTED else None


def _quotation(annotation: Annotation, registered: str | None, settled_by: str | None) -> QuotationFacts:
    state = annotation.state
    return QuotationFacts(
        annotation.id,
        state.status,
        state.quotation_kind.value if state.quotation_kind else None,
        annotation.origin,
        registered or state.speaker,
        state.speaker_id,
        state.unnamed,
        state.descriptor,
        state.unnamed_reason,
        state.via,
        state.record,
        annotation.created_at.isoformat(),
        annotation.changed_at.isoformat(),
        settled_by,
    )
