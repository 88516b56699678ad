"""Views that all desks share, and how far each person has looked at theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = (
    """
    CREATE TABLE shared_view (
        name TEXT NOT NULL PRIMARY KEY,
        narrowed TEXT NOT NULL,
        sorted_by TEXT NOT NULL,
        made_by TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # The numbers of the last article and the last event that the person had seen.
    """
    CREATE TABLE look (
        actor TEXT NOT NULL,
        view TEXT NOT NULL,
        number INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (actor, view)
    ) STRICT, WITHOUT ROWID
    """,
)


def upgrade(db: Database) -> None:
    """Add the tables."""
    for table in _TABLES:
        db.execute(table)
