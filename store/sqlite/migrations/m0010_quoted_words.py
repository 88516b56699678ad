"""The words and speakers of all quotations that stand, so that filters on them need no scan.

Every quotation is marked as unindexed here; the next program to open the file indexes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Folded words, quotations and names apart from each other by a pilcrow. What a machine suggested is in here too, unlike
# in "article_head"; what was rejected or removed is in neither.
WORDS = (
    """
    CREATE TABLE article_quoted (
        number INTEGER PRIMARY KEY REFERENCES article(number),
        speakers TEXT NOT NULL,
        words TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE article_quoted_fts USING fts5(
        speakers, words, content="article_quoted", content_rowid='number', tokenize='ascii', prefix='1 2'
    )
    """,
)

_NOTE = "INSERT OR IGNORE INTO article_unindexed SELECT number FROM article WHERE id"


def _indexed(row: str) -> str:
    """SQL for all that decides what is indexed of annotation ``row``."""
    return (
        f"({row}.status IN ('accepted', 'verified'), {row}.status IN ('rejected', 'removed'),"
        f" {row}.kind, {row}.speaker, {row}.speaker_id, {row}.span_set)"
    )


KEEPING = (
    "DROP TRIGGER annotation_added_unindexed",
    "DROP TRIGGER annotation_changed_unindexed",
    f"""
    CREATE TRIGGER annotation_added_unindexed AFTER INSERT ON annotation
    WHEN new.status NOT IN ('rejected', 'removed') BEGIN {_NOTE} = new.article_id; END
    """,
    f"""
    CREATE TRIGGER annotation_changed_unindexed AFTER UPDATE ON annotation
    WHEN (new.status NOT IN ('rejected', 'removed') OR old.status NOT IN ('rejected', 'removed'))
        AND {_indexed("new")} IS NOT {_indexed("old")}
    BEGIN {_NOTE} = new.article_id; END
    """,
    f"""
    CREATE TRIGGER speaker_changed_unindexed AFTER UPDATE OF name, aliases ON speaker
    WHEN (new.name, new.aliases) IS NOT (old.name, old.aliases)
    BEGIN {_NOTE} IN (SELECT article_id FROM annotation WHERE speaker_id = new.id); END
    """,  # noqa: S608
    f"{_NOTE} IN (SELECT article_id FROM annotation)",  # noqa: S608
)


def upgrade(db: Database) -> None:
    """Add the words, keep them from now on, and note what is to be indexed."""
    for statement in WORDS + KEEPING:
        db.execute(statement)
