"""Views of the stack: which articles it shows, in which order, under which name."""

from __future__ import annotations

from typing import NamedTuple

from store.records import ArticleFilter, ArticleOrder


class View(NamedTuple):
    """One way to look at the stack."""

    name: str
    narrowed: ArticleFilter = ArticleFilter()
    order: ArticleOrder = ArticleOrder.NEWEST


STACK = View("Stack")
"""All articles, the newest first: what the desk opens with."""
