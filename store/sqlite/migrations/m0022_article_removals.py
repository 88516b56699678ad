"""Articles that were imported by mistake can be removed: the log keeps that they were there, and the text goes.

What nobody could delete, can be deleted from now on if it belongs to an article whose removal is logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# "number" is that of the article, which no other article gets; "lines" counts the lines of the log that went with it.
REMOVALS = (
    """
    CREATE TABLE article_removal (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        reason TEXT NOT NULL,
        article_id TEXT NOT NULL UNIQUE,
        number INTEGER NOT NULL UNIQUE,
        identity TEXT NOT NULL,
        headline TEXT,
        source TEXT,
        received_at TEXT NOT NULL,
        revisions INTEGER NOT NULL,
        quotations INTEGER NOT NULL,
        decisions TEXT NOT NULL,
        lines INTEGER NOT NULL,
        login TEXT
    ) STRICT
    """,
    "CREATE INDEX article_removal_identity ON article_removal(identity)",
    # The log's heads are computed over the digests of its lines, so they stay the same.
    "CREATE TABLE removed_line (seq INTEGER PRIMARY KEY, digest TEXT NOT NULL) STRICT",
    """
    CREATE TRIGGER removed_line_true BEFORE INSERT ON removed_line
    WHEN NOT EXISTS (SELECT 1 FROM event JOIN article_removal USING (article_id) WHERE event.seq = new.seq)
        OR EXISTS (SELECT 1 FROM removed_line WHERE seq = new.seq)
    BEGIN SELECT RAISE(ABORT, 'Only lines on a removed article go.'); END
    """,
    """
    CREATE TRIGGER removed_line_unchanged BEFORE UPDATE ON removed_line
    BEGIN SELECT RAISE(ABORT, 'The log is never changed.'); END
    """,
    """
    CREATE TRIGGER removed_line_kept BEFORE DELETE ON removed_line
    BEGIN SELECT RAISE(ABORT, 'The log is never shortened.'); END
    """,
    """
    CREATE TRIGGER article_removal_true BEFORE INSERT ON article_removal
    WHEN NOT EXISTS (SELECT 1 FROM article WHERE (id, number, identity) = (new.article_id, new.number, new.identity))
        OR EXISTS (SELECT 1 FROM event WHERE seq = new.seq)
        OR EXISTS (SELECT 1 FROM register_event WHERE seq = new.seq)
        OR EXISTS (SELECT 1 FROM article_removal WHERE seq = new.seq OR article_id = new.article_id)
    BEGIN SELECT RAISE(ABORT, 'A removal is of an article that is there.'); END
    """,
    """
    CREATE TRIGGER article_removal_unchanged BEFORE UPDATE ON article_removal
    BEGIN SELECT RAISE(ABORT, 'The log is never changed.'); END
    """,
    """
    CREATE TRIGGER article_removal_kept BEFORE DELETE ON article_removal
    BEGIN SELECT RAISE(ABORT, 'The log is never shortened.'); END
    """,
)

_OF_ANNOTATION = "(SELECT article_id FROM annotation WHERE id = old.annotation_id)"
_KEPT = (
    ("article", "old.id", "Articles are kept, unless their removal is logged."),
    ("revision", "old.article_id", "A revision is never deleted, except with its article."),
    ("span", _OF_ANNOTATION, "A span is never deleted, except with its article."),
    ("fate", _OF_ANNOTATION, "A fate is never deleted, except with its article."),
    ("event", "old.article_id", "The log is never shortened, except with a removed article."),
    (
        "annotation",
        "old.article_id",
        "An annotation is never deleted, except with its article: its status is set to removed.",
    ),
)


def _guard(table: str, article_id: str, message: str) -> tuple[str, str]:
    return (
        f"DROP TRIGGER {table}_kept",
        f"""
        CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
        WHEN NOT EXISTS (SELECT 1 FROM article_removal WHERE article_id = {article_id})
        BEGIN SELECT RAISE(ABORT, '{message}'); END
        """,  # noqa: S608
    )


def upgrade(db: Database) -> None:
    """Add the table, and allow what belongs to a removed article to be deleted."""
    for statement in (*REMOVALS, *(statement for kept in _KEPT for statement in _guard(*kept))):
        db.execute(statement)
