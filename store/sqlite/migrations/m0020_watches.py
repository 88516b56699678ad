"""Watched folders, feeds and addresses, their results, and the lease of the process that watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = (
    """
    CREATE TABLE watch (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        place TEXT NOT NULL,
        name TEXT,
        every INTEGER,
        parent_id TEXT REFERENCES watch(id) ON DELETE CASCADE,
        began_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        added_at TEXT NOT NULL,
        next_at TEXT,
        visited_at TEXT,
        came_at TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        trouble TEXT,
        trouble_since TEXT,
        moved_to TEXT,
        etag TEXT,
        last_modified TEXT,
        sha256 TEXT,
        cursor TEXT,
        added INTEGER NOT NULL DEFAULT 0,
        revised INTEGER NOT NULL DEFAULT 0,
        refused INTEGER NOT NULL DEFAULT 0,
        UNIQUE (kind, place)
    ) STRICT
    """,
    "CREATE INDEX watch_next_at ON watch(next_at) WHERE next_at IS NOT NULL",
    "CREATE INDEX watch_parent_id ON watch(parent_id) WHERE parent_id IS NOT NULL",
    """
    CREATE TABLE watched_file (
        watch_id TEXT NOT NULL REFERENCES watch(id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL,
        trouble TEXT,
        PRIMARY KEY (watch_id, name)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX watched_file_trouble ON watched_file(watch_id, name) WHERE trouble IS NOT NULL",
    """
    CREATE TABLE watch_entry (
        seq INTEGER PRIMARY KEY,
        watch_id TEXT NOT NULL REFERENCES watch(id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        words TEXT NOT NULL,
        item TEXT,
        article_id TEXT REFERENCES article(id),
        times INTEGER NOT NULL DEFAULT 1
    ) STRICT
    """,
    "CREATE INDEX watch_entry_watch_id ON watch_entry(watch_id, seq)",
    """
    CREATE TABLE watched_article (
        article_id TEXT NOT NULL REFERENCES article(id),
        watch_id TEXT NOT NULL REFERENCES watch(id) ON DELETE CASCADE,
        PRIMARY KEY (article_id, watch_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX watched_article_watch_id ON watched_article(watch_id)",
    """
    CREATE TABLE watch_lease (
        one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
        holder TEXT NOT NULL,
        machine TEXT NOT NULL,
        pid INTEGER NOT NULL,
        actor TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT NOT NULL,
        trouble TEXT,
        trouble_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE watch_host (
        name TEXT NOT NULL PRIMARY KEY,
        robots TEXT,
        robots_at TEXT,
        not_before TEXT
    ) STRICT, WITHOUT ROWID
    """,
)


def upgrade(db: Database) -> None:
    """Add the tables."""
    for table in _TABLES:
        db.execute(table)
