"""Removals of articles in their stored form, and what every engine asks before one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.errors import DecidedArticleError
from store.model.articles import ArticleRemoval
from store.rows.annotations import from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.rows.row import Row

BY_PROGRAM = "('suggest', 'anchor')"
"""Actions that are nobody's decision."""
_NUMBERS = "(SELECT max(number) FROM article), (SELECT max(number) FROM article_removal)"


def last_number(greatest: str) -> str:
    """Return SQL for the highest number that an article has or had; ``greatest`` is the engine's function of two."""
    first, second = (f"coalesce({number}, 0)" for number in _NUMBERS.split(", "))
    return f"{greatest}({first}, {second})"


def article_count(greatest: str) -> str:
    """Return SQL for the number of articles: they are numbered from 1, and a number stays that of a removed one."""
    return f"SELECT {last_number(greatest)} - (SELECT count(*) FROM article_removal)"  # noqa: S608


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
