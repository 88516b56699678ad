"""``pullquote remove-article``: take an article out of the store that was imported by mistake."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from newstext.in_marks import in_marks
from tui.cli import candidates
from tui.cli.common import NothingFoundError, db_option, json_option, opened_archive
from tui.cli.output import print_json, say
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from store.articles.removals import AtStake


@click.command("remove-article", short_help="Remove an article that was imported by mistake.")
@click.argument("article_id", metavar="ARTICLE", shell_complete=candidates.articles)
@click.option("--reason", metavar="WORDS", required=True, help="Why it is removed, which the log keeps.")
@click.option(
    "--with-decisions", is_flag=True, help="Also if people decided on its quotations; on a server, as a chief."
)
@click.option("--force", is_flag=True, help="Remove it without a question.")
@json_option
@db_option
def remove_article(article_id: str, reason: str, with_decisions: bool, force: bool, as_json: bool) -> None:
    """Remove an article with its quotations and their history.

    The log keeps that it was there: its headline and source, who removed it, when and why, and how many decisions of
    whom went with it. It cannot be undone. Imported again, the article is refused, unless with import --again.
    """
    from store.errors import DecidedArticleError
    from tui.wording.removals import at_stake, removed

    with opened_archive() as archive:
        stake = archive.articles.removals.at_stake(article_id)
        if stake.decisions and not with_decisions:
            raise NothingFoundError(f"{DecidedArticleError(stake.decisions)} For the first: --with-decisions.")
        if not force:
            _ask(at_stake(stake), stake)
        done = archive.articles.removals.remove(stake.row.id, reason, with_decisions=with_decisions)
        print_json(done) if as_json else say(removed(done))


def _ask(question: str, stake: AtStake) -> None:
    """Ask on a terminal; elsewhere nothing is removed without --force."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(f"To remove {in_marks(stake.row.headline or stake.row.id)} without a question: --force.")
    if not click.confirm(visible(question), err=True):
        raise click.exceptions.Exit(1)
