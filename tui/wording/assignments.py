"""Assignments in words. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from store.model.annotations import Assignment
    from store.model.lists import ArticleRow


def words(given: Assignment, me: str, now: datetime) -> str:
    """Return for whom something is, from whom and since when: ``for you, from Ben, 14:03``."""
    whom = "you" if given.to == me else given.to
    at = given.at.astimezone(now.tzinfo)
    since = f"{at:%H:%M}" if at.date() == now.date() else f"{at.day} {at:%b}"
    return f"for {whom}, since {since}" if given.by == given.to else f"for {whom}, from {given.by}, {since}"


def in_row(row: ArticleRow, me: str, now: datetime) -> str:
    """Return for whom an article or its quotations are, the person themselves first; empty when for nobody."""
    ordered = sorted(row.assigned, key=lambda given: given.to != me)
    if not ordered:
        return ""
    others = f" (and {len(ordered) - 1:,} more)" if len(ordered) > 1 else ""
    return f"{words(ordered[0], me, now)}{others}"
