"""The stack's built-in views, and views and sort orders in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.lists import FOR_ME, ArticleFilter, ArticleOrder, ArticleState, View

if TYPE_CHECKING:
    from datetime import date

STACK = View("Stack")
"""All articles, newest first: the view that the desk opens with."""

ORDER_WORDS = {
    ArticleOrder.NEWEST: "newest first",
    ArticleOrder.OLDEST: "oldest first",
    ArticleOrder.SOURCE: "by source",
    ArticleOrder.MOST_OPEN: "most open first",
    ArticleOrder.ARRIVED: "latest arrival first",
}


def for_everybody(today: date) -> list[View]:
    """Return the views that every desk has."""
    return [
        STACK,
        FOR_ME,
        _in_state("Unread", ArticleState.UNREAD),
        _in_state("Open", ArticleState.OPEN),
        View("Open today", ArticleFilter(after=today.isoformat(), states=(ArticleState.OPEN,))),
        _in_state("Changed since I settled it", ArticleState.CHANGED),
        _in_state("Changed by an update", ArticleState.STALE),
        _in_state("Flagged", ArticleState.FLAGGED),
        _in_state("For a second reader", ArticleState.SECOND_READER),
        _in_state("Settled", ArticleState.SETTLED),
        _in_state("Withdrawn", ArticleState.WITHDRAWN),
    ]


def in_words(narrowed: ArticleFilter) -> str:
    """Return a filter in words: ``open, source “port”, from 2026-11``."""
    parts = [str(state) for state in narrowed.states]
    for words, value in (
        ("quoted “{}”", narrowed.who),
        ("said “{}”", narrowed.said),
        ("source “{}”", narrowed.source),
        ("by “{}”", narrowed.byline),
        ("tag “{}”", narrowed.tag),
        ("note “{}”", narrowed.note),
        ("for {}", narrowed.assigned),
        ("from {}", narrowed.after),
        ("before {}", narrowed.before),
    ):
        if value is not None:
            parts.append(words.format(value))
    parts += [f"without “{words}”" for words in narrowed.without]
    return ", ".join(parts)


def _in_state(name: str, state: ArticleState) -> View:
    return View(name, ArticleFilter(states=(state,)))


def shorter(title: str) -> str:
    """Return the stack's title for a narrow pane: only quotations are ever called open."""
    return title.replace(" quotations open", " open").replace(" quotation open", " open")
