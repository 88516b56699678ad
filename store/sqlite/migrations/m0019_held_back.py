"""A run of the finder knows how many quotations it held back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Add the number; earlier runs held nothing back."""
    db.execute("ALTER TABLE finding ADD COLUMN held_back INTEGER NOT NULL DEFAULT 0")
