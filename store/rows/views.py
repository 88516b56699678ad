"""Saved views as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.model.lists import ArticleFilter, ArticleOrder, ArticleState, View

if TYPE_CHECKING:
    from store.rows.row import Row


def view(row: Row) -> View:
    """Build a view from a row."""
    told = json.loads(row["narrowed"])
    several = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    narrowed = ArticleFilter(**told | several | {"states": tuple(map(ArticleState, told["states"]))})
    return View(row["name"], narrowed, ArticleOrder(row["sorted_by"]))


def filter_text(narrowed: ArticleFilter) -> str:
    """Return the stored form of a filter."""
    return json.dumps(narrowed._asdict(), ensure_ascii=False)
