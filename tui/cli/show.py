"""``pullquote show``: one article with its quotations."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from tui.cli import candidates
from tui.cli.common import configured, db_option, json_option, opened_archive
from tui.cli.output import plain, print_json, say, say_wrapped

if TYPE_CHECKING:
    from store.articles.open_articles import OpenedArticle


@click.command(short_help="Show one article with its quotations.")
@click.argument("article_id", metavar="ID", shell_complete=candidates.articles)
@json_option
@db_option
def show(article_id: str, as_json: bool) -> None:
    """Show one article with its quotations. The beginning of an id is enough when no other id begins so."""
    with opened_archive() as archive:
        opened = archive.open_article(article_id)
    if as_json:
        print_json(_as_json(opened))
    else:
        _print(opened)


def _as_json(opened: OpenedArticle) -> dict[str, object]:
    """Return the article's row, with its text under the field names of ``read --json``."""
    from newstext.formats.tables.jsonl import to_json

    revision = {key: value for key, value in plain(opened.revision).items() if key != "article"}
    return {
        **plain(opened.row),
        "revision": revision,
        "article": to_json(opened.revision.article),
        "annotations": plain(opened.annotations),
    }


def _print(opened: OpenedArticle) -> None:
    from tui.article import head
    from tui.kernel.keymap import phrase, rebound
    from tui.wording import describe

    in_force = partial(phrase, actions=rebound(configured().keys))
    for line in head.head(opened, datetime.now(UTC), in_force):
        say_wrapped(line.text)
    for paragraph in opened.revision.article.body.split("\n\n"):
        say()
        for line_of_text in paragraph.split("\n"):
            say_wrapped(line_of_text)
    roles = describe.speakers(opened.annotations)
    for number, annotation in enumerate(opened.annotations, 1):
        say()
        say_wrapped(describe.quotation(annotation, number, len(opened.annotations), roles))
        say_wrapped(annotation.words, indent="  ")
        say(f"  {annotation.id}")
