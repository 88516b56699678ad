"""Quotations that wait for a second reader are found without a look at the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Index them."""
    db.execute(
        "CREATE INDEX annotation_flagged ON annotation(article_id)"
        " WHERE flagged = 1 AND kind = 'quote' AND status NOT IN ('rejected', 'removed')"
    )
