"""Indexes the names and words of all standing quotations, including suggested ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.searching.quotation_words import standing
from store.searching.words import tokens

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

_STANDING = """
    SELECT speaker, speaker.name AS registered, speaker.aliases, exact FROM annotation
    JOIN span ON span.annotation_id = annotation.id AND span.span_set = annotation.span_set AND span.role = 'content'
    LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE article_id = (SELECT id FROM article WHERE number = ?)
        AND kind = 'quote' AND status NOT IN ('rejected', 'removed')
    ORDER BY annotation.id, ordinal
"""
_INDEXED = "SELECT speakers, words FROM article_quoted WHERE number = ?"
_QUOTED = """
    SELECT number FROM article_quoted
    UNION SELECT number FROM article WHERE id IN (SELECT article_id FROM annotation)
"""


def index(db: sqlite3.Connection, number: int) -> None:
    """Reindex the standing quotations of an article."""
    before, now = _indexed(db, number), _standing(db, number)
    if before == now:
        return
    if any(before):
        db.execute(
            "INSERT INTO article_quoted_fts(article_quoted_fts, rowid, speakers, words) VALUES ('delete', ?, ?, ?)",
            (number, *before),
        )
        db.execute("DELETE FROM article_quoted WHERE number = ?", (number,))
    if any(now):
        db.execute("INSERT INTO article_quoted VALUES (?, ?, ?)", (number, *now))
        db.execute("INSERT INTO article_quoted_fts(rowid, speakers, words) VALUES (?, ?, ?)", (number, *now))


def agrees(db: sqlite3.Connection, waiting: Collection[int]) -> bool:
    """Whether the index equals the standing quotations, except for articles that remain to be indexed."""
    numbers = (number for (number,) in db.execute(_QUOTED) if number not in waiting)
    return all(_indexed(db, number) == _standing(db, number) for number in numbers)


def phrase(column: str, words: str) -> str:
    """Return the same as an FTS5 expression."""
    return f'{column} : "{" ".join(tokens(words))}" *'


def _indexed(db: sqlite3.Connection, number: int) -> tuple[str, str]:
    row = db.execute(_INDEXED, (number,)).fetchone()
    return tuple(row) if row else ("", "")


def _standing(db: sqlite3.Connection, number: int) -> tuple[str, str]:
    rows = db.execute(_STANDING, (number,))
    return standing(
        ((given or "", registered or "", *json.loads(aliases or "[]")), exact)
        for given, registered, aliases, exact in rows
    )
