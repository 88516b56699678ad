"""Article filters on the command line, typed as in a search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from newstext.in_marks import in_marks
from tui.cli import candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.articles.query import TypedQuery
    from store.model.lists import ArticleFilter, View

KNOWN = (
    "The filters are who:, said:, source:, by:, tag:, note:, for:, before:, after: and is:; "
    "in search and list also re:."
)
NO_PATTERN = "A pattern (re:) is for search and list."
_UNESCAPED, _ESCAPED = re.compile(r'(?<!\\)"'), r'\\"'
"""A quotation mark within a pattern, which the marks around it must not end."""


def as_typed(words: Sequence[str]) -> str:
    """Join command-line words into one search, with the quotation marks that the shell took from who:"mira holt"."""
    return " ".join(_marked(word) for word in words)


def narrowed(filters: Sequence[str]) -> ArticleFilter:
    """Return the filter that was typed. Anything else among the words is wrong use."""
    query = narrowing_query(filters)
    if query.pattern is not None:
        raise click.UsageError(NO_PATTERN)
    return query.narrowed


def narrowing_query(filters: Sequence[str]) -> TypedQuery:
    """Return the filter and the pattern that were typed. Anything else among the words is wrong use."""
    from store.articles.query import parsed

    query = parsed(as_typed(filters))
    if query.not_understood:
        raise click.UsageError(" ".join(query.not_understood))
    if words := " ".join(query.words.split()):
        raise click.UsageError(f"“{words[:60]}” is not a filter. {KNOWN}")
    return query


by_option = click.option(
    "--by", "byline", metavar="NAME", help="Only articles with this name in the byline; beginnings of words count."
)

view_option = click.option(
    "--view",
    metavar="NAME",
    shell_complete=candidates.views,
    help="Only what a view of the stack shows; its order is not used.",
)


def narrowed_by(narrowing: ArticleFilter, since: str | None, byline: str | None) -> ArticleFilter:
    """Return a filter with what ``--since`` and ``--by`` add to it."""
    return narrowing._replace(after=since or narrowing.after, byline=byline or narrowing.byline)


def narrowed_to(archive: Archive, view: str | None, narrowing: ArticleFilter) -> ArticleFilter:
    """Return a filter within a view of the stack, if one is named."""
    from store.articles.query import both

    return narrowing if view is None else both(view_named(archive, view).narrowed, narrowing)


def view_named(archive: Archive, name: str) -> View:
    """Return a view of the stack by its name, the person's own or one that every desk has."""
    from datetime import datetime

    from newstext.near_words import nearest
    from tui.cli.common import NothingFoundError
    from tui.wording.views import for_everybody

    today = datetime.now().astimezone().date()
    views = {view.name.casefold(): view for view in (*for_everybody(today), *reversed(archive.views.all()))}
    if (view := views.get(name.casefold())) is not None:
        return view
    near = nearest(name.casefold(), views)
    meant = (
        f"Did you mean {in_marks(views[near].name)}?"
        if near
        else f"There are {', '.join(v.name for v in views.values())}."
    )
    raise NothingFoundError(f"No view is called {in_marks(name[:60])}. {meant}")


def _marked(word: str) -> str:
    key, colon, value = word.partition(":")
    if key.lower() == "re" and " " in value and not value.startswith('"'):
        return f're:"{_UNESCAPED.sub(_ESCAPED, value)}"'
    return f'{key}:"{value}"' if colon and " " in value and not value.startswith(('"', "“", "”")) else word
