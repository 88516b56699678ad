"""``pullquote find``: let the finder go over articles in the store."""

from __future__ import annotations

import click

from tui.cli.common import db_option, end_unless, json_option, opened_archive, tell
from tui.cli.output import print_json, say
from tui.cli.progress import Progress

_LATEST = 200


@click.command(short_help="Suggest quotations for articles in the store.")
@click.option("--all", "everything", is_flag=True, help=f"Go over every article, not only the latest {_LATEST}.")
@json_option
@db_option
def find(everything: bool, as_json: bool) -> None:
    """Suggest quotations for articles in the store, for a person to settle.

    Articles that have been gone over are left alone, so it can be stopped at any time and goes on where it was.
    """
    from store.quotations.find_everywhere import suggest_in_all

    gone_over = suggested = 0
    with opened_archive() as archive:
        total = archive.articles.totals().articles
        end_unless(bool(total), "There are no articles here yet. Bring in copy with: pullquote import FILE")
        progress = Progress("Going over", total if everything else min(total, _LATEST))
        try:
            for article in suggest_in_all(archive, latest=None if everything else _LATEST):
                progress.show(gone_over)
                gone_over += 1
                suggested += bool(article.suggestions)
                if article.trouble is not None:
                    progress.clear()
                    tell(f"{article.article_id}: the finder could not read this article: {article.trouble}")
                if as_json:
                    print_json({"article_id": article.article_id, "new_suggestions": bool(article.suggestions)})
        finally:
            progress.clear()
            if not as_json:
                say(f"Went over {gone_over:,} of {total:,} articles; {suggested:,} have new suggestions.")
