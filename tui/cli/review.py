"""``pullquote review``: settle open quotations by line, without a screen."""

from __future__ import annotations

import sys
from functools import partial

import click

from tui.cli import candidates
from tui.cli.common import db_option, end_unless, opened_archive
from tui.cli.filters import narrowed
from tui.cli.output import say_wrapped


@click.command(short_help="Settle open quotations by line, without a screen.")
@click.argument("filters", metavar="[FILTER]...", nargs=-1, shell_complete=candidates.filters)
@click.option("--plain", is_flag=True, help="Review by line. The desk reviews on a full screen.")
@click.option(
    "--article", "article_id", metavar="ID", shell_complete=candidates.articles, help="Review one article only."
)
@db_option
def review(filters: tuple[str, ...], plain: bool, article_id: str | None) -> None:
    """Settle open quotations one after another, a line a command, for screen readers, dumb terminals and scripts.

    help lists the commands. FILTER narrows the articles as in a search: who:holt is:unread. The next review goes on
    where you left this one.
    """
    if not plain:
        raise click.UsageError("A review by line needs --plain. The desk reviews on a full screen.")
    from tui.kernel.keymap import phrase
    from tui.review.line_commands import keymap, obey
    from tui.review.line_review import LineReview
    from tui.review.queue import Walk

    narrowing = narrowed(filters)
    with opened_archive() as archive:
        walk = Walk.over(narrowing) if article_id is None else Walk.within(archive.open_article(article_id))
        end_unless(walk.begin(archive), "No open quotations.")
        LineReview(archive, walk, ask=_ask, say=say_wrapped, phrase=partial(phrase, actions=keymap())).run(obey)


def _ask(prompt: str) -> str | None:
    """Return the next line; None at the end of input, which ends the review as q does."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        sys.stdout.write("\n")  # Nobody's enter key ended the line of the prompt.
    return line or None
