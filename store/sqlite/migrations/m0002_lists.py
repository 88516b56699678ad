"""Lists of articles in several orders, filtered by state, with each person's read marks and flags.

The values for sorting and filtering are in the article itself, so that an index can hold them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

ARTICLES = (
    "ALTER TABLE article ADD COLUMN sorted_source TEXT NOT NULL DEFAULT '' COLLATE NOCASE",
    "ALTER TABLE article ADD COLUMN current_state TEXT NOT NULL DEFAULT 'live'",
    "ALTER TABLE article ADD COLUMN stale_count INTEGER NOT NULL DEFAULT 0",
    """
    UPDATE article SET
        (sorted_source, current_state) = (
            SELECT coalesce(revision.source, ''), revision.state
            FROM revision WHERE revision.id = article.revision_id),
        stale_count = (
            SELECT count(*) FROM annotation
            WHERE annotation.article_id = article.id AND kind = 'quote' AND status = 'stale')
    """,
    # One for each order. Newest and oldest are article_sorted, read from either end.
    "CREATE INDEX article_source ON article(sorted_source, sorted_at DESC, id DESC)",
    "CREATE INDEX article_most_open ON article(open_count, sorted_at, id)",
    # A state of few articles is found without scanning all others.
    "CREATE INDEX article_open ON article(sorted_at, id) WHERE open_count > 0",
    "CREATE INDEX article_settled ON article(sorted_at, id) WHERE open_count = 0 AND quotation_count > 0",
    "CREATE INDEX article_stale ON article(sorted_at, id) WHERE stale_count > 0",
    "CREATE INDEX article_state ON article(current_state, sorted_at, id) WHERE current_state <> 'live'",
)

READING = (
    """
    CREATE TABLE reading (
        actor TEXT NOT NULL,
        article_id TEXT NOT NULL REFERENCES article(id),
        revision_id TEXT NOT NULL REFERENCES revision(id),
        at TEXT NOT NULL,
        PRIMARY KEY (actor, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX reading_article ON reading(article_id)",
    """
    CREATE TABLE flag (
        actor TEXT NOT NULL,
        article_id TEXT NOT NULL REFERENCES article(id),
        at TEXT NOT NULL,
        PRIMARY KEY (actor, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    # The number of articles a person has read in their current revision, and has flagged.
    """
    CREATE TABLE person (
        actor TEXT PRIMARY KEY NOT NULL,
        read_articles INTEGER NOT NULL DEFAULT 0,
        flagged_articles INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID
    """,
)


def _is_current(row: str) -> str:
    """SQL for whether reading ``row`` is of the revision that is current: 1 or 0."""
    return f"({row}.revision_id = (SELECT revision_id FROM article WHERE id = {row}.article_id))"  # noqa: S608


def _counted(name: str, when: str, change: str) -> str:
    """A trigger that keeps one person's counts."""
    row = "old" if when.startswith("DELETE") else "new"
    return f"""
    CREATE TRIGGER {name} AFTER {when} BEGIN
        INSERT INTO person(actor) VALUES ({row}.actor) ON CONFLICT DO NOTHING;
        UPDATE person SET {change} WHERE actor = {row}.actor;
    END
    """  # noqa: S608


KEEPING = (
    _counted("reading_added", "INSERT ON reading", f"read_articles = read_articles + {_is_current('new')}"),
    _counted(
        "reading_changed",
        "UPDATE ON reading",
        f"read_articles = read_articles + {_is_current('new')} - {_is_current('old')}",
    ),
    _counted("reading_ended", "DELETE ON reading", f"read_articles = read_articles - {_is_current('old')}"),
    _counted("flag_put", "INSERT ON flag", "flagged_articles = flagged_articles + 1"),
    _counted("flag_taken", "DELETE ON flag", "flagged_articles = flagged_articles - 1"),
    """
    CREATE TRIGGER article_unread_again AFTER UPDATE OF revision_id ON article BEGIN
        UPDATE person SET read_articles = read_articles + (
            SELECT total(reading.revision_id = new.revision_id) - total(reading.revision_id = old.revision_id)
            FROM reading WHERE reading.article_id = new.id AND reading.actor = person.actor)
        WHERE actor IN (SELECT actor FROM reading WHERE article_id = new.id);
    END
    """,
    """
    CREATE TRIGGER annotation_stale_added AFTER INSERT ON annotation WHEN new.kind = 'quote' AND new.status = 'stale'
    BEGIN
        UPDATE article SET stale_count = stale_count + 1 WHERE id = new.article_id;
    END
    """,
    """
    CREATE TRIGGER annotation_stale_changed AFTER UPDATE OF kind, status ON annotation
    WHEN (new.kind = 'quote' AND new.status = 'stale') <> (old.kind = 'quote' AND old.status = 'stale')
    BEGIN
        UPDATE article SET stale_count = stale_count + iif(new.kind = 'quote' AND new.status = 'stale', 1, -1)
        WHERE id = new.article_id;
    END
    """,
)


def upgrade(db: Database) -> None:
    """Add the columns, fill them from what is there, and keep them from now on."""
    for statement in ARTICLES + READING + KEEPING:
        db.execute(statement)
