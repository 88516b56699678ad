"""Removes articles that were imported by mistake, with all that belongs to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.ids import new_id
from store.model.lists import Page
from store.rows.log_chain import LINES_OF_ARTICLE, digest
from store.rows.removals import IS_DECISION, check_decided, removal
from store.rows.times import time_text
from store.sqlite.articles import rows
from store.sqlite.search import quoted_index
from store.sqlite.search.index import Indexer

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from store.model.articles import ArticleRemoval
    from store.model.lists import Cursor

_REMOVE_QUOTATIONS = """
    UPDATE annotation SET status = 'removed', version = version + 1, changed_at = :at, changed_by = :actor,
        change_id = :change, action = 'remove', undoes = NULL
    WHERE article_id = :id AND status <> 'removed'
"""
_LOG = """
    INSERT INTO article_removal(seq, at, actor, reason, article_id, number, identity, headline, source, received_at,
        revisions, quotations, decisions, lines)
    SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'event'), :at, :actor, :reason, article.id, number, identity,
        headline, source, (SELECT seen_at FROM revision WHERE article_id = article.id AND seq = 1), revision_count,
        :quotations, :decisions, (SELECT count(*) FROM event WHERE article_id = article.id)
    FROM article JOIN revision ON revision.id = article.revision_id WHERE article.id = :id
"""
_CHANGES = "SELECT DISTINCT change_id FROM event WHERE article_id = :id"
_OWN = "(SELECT id FROM annotation WHERE article_id = :id)"
# Rows that refer to others go before them.
_BEFORE_THE_LOG = (
    f"DELETE FROM review_place WHERE annotation_id IN {_OWN}",  # noqa: S608
    f"DELETE FROM fate WHERE annotation_id IN {_OWN}",  # noqa: S608
    "DELETE FROM event WHERE article_id = :id",
)
_EMPTY = """
    NOT EXISTS (SELECT 1 FROM event WHERE event.change_id = step.change_id)
    AND NOT EXISTS (SELECT 1 FROM register_event WHERE register_event.change_id = step.change_id)
"""
_STEPS = (
    f"DELETE FROM step WHERE change_id IN (SELECT value FROM json_each(:changes)) AND {_EMPTY}",  # noqa: S608
    # A step of several articles was undone by what is left of its undo; without that, it is redone no more.
    """
    UPDATE step SET
        taken_back = coalesce((
            SELECT min(seq) FROM event WHERE change_id = (
                SELECT change_id FROM event WHERE undoes = step.change_id AND action = 'undo'
                ORDER BY seq DESC LIMIT 1)),
            taken_back),
        passed = passed OR NOT EXISTS (SELECT 1 FROM event WHERE undoes = step.change_id AND action = 'undo')
    WHERE taken_back IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event WHERE seq = taken_back)
        AND NOT EXISTS (SELECT 1 FROM register_event WHERE seq = taken_back)
    """,
)
_AFTER_THE_LOG = (
    f"DELETE FROM span WHERE annotation_id IN {_OWN}",  # noqa: S608
    "DELETE FROM annotation WHERE article_id = :id",
    "DELETE FROM finding WHERE revision_id IN (SELECT id FROM revision WHERE article_id = :id)",
    "DELETE FROM reading WHERE article_id = :id",
    "DELETE FROM flag WHERE article_id = :id",
    "DELETE FROM kin WHERE article_id = :id",
    "DELETE FROM watched_article WHERE article_id = :id",
    "UPDATE watch_entry SET article_id = NULL WHERE article_id = :id",
    "DELETE FROM article WHERE id = :id",
    "DELETE FROM revision WHERE article_id = :id",
)


def decisions(db: sqlite3.Connection, article_id: str) -> dict[str, int]:
    """Return the people who decided on an article's quotations, with the number of their decisions."""
    found = db.execute(
        f"SELECT actor, count(*) FROM event WHERE article_id = ? AND {IS_DECISION}"  # noqa: S608
        " GROUP BY actor ORDER BY count(*) DESC, actor",
        (article_id,),
    )
    return dict(found.fetchall())


def remove(
    db: sqlite3.Connection, article_id: str, *, actor: str, at: datetime, reason: str, with_decisions: bool
) -> ArticleRemoval:
    """Remove an article; see the engine's contract."""
    row = rows.article(db, article_id, actor)
    made = decisions(db, row.id)
    check_decided(made, with_decisions=with_decisions)
    values = {
        "id": row.id,
        "actor": actor,
        "at": time_text(at),
        "reason": reason,
        "quotations": row.quotation_count,
        "decisions": json.dumps(made, ensure_ascii=False),
    }
    # Counts, tags and the register follow from the log's triggers.
    db.execute(_REMOVE_QUOTATIONS, values | {"change": new_id()})
    [number] = db.execute("SELECT number FROM article WHERE id = ?", (row.id,)).fetchone()
    indexer = Indexer(db)
    indexer.take_out(number)
    indexer.finish()
    quoted_index.index(db, number)
    db.execute("DELETE FROM article_unindexed WHERE number = ?", (number,))
    db.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'event'")
    db.execute(_LOG, values)
    lines = [tuple(line) for line in db.execute(LINES_OF_ARTICLE.format("?"), (row.id,))]
    db.executemany("INSERT INTO removed_line VALUES (?, ?)", ((line[0], digest(line).hex()) for line in lines))
    values["changes"] = json.dumps([change for (change,) in db.execute(_CHANGES, values)])
    for statement in (*_BEFORE_THE_LOG, *_STEPS, *_AFTER_THE_LOG):
        db.execute(statement, values)
    return removal(db.execute("SELECT * FROM article_removal WHERE article_id = ?", (row.id,)).fetchone())


def removals(db: sqlite3.Connection, since: Cursor | None, limit: int) -> Page[ArticleRemoval]:
    """Return the removals of articles in order, from just after ``since``."""
    found = tuple(
        removal(row)
        for row in db.execute(
            "SELECT * FROM article_removal WHERE seq > ? ORDER BY seq LIMIT ?", (int(since or 0), limit)
        )
    )
    return Page(found, str(found[-1].seq) if found else None)
