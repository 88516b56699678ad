"""Reads the facts that figures are counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Origin, Record, Status
from store.model.figures import ArticleFacts, DecisionFacts, Outcome, QuotationFacts
from store.model.lists import ArticleOrder, Page
from store.postgres.articles.lists import List

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.model.lists import ArticleFilter, Cursor
    from store.postgres.server.database import Database

_ARTICLES = """
    SELECT article.id, headline, source, byline, sorted_at, state, seen_at AS revised_at, revision_count,
        CASE WHEN revision_count = 1 THEN seen_at ELSE (
            SELECT first.seen_at FROM revision AS first WHERE first.article_id = article.id AND first.seq = 1
        ) END AS arrived_at
    FROM unnest(%s::bigint[]) WITH ORDINALITY AS wanted(number, place)
    JOIN article ON article.number = wanted.number
    JOIN revision ON revision.id = article.revision_id
    ORDER BY wanted.place
"""
_QUOTATIONS = """
    SELECT article_id, annotation.id, status, quotation_kind, origin, coalesce(speaker.name, annotation.speaker),
        speaker_id, unnamed, descriptor, unnamed_reason, via, record, annotation.created_at, annotation.changed_at
    FROM annotation LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE article_id = ANY(%s) AND kind = 'quote'
    ORDER BY annotation.id
"""
# Only steps can be undone, and only people make steps.
_DECISIONS = """
    SELECT event.seq, at, event.actor, event.action, event.article_id, annotation_id,
        before ->> 'status', after ->> 'status', after ->> 'speaker'
    FROM event
    JOIN annotation ON annotation.id = event.annotation_id AND annotation.kind = 'quote'
    LEFT JOIN step ON step.change_id = event.change_id
    WHERE event.article_id = ANY(%s) AND event.action NOT IN ('undo', 'redo')
        AND NOT (event.version = 1 AND event.action = 'suggest') AND step.taken_back IS NULL
    ORDER BY event.seq
"""
_WORDS = """
    SELECT string_agg(exact, '|' ORDER BY ordinal) FROM span
    WHERE span.annotation_id = annotation.id AND span.span_set = {} AND span.role = 'content'
"""
_OUTCOMES = f"""
    SELECT annotation.id, suggested.after ->> 'quotation_kind', status = 'rejected',
        annotation.span_set <> 1
            AND ({_WORDS.format("annotation.span_set")}) IS DISTINCT FROM ({_WORDS.format("1")}),
        suggested.after ->> 'speaker' IS DISTINCT FROM annotation.speaker,
        suggested.after ->> 'quotation_kind' IS DISTINCT FROM quotation_kind
    FROM annotation
    JOIN event AS suggested ON suggested.annotation_id = annotation.id AND suggested.version = 1
    WHERE annotation.article_id = ANY(%s) AND kind = 'quote' AND origin = 'finder'
        AND status IN ('accepted', 'verified', 'rejected')
    ORDER BY annotation.id
"""  # noqa: S608

_STATUSES = {status.value: status for status in Status}
_RECORDS = {record.value: record for record in Record}
_ORIGINS = {origin.value: origin for origin in Origin}


def articles(
    db: Database, narrowed: ArticleFilter, *, actor: str, after: Cursor | None, limit: int
) -> Page[ArticleFacts]:
    """Return a page of articles with their quotations; see the engine's contract."""
    numbers, cursor = List(db, narrowed, ArticleOrder.NEWEST, actor).numbers(after, limit)
    rows = db.rows(_ARTICLES, (numbers,))
    quoted: dict[str, list[QuotationFacts]] = {row["id"]: [] for row in rows}
    for article_id, annotation_id, status, kind, origin, *said, record, created, changed in db.tuples(
        _QUOTATIONS, (list(quoted),)
    ):
        speaker, speaker_id, unnamed, descriptor, reason, via = said
        quoted[article_id].append(
            QuotationFacts(
                annotation_id,
                _STATUSES[status],
                kind,
                _ORIGINS[origin],
                speaker,
                speaker_id,
                unnamed,
                descriptor,
                reason,
                via,
                _RECORDS[record],
                created,
                changed,
            )
        )
    return Page(tuple(ArticleFacts(**row, quotations=tuple(quoted[row["id"]])) for row in rows), cursor)


def decisions(db: Database, article_ids: Collection[str]) -> list[DecisionFacts]:
    """Return the events that stand; see the engine's contract."""
    return [
        DecisionFacts(
            seq, at, actor, action, article_id, annotation_id, _STATUSES.get(before), _STATUSES[after], speaker
        )
        for seq, at, actor, action, article_id, annotation_id, before, after, speaker in db.tuples(
            _DECISIONS, (list(article_ids),)
        )
    ]


def outcomes(db: Database, article_ids: Collection[str]) -> list[Outcome]:
    """Compare suggestions with their outcomes; see the engine's contract."""
    return [Outcome(*row) for row in db.tuples(_OUTCOMES, (list(article_ids),))]
