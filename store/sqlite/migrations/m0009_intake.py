"""Articles come in at less cost: two triggers made SQLite copy every page that a new row touches.

It does so where a statement has a trigger and may be refused with ABORT, to take that statement back alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Articles are numbered from 1 without a gap and none is ever deleted: the highest number says how many there are.
COUNTS = (
    "DROP TRIGGER article_tallied",
    "ALTER TABLE tally DROP COLUMN articles",
)

# FAIL refuses the row as ABORT did, and leaves alone what the same statement had written before it.
GUARD = (
    "DROP TRIGGER revision_follows",
    """
    CREATE TRIGGER revision_follows BEFORE INSERT ON revision
    WHEN new.seq <> 1 + (SELECT count(*) FROM revision WHERE article_id = new.article_id)
        OR EXISTS (SELECT 1 FROM revision WHERE id = new.id)
    BEGIN SELECT RAISE(FAIL, 'A revision follows the one before it.'); END
    """,
)


def upgrade(db: Database) -> None:
    """Change what is asked of every new row."""
    for statement in COUNTS + GUARD:
        db.execute(statement)
