"""Imported annotations: their authors elsewhere, and the way to find the texts that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    "ALTER TABLE annotation ADD COLUMN provenance TEXT",
    """
    CREATE TRIGGER annotation_provenance BEFORE UPDATE OF provenance ON annotation
    WHEN new.provenance IS NOT old.provenance
    BEGIN SELECT RAISE(ABORT, 'Who made an annotation elsewhere stays.'); END
    """,
    "CREATE INDEX revision_sha256 ON revision(sha256)",
    "CREATE INDEX revision_url ON revision(url) WHERE url IS NOT NULL",
)


def upgrade(db: Database) -> None:
    """Add the column, its guard and the indexes."""
    for statement in STATEMENTS:
        db.execute(statement)
