"""``pullquote progress``: what came, what was settled, and what is open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tui.cli.common import NO_ARTICLES, db_option, end_unless, json_option, opened_archive
from tui.cli.filters import narrowed, narrowed_to, view_option
from tui.cli.output import fitted, print_json, say, say_wrapped

if TYPE_CHECKING:
    from store.figures.figures import DeskFigures

_DAYS = 14


@click.command(short_help="Show what came, who settled it, and what is open.")
@click.argument("filters", metavar="[FILTER]...", nargs=-1)
@click.option(
    "--days", type=click.IntRange(min=1), default=_DAYS, show_default=True, help="Print at most this many days."
)
@view_option
@json_option
@db_option
def progress(filters: tuple[str, ...], days: int, view: str | None, as_json: bool) -> None:
    """Show what came and what was settled each day, by whom and after what wait, and what is open and oldest.

    It also gives the agreement of two readers who decided the same quotations, and how often people corrected the
    finder. FILTER narrows the articles as in a search: source:"port wire" after:2026-11.
    """
    narrowing = narrowed(filters)
    with opened_archive() as archive:
        figures = archive.figures.desk(narrowed_to(archive, view, narrowing))
    end_unless(bool(figures.totals.articles), "No article matches." if filters or view else NO_ARTICLES)
    if as_json:
        print_json(
            {
                "articles": figures.totals.articles,
                "quotations": figures.totals.quotations,
                "open": figures.totals.open,
                "arrivals": figures.arrivals,
                "oldest": figures.oldest,
                "views": figures.views,
            }
            | figures.work._asdict()
        )
    else:
        _say(figures, days)


def _say(figures: DeskFigures, days: int) -> None:
    from tui.cli.tables import say_table
    from tui.wording import figures as words

    _say_open(figures)
    _head("Arrived")
    rows = [(d.day, f"{d.articles:,}", f"{d.quotations:,}", f"{d.open:,}") for d in figures.arrivals[:days]]
    say_table(("Day", "Articles", "Quotations", "Still open"), rows)
    work = figures.work
    if work.settled:
        _head("Decided")
        latest = sorted({one.day for one in work.settled}, reverse=True)[:days]
        say_table(
            ("Day", "By", "Decisions", "Kept", "Rejected", "Had waited"),
            [
                (one.day, one.actor, f"{one.decisions:,}", f"{one.kept:,}", f"{one.rejected:,}", words.waited(one))
                for day in latest
                for one in work.settled
                if one.day == day
            ],
        )
    if figures.views:
        _head("Views")
        say_table(words.VIEWS_HEAD, words.views(figures.views, datetime.now(UTC)))
    _head("Two readers")
    say_wrapped(words.agreed(work.agreement, work.same_speaker))
    if work.corrected:
        _head("Corrections of the finder")
        say_table(words.CORRECTIONS_HEAD, [words.corrections(one) for one in work.corrected])


def _say_open(figures: DeskFigures) -> None:
    from tui.wording import describe
    from tui.wording import figures as words

    totals = figures.totals
    articles = describe.count(totals.articles, "article")
    say(f"{describe.count(totals.quotations, 'quotation')} in {articles}, {totals.open:,} open.")
    now = datetime.now(UTC)
    for one in figures.oldest[:5]:
        say(
            fitted(
                f"  {one.open:,} open, waiting {words.since(one.since, now)}:"
                f" {one.headline or 'no headline'}  {one.article_id}"
            )
        )


def _head(words: str) -> None:
    say()
    say(words)
