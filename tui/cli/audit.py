"""``pullquote audit``: how many sources have no name, by outlet, byline, week, article or draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from tui.cli import candidates, sources
from tui.cli.common import (
    NO_ARTICLES,
    PATH,
    configured,
    db_option,
    end_unless,
    json_option,
    opened_archive,
    tell,
)
from tui.cli.exits import EXIT_NOTHING_FOUND, EXIT_UNREADABLE
from tui.cli.field import check_fields
from tui.cli.filters import narrowed, narrowed_to, view_option
from tui.cli.output import fitted, print_json, say
from tui.kernel import files
from tui.settings.config import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.figures.budget import Excess
    from store.figures.figures import DeskFigures
    from store.figures.sources import Repeated, Source, SourceCount
    from store.model.figures import ArticleFacts

_MOST_REPEATED = 10


class _Audited(NamedTuple):
    """One group of articles, or one article or draft with its sources; and what of it is over the budget."""

    name: str
    counted: SourceCount
    over: list[Excess]
    sources: list[Source] | None = None


@click.command(short_help="Show how many sources have no name, against a budget.")
@click.argument("filters", metavar="[FILTER]...", nargs=-1)
@click.option(
    "--by",
    metavar="GROUP",
    default="outlet",
    show_default=True,
    shell_complete=candidates.groups,
    help="Count by outlet, byline, week, article, or a field of speakers from config.toml.",
)
@click.option("--article", "article_ids", metavar="ID", multiple=True, help="Audit one article; may be repeated.")
@click.option("--draft", "drafts", type=PATH, metavar="FILE", multiple=True, help="Audit a draft; may be repeated.")
@view_option
@json_option
@db_option
@click.pass_context
def audit(
    context: click.Context,
    filters: tuple[str, ...],
    by: str,
    article_ids: tuple[str, ...],
    drafts: tuple[str, ...],
    view: str | None,
    as_json: bool,
) -> None:
    """Count the sources of articles or drafts: named, described, bare, second-hand, and those quoted repeatedly.

    FILTER narrows the articles as in a search. Each outlet, byline, week, article or draft is compared with the budget
    in config.toml ([audit]); the exit status is 1 when one exceeds it.
    """
    narrowing = narrowed(filters)
    by_field = by not in RESERVED
    if by_field:
        check_fields([by])
    if (filters or view) and (article_ids or drafts):
        raise click.UsageError("Filters and --article or --draft exclude each other.")
    audited = [*_articles(article_ids), *_drafts(drafts)]
    if audited or article_ids or drafts:
        _print_each(audited, as_json)
    else:
        with opened_archive() as archive:
            figures = archive.figures.desk(narrowed_to(archive, view, narrowing), [by] if by_field else ())
        end_unless(bool(figures.totals.articles), "No article matches." if filters or view else NO_ARTICLES)
        if by_field:
            _print_field(figures, by, as_json)
            return
        audited = list(_groups(figures, by))
        _print_groups(audited, figures, by, as_json)
    if len(audited) < len(article_ids) + len(drafts):
        context.exit(EXIT_UNREADABLE)
    if any(one.over for one in audited):
        context.exit(EXIT_NOTHING_FOUND)


def _articles(article_ids: Sequence[str]) -> Iterator[_Audited]:
    if not article_ids:
        return
    with opened_archive() as archive:
        for article_id in article_ids:
            facts = archive.figures.article(article_id)
            yield _audited(facts.headline or facts.id, facts)


def _drafts(names: Sequence[str]) -> Iterator[_Audited]:
    """Yield each draft; one that cannot be read is reported and left out."""
    from newstext.formats.errors import BrokenReaderError, UnreadableError
    from store.figures.drafts import draft_facts

    with files.reading():
        for name in names:
            shown = "standard input" if name == "-" else name
            try:
                text = files.read_draft(sources.draft_data(name), shown).text
            except (UnreadableError, BrokenReaderError) as error:
                tell(f"{name}: {files.why(error)}")
                continue
            yield _audited(shown, draft_facts(shown, text))


def _audited(name: str, facts: ArticleFacts) -> _Audited:
    from store.figures.sources import SourceCount, counted, standing
    from store.figures.sources import sources as sources_of

    found = sources_of(facts)
    counts = SourceCount(name, *counted(found, standing(facts)))
    return _Audited(name, counts, _over(counts), found)


def _groups(figures: DeskFigures, by: str) -> Iterator[_Audited]:
    counts: Sequence[SourceCount] = getattr(figures, f"by_{by}")
    for count in counts:
        name = figures.headlines[count.group] or count.group if by == "article" else count.group
        yield _Audited(name, count, _over(count))


def _over(count: SourceCount) -> list[Excess]:
    from store.figures.budget import exceeded

    budget = configured().budget
    return exceeded(count, budget) if budget else []


def _print_each(audited: Iterable[_Audited], as_json: bool) -> None:
    from tui.cli.tables import say_table
    from tui.wording import figures as words

    for number, one in enumerate(audited):
        if as_json:
            print_json({"name": one.name} | one.counted._asdict() | {"over": one.over, "all": one.sources})
            continue
        if number:
            say()
        say(fitted(one.name))
        if one.sources:
            say_table(words.SOURCES_HEAD, map(words.source, one.sources))
        else:
            say("No sources.")
        _say_over(one)


def _print_groups(audited: Sequence[_Audited], figures: DeskFigures, by: str, as_json: bool) -> None:
    from tui.cli.tables import say_table
    from tui.wording import figures as words

    if as_json:
        for one in audited:
            print_json({"by": by, "name": one.name} | one.counted._asdict() | {"over": one.over})
        return
    head = (by.capitalize(), *words.COUNTS_HEAD)
    say_table(head, [(one.name, *words.counts(one.counted)) for one in audited])
    _say_repeated("Sources of several articles", figures.repeated)
    _say_repeated("Second-hand, from", figures.second_hand)
    for one in audited:
        _say_over(one, named=True)


def _print_field(figures: DeskFigures, field: str, as_json: bool) -> None:
    from tui.cli.tables import say_table
    from tui.wording import figures as words

    if as_json:
        for one in figures.by_field[field]:
            print_json({"by": field} | one._asdict())
        return
    say_table((field.capitalize(), *words.FIELD_HEAD), words.field_rows(figures.by_field[field]))


def _say_over(one: _Audited, *, named: bool = False) -> None:
    from tui.wording import figures as words

    for each in one.over:
        say(f"{one.name}: {words.excess(each)}" if named else words.excess(each))


def _say_repeated(head: str, repeated: Sequence[Repeated]) -> None:
    from tui.cli.tables import say_table

    if repeated:
        say()
        rows = [(one.who, f"{one.articles:,}", f"{one.quotations:,}") for one in repeated[:_MOST_REPEATED]]
        say_table((head, "Articles", "Quotations"), rows)
