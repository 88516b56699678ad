"""A revision knows the turns of its transcript: who speaks, where in the body, and when on the recording's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Add them, a JSON array or NULL; no transcript has been read before."""
    db.execute("ALTER TABLE revision ADD COLUMN turns TEXT")
