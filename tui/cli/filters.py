"""Filters of articles on the command line, typed as in a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.lists import ArticleFilter

KNOWN = "Filters are who: said: source: before: after: is:"


def as_typed(words: Sequence[str]) -> str:
    """Return words of a command line as one search: the shell has taken the marks from around who:"mira holt"."""
    return " ".join(_marked(word) for word in words)


def narrowed(filters: Sequence[str]) -> ArticleFilter:
    """Return what filters narrow articles to; wrong use when anything else is among them."""
    from store.articles.query import parsed

    query = parsed(as_typed(filters))
    if query.not_understood:
        raise click.UsageError(" ".join(query.not_understood))
    if words := " ".join(query.words.split()):
        raise click.UsageError(f"“{words[:60]}” is no filter. {KNOWN}")
    return query.narrowed


def _marked(word: str) -> str:
    key, colon, value = word.partition(":")
    return f'{key}:"{value}"' if colon and " " in value and not value.startswith(('"', "“", "”")) else word
