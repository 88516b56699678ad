"""Reads the facts that figures are counted from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.model.figures import ArticleFacts, DecisionFacts, Outcome
from store.model.lists import ArticleOrder, Page
from store.rows.figures import COLUMNS, IS_AS_SUGGESTED, IS_LOGGED, STATUSES, quoted
from store.sqlite.articles.lists import List

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from store.model.lists import ArticleFilter, Cursor

_ARTICLES = """
    SELECT article.id, headline, source, byline, sorted_at, state,
        iif(revision_count = 1, seen_at, (
            SELECT first.seen_at FROM revision AS first WHERE first.article_id = article.id AND first.seq = 1
        )), seen_at, revision_count
    FROM json_each(:numbers) AS wanted
    JOIN article ON article.number = wanted.value
    JOIN revision ON revision.id = article.revision_id
    ORDER BY wanted.key
"""
_QUOTATIONS = f"""
    SELECT {COLUMNS}
    FROM annotation LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE article_id IN (SELECT value FROM json_each(:ids)) AND kind = 'quote'
    ORDER BY article_id, annotation.id
"""  # noqa: S608
# Only steps can be undone, and only people make steps.
_DECISIONS = f"""
    SELECT event.seq, at, event.actor, event.action, event.article_id, annotation_id,
        before ->> 'status', after ->> 'status', after ->> 'speaker'
    FROM annotation
    CROSS JOIN event ON event.annotation_id = annotation.id
    LEFT JOIN step ON step.change_id = event.change_id
    WHERE annotation.article_id IN (SELECT value FROM json_each(:ids)) AND annotation.kind = 'quote' AND {IS_LOGGED}
        AND event.action NOT IN ('undo', 'redo')
        AND NOT (event.version = 1 AND event.action = 'suggest') AND step.taken_back IS NULL
    ORDER BY event.seq
"""  # noqa: S608
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
_OUTCOMES = f"""
    SELECT annotation.id, suggested.after ->> 'quotation_kind', status = 'rejected',
        span_set <> 1 AND ({_WORDS_NOW}) IS NOT ({_WORDS_SUGGESTED}),
        suggested.after ->> 'speaker' IS NOT annotation.speaker,
        suggested.after ->> 'quotation_kind' IS NOT quotation_kind
    FROM annotation
    JOIN event AS suggested ON suggested.annotation_id = annotation.id AND suggested.version = 1
    WHERE annotation.article_id IN (SELECT value FROM json_each(:ids)) AND kind = 'quote' AND origin = 'finder'
        AND status IN ('accepted', 'verified', 'rejected') AND NOT {IS_AS_SUGGESTED}
    ORDER BY annotation.id
"""  # noqa: S608


def articles(
    db: sqlite3.Connection, narrowed: ArticleFilter, *, actor: str, after: Cursor | None, limit: int
) -> Page[ArticleFacts]:
    """Return a page of articles with their quotations; see the engine's contract."""
    numbers, cursor = List(db, narrowed, ArticleOrder.NEWEST, actor).numbers(after, limit)
    rows = _plain_rows(db, _ARTICLES, {"numbers": json.dumps(numbers)}).fetchall()
    ids = [row[0] for row in rows]
    found = quoted(_plain_rows(db, _QUOTATIONS, {"ids": json.dumps(ids)}), ids)
    make = ArticleFacts._make
    return Page(tuple(make((*row, tuple(found[row[0]]))) for row in rows), cursor)


def _plain_rows(db: sqlite3.Connection, sql: str, values: dict[str, str]) -> sqlite3.Cursor:
    """Return rows as tuples, which are read faster than rows with names."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values)


def decisions(db: sqlite3.Connection, article_ids: Collection[str]) -> list[DecisionFacts]:
    """Return the events that stand; see the engine's contract."""
    rows = _plain_rows(db, _DECISIONS, {"ids": json.dumps(list(article_ids))})
    make, statuses = DecisionFacts._make, STATUSES
    return [
        make((seq, at, actor, action, article_id, annotation_id, statuses.get(before), statuses[after], speaker))
        for seq, at, actor, action, article_id, annotation_id, before, after, speaker in rows
    ]


def outcomes(db: sqlite3.Connection, article_ids: Collection[str]) -> list[Outcome]:
    """Compare suggestions with their outcomes; see the engine's contract."""
    rows = _plain_rows(db, _OUTCOMES, {"ids": json.dumps(list(article_ids))})
    return [Outcome(annotation_id, kind, *map(bool, changes)) for annotation_id, kind, *changes in rows]
