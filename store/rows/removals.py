"""Removals of articles in their stored form, and what every engine asks before one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.errors import DecidedArticleError
from store.model.articles import ArticleRemoval
from store.model.changes import BY_PROGRAM
from store.rows.annotations import from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.rows.row import Row

IS_DECISION = f"action NOT IN ({', '.join(map(repr, BY_PROGRAM))})"
"""The condition on an event that is somebody's decision."""


def removal(row: Row) -> ArticleRemoval:
    """Return a removal from its row."""
    made: dict[str, int] = from_json(row["decisions"])
    return ArticleRemoval(
        seq=row["seq"],
        at=datetime.fromisoformat(row["at"]),
        actor=row["actor"],
        reason=row["reason"],
        article_id=row["article_id"],
        headline=row["headline"],
        source=row["source"],
        received_at=datetime.fromisoformat(row["received_at"]),
        quotations=row["quotations"],
        decisions=dict(sorted(made.items(), key=lambda one: (-one[1], one[0]))),
    )


def check_decided(decisions: Mapping[str, int], *, with_decisions: bool) -> None:
    """Raise DecidedArticleError if people decided on an article, and their decisions are not to go with it."""
    if decisions and not with_decisions:
        raise DecidedArticleError(decisions)
