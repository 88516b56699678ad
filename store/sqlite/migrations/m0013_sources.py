"""A revision says which file it was read from, and why it is not the whole article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Add both; nobody knows them of what is stored already."""
    db.execute("ALTER TABLE revision ADD COLUMN source_sha256 TEXT")
    db.execute("ALTER TABLE revision ADD COLUMN incomplete TEXT")
