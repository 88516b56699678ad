"""Tags and notes are found without going over all annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Index the few annotations that have them."""
    db.execute("CREATE INDEX annotation_tagged ON annotation(article_id) WHERE tags <> '[]'")
    db.execute("CREATE INDEX annotation_noted ON annotation(article_id) WHERE note IS NOT NULL")
