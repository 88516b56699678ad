"""``pullquote find``: let the finder go over articles in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.commands.common import db_option, end_unless, json_option, opened_archive
from tui.commands.output import print_json, say
from tui.commands.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.listing import ArticleRow

_LATEST = 200
_FEW = 50
"""Articles that one core goes over sooner than others could be started."""


@click.command(short_help="Suggest quotations for articles in the store.")
@click.option("--all", "everything", is_flag=True, help=f"Go over every article, not only the latest {_LATEST}.")
@json_option
@db_option
def find(everything: bool, as_json: bool) -> None:
    """Suggest quotations for articles in the store, for a person to settle.

    Articles that have been gone over are left alone, so it can be stopped at any time and goes on where it was.
    """
    from store.finding import suggest_everywhere

    gone_over = suggested = 0
    with opened_archive() as archive:
        total = archive.totals().articles
        end_unless(bool(total), "There are no articles here yet. Bring in copy with: pullquote import FILE")
        progress = Progress("Going over", total if everything else min(total, _LATEST))
        try:
            ids = (row.id for row in _articles(archive, everything))
            for article_id, is_new in suggest_everywhere(archive, ids, processes=1 if total <= _FEW else None):
                progress.show(gone_over)
                gone_over += 1
                suggested += is_new
                if as_json:
                    print_json({"article_id": article_id, "new_suggestions": is_new})
        finally:
            progress.clear()
            if not as_json:
                say(f"Went over {gone_over:,} of {total:,} articles; {suggested:,} have new suggestions.")


def _articles(archive: Archive, everything: bool) -> Iterator[ArticleRow]:
    page = archive.articles(limit=_LATEST)
    yield from page.rows
    while everything and page.after is not None:
        page = archive.articles(after=page.after, limit=_LATEST)
        yield from page.rows
