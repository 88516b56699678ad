"""``pullquote list`` and ``pullquote search``: articles in the store."""

from __future__ import annotations

import click

from tui.cli.common import db_option, end_unless, json_option, opened_archive
from tui.cli.output import fitted, print_json, say, say_article


@click.command("list", short_help="List the articles in the store, the newest first.")
@json_option
@db_option
def list_(as_json: bool) -> None:
    """List the articles in the store, the newest first."""
    with opened_archive() as archive:
        page = archive.articles()
        end_unless(bool(page.rows), "There are no articles here yet. Bring in copy with: pullquote import FILE")
        while True:
            for row in page.rows:
                print_json(row) if as_json else say_article(row)
            if page.after is None:
                return
            page = archive.articles(after=page.after)


@click.command(short_help="Find articles by a few words.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show at most this many.")
@json_option
@db_option
def search(words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find articles by a few words, the best match first."""
    from store.articles.query import parsed

    typed = " ".join(words)
    with opened_archive() as archive:
        hits = archive.search(typed, limit=limit)
        notes = "".join(f" {what}." for what in parsed(typed).not_understood)
        end_unless(bool(hits), f"Nothing was found for {typed!r}.{notes}")
        for hit in hits:
            if as_json:
                print_json(hit)
                continue
            say_article(hit.article)
            for line in (hit.snippet, hit.why):
                if line:
                    say(fitted(f"  {line.strip()}"))
