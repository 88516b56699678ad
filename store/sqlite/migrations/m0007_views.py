"""Ways to look at the stack that people keep under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Add the table. What a view narrows to is JSON."""
    db.execute("""
        CREATE TABLE saved_view (
            actor TEXT NOT NULL,
            name TEXT NOT NULL,
            narrowed TEXT NOT NULL,
            sorted_by TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (actor, name)
        ) STRICT, WITHOUT ROWID
    """)
