"""Articles dated in the year 3013, or before there were newspapers, are sorted by when they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Sort them again; their stated times stay unchanged."""
    db.execute(
        "UPDATE article SET sorted_at = (SELECT seen_at FROM revision WHERE revision.id = article.revision_id)"
        " WHERE sorted_at < '1600' OR sorted_at > date('now', '+32 days')"
    )
