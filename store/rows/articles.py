"""Rows of lists of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.stated import Precision, State, StatedTime
from store.model.lists import LABELS, ArticleRow

if TYPE_CHECKING:
    from store.model.annotations import Assignment
    from store.rows.row import Row


def article_row(row: Row) -> ArticleRow:
    """Build an article's row from a database row."""
    return ArticleRow(
        id=row["id"],
        revision_id=row["revision_id"],
        revision_count=row["revision_count"],
        headline=row["headline"],
        source=row["source"],
        byline=row["byline"],
        stated_time=_stated(row, "stated"),
        sorted_at=row["sorted_at"],
        state=State(row["state"]),
        quotation_count=row["quotation_count"],
        open_count=row["open_count"],
        stale_count=row["stale_count"],
        unread=bool(row["unread"]),
        flagged=bool(row["flagged"]),
        opening=row["opening"],
        embargo=_stated(row, "embargo"),
        assigned=_assigned(row["assigned"]) if row["assigned"] else (),
        more={name: row[name] for name in LABELS if row[name]},
    )


def _stated(row: Row, name: str) -> StatedTime | None:
    """Build a time from its columns; lists do without the json module."""
    if row[f"{name}_raw"] is None:
        return None
    precision = row[f"{name}_precision"] and Precision(row[f"{name}_precision"])
    return StatedTime(row[f"{name}_raw"], row[f"{name}_iso"], precision, bool(row[f"{name}_zoned"]))


def _assigned(listed: str) -> tuple[Assignment, ...]:
    """Return each person once: the one who has the whole article first, then by time."""
    from datetime import datetime

    from store.model.annotations import Assignment
    from store.rows.annotations import from_json

    found: dict[str, Assignment] = {}
    for _, at, to, by in sorted(from_json(listed)):
        found.setdefault(to, Assignment(to, by, datetime.fromisoformat(at)))
    return tuple(found.values())
