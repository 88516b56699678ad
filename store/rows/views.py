"""Saved views as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from store.model.lists import ArticleFilter, ArticleOrder, ArticleState, View

if TYPE_CHECKING:
    from store.rows.row import Row


def view(row: Row) -> View:
    """Build a view from a row."""
    told = json.loads(row["narrowed"])
    # JSON has lists, and a filter tuples: it is looked up by its value.
    several = {name: tuple(value) for name, value in told.items() if isinstance(value, list)} | {
        "states": tuple(map(ArticleState, told["states"])),
        "containing": tuple(map(tuple, told.get("containing", ()))),
    }
    narrowed = ArticleFilter(**told | several)
    return View(row["name"], narrowed, ArticleOrder(row["sorted_by"]))


def shared_view(row: Row) -> View:
    """Build a view that all desks share from a row."""
    return view(row)._replace(made_by=row["made_by"])


def named_already(name: str) -> str:
    """Return the error for a name that another view has."""
    return f"Another view is called {in_marks(name)}. Choose another name, or remove that view first."


def filter_text(narrowed: ArticleFilter) -> str:
    """Return the stored form of a filter."""
    return json.dumps(narrowed._asdict(), ensure_ascii=False)
