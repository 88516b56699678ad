"""A revision knows the pages of its document, the words joined over line ends, and what its reader says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Add them, each a JSON array or NULL; no document has been read before."""
    for column in ("reader_notes", "pages", "joins"):
        db.execute(f"ALTER TABLE revision ADD COLUMN {column} TEXT")
