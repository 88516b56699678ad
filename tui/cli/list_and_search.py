"""``pullquote list`` and ``pullquote search``: the articles in the store."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from newstext.in_marks import in_marks
from tui.cli import candidates
from tui.cli.common import (
    NO_ARTICLES,
    db_option,
    end_unless,
    json_option,
    limit_option,
    opened_archive,
    since_option,
    tell,
)
from tui.cli.filters import as_typed, by_option, narrowed_by, narrowed_to, narrowing_query, view_option
from tui.cli.output import fitted, print_json, say, say_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.articles.query import TypedQuery
    from store.model.lists import ArticleFilter, ArticleOrder, ArticleRow, Hit

_LONGEST_ECHO = 60
"""Characters of the search words that a message repeats."""
SORTS = ("newest", "oldest", "source", "most-open", "arrived")


@click.command("list", short_help="List articles, newest first.")
@click.argument("filters", metavar="[FILTER]...", nargs=-1, shell_complete=candidates.filters)
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="The sort order.")
@since_option
@by_option
@view_option
@limit_option()
@json_option
@db_option
def list_(
    filters: tuple[str, ...],
    sort: str,
    since: str | None,
    byline: str | None,
    view: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the articles in the store, newest first.

    FILTER narrows the list as in a search: who:holt source:"port wire" after:2026-11 is:open re:strik(e|ing).
    """
    from store.model.lists import ArticleOrder

    query = narrowing_query(filters)
    narrowing = narrowed_by(query.narrowed, since, byline)
    if query.pattern is not None and sort != SORTS[0]:
        raise click.UsageError("A list by a pattern is sorted newest first.")
    with opened_archive() as archive:
        narrowing = narrowed_to(archive, view, narrowing)
        rows: Iterator[ArticleRow]
        if query.pattern is None:
            rows = islice(_rows(archive, narrowing, ArticleOrder(sort.replace("-", " "))), limit)
        else:
            most = sys.maxsize if limit is None else limit
            rows = (hit.article for hit in _matching(archive, query._replace(narrowed=narrowing), most))
        nothing = True
        for row in rows:
            nothing = False
            print_json(row) if as_json else say_article(row, archive.actor)
        end_unless(
            not nothing, "No article matches this filter." if archive.articles.totals().articles else NO_ARTICLES
        )


def _matching(archive: Archive, query: TypedQuery, limit: int) -> list[Hit]:
    """Return the hits of a pattern, and tell how many articles were examined if not all were."""
    found = archive.patterns.find(query, limit)
    if found is None:
        return []
    if found.limits:
        tell(found.limits)
    return found.hits


def _rows(archive: Archive, narrowing: ArticleFilter, order: ArticleOrder) -> Iterator[ArticleRow]:
    after = None
    while True:
        page = archive.articles.page(narrowing, order, after=after)
        yield from page.rows
        if page.after is None:
            return
        after = page.after


@click.command(short_help="Search for articles.")
@click.argument("words", nargs=-1, required=True, shell_complete=candidates.filters)
@limit_option(default=20)
@json_option
@db_option
def search(words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search for articles, best match first.

    Among words, "strike or walkout" takes either, and -ferry leaves a word out (after --, as a dash begins an option).
    Filters: who: said: source: by: tag: note: before: after: is:, as in after:7d, before:today, and
    re:"fourth (week|month)", a regular expression.
    """
    from store.articles.query import parsed
    from tui.wording.excerpt import excerpt

    typed = as_typed(words)
    query = parsed(typed)
    for mistake in query.not_understood:
        tell(mistake)
    with opened_archive() as archive:
        hits = archive.search(typed, limit=limit) if query.pattern is None else _matching(archive, query, limit)
        end_unless(bool(hits), f"Nothing found for {in_marks(' '.join(words)[:_LONGEST_ECHO])}.")
        for hit in hits:
            if as_json:
                # The cut_ fields are not part of the format that programs rely on.
                print_json({name: value for name, value in hit._asdict().items() if not name.startswith("cut_")})
                continue
            say_article(hit.article, archive.actor)
            for line in (excerpt(hit)[0], hit.why):
                if line:
                    say(fitted(f"  {line}"))
