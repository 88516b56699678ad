"""Articles without a date are listed after those that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Sort them again; the order of arrival lists them by their arrival."""
    db.execute(
        "UPDATE article SET sorted_at = '' WHERE ("
        "SELECT coalesce(updated, published) ->> 'iso' FROM revision WHERE revision.id = article.revision_id) IS NULL"
    )
