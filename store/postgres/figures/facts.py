"""Reads the facts that figures are counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.figures import ArticleFacts, DecisionFacts, Outcome
from store.model.lists import ArticleOrder, Page
from store.postgres.articles.lists import List
from store.rows.figures import COLUMNS, IS_AS_SUGGESTED, IS_LOGGED, STATUSES, quoted

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.model.lists import ArticleFilter, Cursor
    from store.postgres.server.database import Database

_ARTICLES = """
    SELECT article.id, headline, source, byline, sorted_at, state,
        CASE WHEN revision_count = 1 THEN seen_at ELSE (
            SELECT first.seen_at FROM revision AS first WHERE first.article_id = article.id AND first.seq = 1
        ) END, seen_at, revision_count
    FROM unnest(%s::bigint[]) WITH ORDINALITY AS wanted(number, place)
    JOIN article ON article.number = wanted.number
    JOIN revision ON revision.id = article.revision_id
    ORDER BY wanted.place
"""
_QUOTATIONS = f"""
    SELECT {COLUMNS}
    FROM annotation LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE article_id = ANY(%s) AND kind = 'quote'
    ORDER BY annotation.id
"""  # noqa: S608
# Only steps can be undone, and only people make steps.
_DECISIONS = f"""
    SELECT event.seq, at, event.actor, event.action, event.article_id, annotation_id,
        before ->> 'status', after ->> 'status', after ->> 'speaker'
    FROM annotation
    JOIN event ON event.annotation_id = annotation.id
    LEFT JOIN step ON step.change_id = event.change_id
    WHERE annotation.article_id = ANY(%s) AND annotation.kind = 'quote' AND {IS_LOGGED}
        AND event.action NOT IN ('undo', 'redo')
        AND NOT (event.version = 1 AND event.action = 'suggest') AND step.taken_back IS NULL
    ORDER BY event.seq
"""  # noqa: S608
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
        AND status IN ('accepted', 'verified', 'rejected') AND NOT {IS_AS_SUGGESTED}
    ORDER BY annotation.id
"""  # noqa: S608


def articles(
    db: Database, narrowed: ArticleFilter, *, actor: str, after: Cursor | None, limit: int
) -> Page[ArticleFacts]:
    """Return a page of articles with their quotations; see the engine's contract."""
    numbers, cursor = List(db, narrowed, ArticleOrder.NEWEST, actor).numbers(after, limit)
    rows = db.tuples(_ARTICLES, (numbers,))
    ids = [row[0] for row in rows]
    found = quoted(db.tuples(_QUOTATIONS, (ids,)), ids)
    return Page(tuple(ArticleFacts._make((*row, tuple(found[row[0]]))) for row in rows), cursor)


def decisions(db: Database, article_ids: Collection[str]) -> list[DecisionFacts]:
    """Return the events that stand; see the engine's contract."""
    return [
        DecisionFacts(seq, at, actor, action, article_id, annotation_id, STATUSES.get(before), STATUSES[after], speaker)
        for seq, at, actor, action, article_id, annotation_id, before, after, speaker in db.tuples(
            _DECISIONS, (list(article_ids),)
        )
    ]


def outcomes(db: Database, article_ids: Collection[str]) -> list[Outcome]:
    """Compare suggestions with their outcomes; see the engine's contract."""
    return [Outcome(*row) for row in db.tuples(_OUTCOMES, (list(article_ids),))]
