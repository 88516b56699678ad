"""``pullquote find``: scan stored articles for quotations."""

from __future__ import annotations

import click

from tui.cli.common import NO_ARTICLES, db_option, end_unless, json_option, opened_archive, tell
from tui.cli.output import print_json, say
from tui.cli.progress import Progress

_LATEST = 200


@click.command(short_help="Suggest quotations in stored articles.")
@click.option("--all", "everything", is_flag=True, help=f"Scan every article, not only the latest {_LATEST}.")
@json_option
@db_option
def find(everything: bool, as_json: bool) -> None:
    """Suggest quotations in stored articles, for a person to settle.

    Articles scanned before are skipped: stop at any time, and go on later.
    """
    from store.quotations.find_everywhere import suggest_in_all

    scanned = suggested = 0
    with opened_archive() as archive:
        total = archive.articles.totals().articles
        end_unless(bool(total), NO_ARTICLES)
        progress = Progress("Scanning", total if everything else min(total, _LATEST))
        try:
            for article in suggest_in_all(archive, latest=None if everything else _LATEST):
                progress.show(scanned)
                scanned += 1
                suggested += bool(article.suggestions)
                if article.trouble is not None:
                    progress.clear()
                    tell(f"{article.article_id}: the finder failed on this article: {article.trouble}")
                if as_json:
                    print_json({"article_id": article.article_id, "new_suggestions": bool(article.suggestions)})
        finally:
            progress.clear()
            if not as_json:
                say(f"Scanned {scanned:,} of {total:,} articles: {suggested:,} with new suggestions.")
