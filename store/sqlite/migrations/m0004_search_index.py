"""The search index: article heads, whole texts, and a vocabulary with counts.

The tables are left empty here. The file states that version 0 made its index, so the next program to open it rebuilds
the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

OLD = (
    "DROP TABLE article_vocabulary",
    "DROP TABLE article_fts",
    "DROP VIEW article_text",
    "ALTER TABLE revision DROP COLUMN respelled",
)

# The head of an article in folded words: what is searched first, and ranked by. It lies apart so that ranking two
# hundred of them reads few pages. Speakers and quotations are those that a person accepted.
HEADS = (
    """
    CREATE TABLE article_head (
        number INTEGER PRIMARY KEY REFERENCES article(number),
        headline TEXT NOT NULL,
        byline TEXT NOT NULL,
        source TEXT NOT NULL,
        speakers TEXT NOT NULL,
        quotations TEXT NOT NULL
    ) STRICT
    """,
    # The words are folded already: every letter beyond ASCII is one.
    """
    CREATE VIRTUAL TABLE article_head_fts USING fts5(
        headline, byline, source, speakers, quotations, content="article_head", content_rowid='number',
        tokenize='ascii', prefix='1 2 3', detail=column
    )
    """,
)

# FTS5 folds most of a text itself. "respelled" are the words it would spell or cut otherwise than we do (Łódź, 東京).
TEXTS = (
    """
    CREATE TABLE article_respelled (
        number INTEGER PRIMARY KEY REFERENCES article(number),
        words TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE VIEW article_text AS
    SELECT article.number, headline, byline, source, body, coalesce(words, '') AS respelled
    FROM article
    JOIN revision ON revision.id = article.revision_id
    LEFT JOIN article_respelled ON article_respelled.number = article.number
    """,
    """
    CREATE VIRTUAL TABLE article_fts USING fts5(
        headline, byline, source, body, respelled, content="article_text", content_rowid='number',
        tokenize='unicode61 remove_diacritics 2'
    )
    """,
    # Words are gathered in 16 MB before they are written: an import is a third faster than with the one it has itself.
    "INSERT INTO article_fts(article_fts, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO article_head_fts(article_head_fts, rank) VALUES ('hashsize', 16777216)",
)

# Every word, and the number of articles that have it in their head or anywhere.  New words have higher numbers, so that
# a reader of the list can continue from the last number it has.
VOCABULARY = (
    """
    CREATE TABLE vocabulary (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        word TEXT NOT NULL UNIQUE,
        heads INTEGER NOT NULL,
        texts INTEGER NOT NULL
    ) STRICT
    """,
)

_CHANGED = "INSERT OR IGNORE INTO article_unindexed SELECT number FROM article WHERE id = new.article_id;"

# Triggers note whose quotations changed, so that no client can skip it; who writes brings their heads up to date
# before the commit. (Not in a trigger: FTS5 writes to the disk at every savepoint, and a trigger has one.)
KEEPING = (
    "CREATE TABLE article_unindexed (number INTEGER PRIMARY KEY REFERENCES article(number)) STRICT",
    f"""
    CREATE TRIGGER annotation_added_unindexed AFTER INSERT ON annotation
    WHEN new.status IN ('accepted', 'verified') BEGIN {_CHANGED} END
    """,
    f"""
    CREATE TRIGGER annotation_changed_unindexed AFTER UPDATE ON annotation
    WHEN (new.status IN ('accepted', 'verified') OR old.status IN ('accepted', 'verified'))
        AND (new.status, new.speaker, new.span_set) IS NOT (old.status, old.speaker, old.span_set)
    BEGIN {_CHANGED} END
    """,
    """
    CREATE TABLE search_index (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        version INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO search_index VALUES (1, 0)",
)


def upgrade(db: Database) -> None:
    """Put the new index in the place of the old one."""
    for statement in OLD + HEADS + TEXTS + VOCABULARY + KEEPING:
        db.execute(statement)
