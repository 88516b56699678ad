"""The place that a store was moved to; and the login of each entry of the log, which a server's store brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Add the table and the columns."""
    db.execute(
        "CREATE TABLE moved (one INTEGER PRIMARY KEY CHECK (one = 1), moved_to TEXT NOT NULL, at TEXT NOT NULL) STRICT"
    )
    for log in ("event", "register_event"):
        db.execute(f"ALTER TABLE {log} ADD COLUMN login TEXT")
