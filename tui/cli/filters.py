"""Article filters on the command line, typed as in a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.lists import ArticleFilter

KNOWN = "The filters are who:, said:, source:, tag:, note:, before:, after: and is:."


def as_typed(words: Sequence[str]) -> str:
    """Join command-line words into one search, with the quotation marks that the shell took from who:"mira holt"."""
    return " ".join(_marked(word) for word in words)


def narrowed(filters: Sequence[str]) -> ArticleFilter:
    """Return the filter that was typed. Anything else among the words is wrong use."""
    from store.articles.query import parsed

    query = parsed(as_typed(filters))
    if query.not_understood:
        raise click.UsageError(" ".join(query.not_understood))
    if words := " ".join(query.words.split()):
        raise click.UsageError(f"“{words[:60]}” is not a filter. {KNOWN}")
    return query.narrowed


def _marked(word: str) -> str:
    key, colon, value = word.partition(":")
    return f'{key}:"{value}"' if colon and " " in value and not value.startswith(('"', "“", "”")) else word
