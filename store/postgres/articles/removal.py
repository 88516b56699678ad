"""Removes articles that were imported by mistake: the server deletes what belongs to them (``remove_article``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.ids import new_id
from store.model.lists import Page
from store.postgres.articles.rows import article
from store.postgres.search import quoted_index
from store.postgres.search.index import Indexer
from store.rows.log_chain import LINES_OF_ARTICLE, digest
from store.rows.removals import IS_DECISION, check_decided, removal
from store.rows.times import time_text

if TYPE_CHECKING:
    from datetime import datetime

    from store.model.articles import ArticleRemoval
    from store.model.lists import Cursor
    from store.postgres.server.database import Database

_REMOVE_QUOTATIONS = """
    UPDATE annotation SET status = 'removed', version = version + 1, edit = 0, changed_at = %(at)s,
        changed_by = %(actor)s, change_id = %(change)s, action = 'remove', undoes = NULL
    WHERE article_id = %(id)s AND status <> 'removed'
"""


def decisions(db: Database, article_id: str) -> dict[str, int]:
    """Return the people who decided on an article's quotations, with the number of their decisions."""
    found = db.tuples(
        f"SELECT actor, count(*) FROM event WHERE article_id = %s AND {IS_DECISION}"  # noqa: S608
        " GROUP BY actor ORDER BY count(*) DESC, actor",
        (article_id,),
    )
    return dict(found)


def remove(
    db: Database, article_id: str, *, actor: str, at: datetime, reason: str, with_decisions: bool
) -> ArticleRemoval:
    """Remove an article; see the engine's contract."""
    signed = time_text(at)
    # The connection may have been lost after this was done.
    done = "SELECT * FROM article_removal WHERE article_id = %s AND (actor, reason) = (%s, %s)"
    if known := db.row(done, (article_id, actor, reason)):
        return removal(known)
    row = article(db, article_id, actor)
    made = decisions(db, row.id)
    check_decided(made, with_decisions=with_decisions)
    # Counts, tags and the register follow from the log's triggers.
    db.run(_REMOVE_QUOTATIONS, {"id": row.id, "at": signed, "actor": actor, "change": new_id()})
    number = db.number("SELECT number FROM article WHERE id = %s", (row.id,))
    indexer = Indexer(db)
    indexer.take_out(number)
    indexer.finish()
    quoted_index.index(db, [number])
    db.run("DELETE FROM article_unindexed WHERE number = %s", (number,))
    digests = [digest(line).hex() for line in db.tuples(LINES_OF_ARTICLE.format("%s"), (row.id,))]
    db.run(
        "SELECT remove_article(%s, %s, %s, %s, %s, %s::text[])",
        (row.id, actor, signed, reason, row.quotation_count, digests),
    )
    found = db.row("SELECT * FROM article_removal WHERE article_id = %s", (row.id,))
    assert found is not None
    return removal(found)


def removals(db: Database, since: Cursor | None, limit: int) -> Page[ArticleRemoval]:
    """Return the removals of articles in order, from just after ``since``."""
    rows = db.rows("SELECT * FROM article_removal WHERE seq > %s ORDER BY seq LIMIT %s", (int(since or 0), limit))
    found = tuple(map(removal, rows))
    return Page(found, str(found[-1].seq) if found else None)
