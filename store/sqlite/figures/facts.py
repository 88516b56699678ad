"""Reads the facts that figures are counted from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.model.annotations import Origin, Record, Status
from store.model.figures import ArticleFacts, DecisionFacts, Outcome, QuotationFacts
from store.model.lists import ArticleOrder, Page
from store.sqlite.articles.lists import List

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from store.model.lists import ArticleFilter, Cursor

_ARTICLES = """
    SELECT article.id, headline, source, byline, sorted_at, state, seen_at AS revised_at, revision_count,
        iif(revision_count = 1, seen_at, (
            SELECT first.seen_at FROM revision AS first WHERE first.article_id = article.id AND first.seq = 1
        )) AS arrived_at
    FROM json_each(:numbers) AS wanted
    JOIN article ON article.number = wanted.value
    JOIN revision ON revision.id = article.revision_id
    ORDER BY wanted.key
"""
_QUOTATIONS = """
    SELECT article_id, annotation.id, status, quotation_kind, origin, coalesce(speaker.name, annotation.speaker),
        speaker_id, unnamed, descriptor, unnamed_reason, via, record, annotation.created_at, annotation.changed_at
    FROM annotation LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE article_id IN (SELECT value FROM json_each(:ids)) AND kind = 'quote'
    ORDER BY article_id, annotation.id
"""
# Only steps can be undone, and only people make steps.
_DECISIONS = """
    SELECT event.seq, at, event.actor, event.action, event.article_id, annotation_id,
        before ->> 'status', after ->> 'status', after ->> 'speaker'
    FROM event
    JOIN annotation ON annotation.id = event.annotation_id AND annotation.kind = 'quote'
    LEFT JOIN step ON step.change_id = event.change_id
    WHERE event.article_id IN (SELECT value FROM json_each(:ids)) AND event.action NOT IN ('undo', 'redo')
        AND NOT (event.version = 1 AND event.action = 'suggest') AND step.taken_back IS NULL
    ORDER BY event.seq
"""
_WORDS_NOW = """
    SELECT group_concat(exact, '|') FROM (
        SELECT exact FROM span
        WHERE span.annotation_id = annotation.id AND span_set = annotation.span_set AND role = 'content'
        ORDER BY ordinal)
"""
_WORDS_SUGGESTED = """
    SELECT group_concat(exact, '|') FROM (
        SELECT exact FROM span
        WHERE span.annotation_id = annotation.id AND span_set = 1 AND role = 'content' ORDER BY ordinal)
"""
_DECIDED = """
    annotation.article_id IN (SELECT value FROM json_each(:ids)) AND kind = 'quote' AND origin = 'finder'
        AND status IN ('accepted', 'verified', 'rejected')
"""
# Most suggestions are accepted or rejected as they are: nothing of the log has to be read for them.
_AS_SUGGESTED = "annotation.version = 2 AND annotation.action IN ('accept', 'reject')"
_OUTCOMES = f"""
    SELECT id, quotation_kind, status = 'rejected', 0, 0, 0 FROM annotation WHERE {_DECIDED} AND {_AS_SUGGESTED}
    UNION ALL
    SELECT annotation.id, suggested.after ->> 'quotation_kind', status = 'rejected',
        span_set <> 1 AND ({_WORDS_NOW}) IS NOT ({_WORDS_SUGGESTED}),
        suggested.after ->> 'speaker' IS NOT annotation.speaker,
        suggested.after ->> 'quotation_kind' IS NOT quotation_kind
    FROM annotation
    JOIN event AS suggested ON suggested.annotation_id = annotation.id AND suggested.version = 1
    WHERE {_DECIDED} AND NOT ({_AS_SUGGESTED})
    ORDER BY 1
"""  # noqa: S608

_STATUSES = {status.value: status for status in Status}
_RECORDS = {record.value: record for record in Record}
_ORIGINS = {origin.value: origin for origin in Origin}


def articles(
    db: sqlite3.Connection, narrowed: ArticleFilter, *, actor: str, after: Cursor | None, limit: int
) -> Page[ArticleFacts]:
    """Return a page of articles with their quotations; see the engine's contract."""
    numbers, cursor = List(db, narrowed, ArticleOrder.NEWEST, actor).numbers(after, limit)
    rows = db.execute(_ARTICLES, {"numbers": json.dumps(numbers)}).fetchall()
    quoted: dict[str, list[QuotationFacts]] = {row["id"]: [] for row in rows}
    # A report reads 100,000 of these: a named tuple made from a tuple takes half the time.
    make = QuotationFacts._make
    for row in _plain_rows(db, _QUOTATIONS, list(quoted)):
        article_id, one, status, kind, origin, name, speaker_id, unnamed, what, why, via, record, made, at = row
        quoted[article_id].append(
            make(
                (
                    *(one, _STATUSES[status], kind, _ORIGINS[origin], name, speaker_id, unnamed == 1),
                    *(what, why, via, _RECORDS[record], made, at),
                )
            )
        )
    return Page(tuple(ArticleFacts(**row, quotations=tuple(quoted[row["id"]])) for row in rows), cursor)


def _plain_rows(db: sqlite3.Connection, sql: str, article_ids: Collection[str]) -> sqlite3.Cursor:
    """Return rows as tuples, which are read faster than rows with names."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, {"ids": json.dumps(list(article_ids))})


def decisions(db: sqlite3.Connection, article_ids: Collection[str]) -> list[DecisionFacts]:
    """Return the events that stand; see the engine's contract."""
    rows = _plain_rows(db, _DECISIONS, article_ids)
    make, statuses = DecisionFacts._make, _STATUSES
    return [
        make((seq, at, actor, action, article_id, annotation_id, statuses.get(before), statuses[after], speaker))
        for seq, at, actor, action, article_id, annotation_id, before, after, speaker in rows
    ]


def outcomes(db: sqlite3.Connection, article_ids: Collection[str]) -> list[Outcome]:
    """Compare suggestions with their outcomes; see the engine's contract."""
    rows = _plain_rows(db, _OUTCOMES, article_ids)
    return [Outcome(annotation_id, kind, *map(bool, changes)) for annotation_id, kind, *changes in rows]
