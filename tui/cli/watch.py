"""``pullquote watch``: automatic imports from folders, feeds and pages."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.common import CommandError, NothingFoundError, db_option, end_unless, json_option, opened_archive, tell
from tui.cli.exits import EXIT_USAGE
from tui.cli.output import print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.watches import NewWatch, Watch

_LIST_ENDING = ".opml"
_MOST_MINUTES = 1440


class _WrongPlaceError(CommandError):
    """A place that cannot be watched."""

    exit_code = EXIT_USAGE


@click.group(short_help="Add folders, feeds and pages that bring articles.")
def watch() -> None:
    """Import articles automatically from folders, feeds and web pages.

    The desk watches them while it is open. Without a desk, run watches them, or once from a timer.
    """


@watch.command(short_help="Add folders, feeds or pages.")
@click.argument("places", metavar="PLACE...", nargs=-1)
@click.option("--article", "is_article", is_flag=True, help="The address is the page of one article.")
@click.option("--settled", is_flag=True, help="The pages of all articles with settled quotations.")
@click.option("--name", help="The name in lists.")
@click.option(
    "--every", type=click.IntRange(1, _MOST_MINUTES), metavar="MINUTES", help="The time between two visits to a feed."
)
@db_option
def add(places: tuple[str, ...], is_article: bool, settled: bool, name: str | None, every: int | None) -> None:
    """Add folders, feeds (RSS, Atom, JSON Feed), lists of feeds (OPML files) or, with --article, web pages.

    A page is fetched at once, and again an hour, 6 hours, a day and 3 days later. With --settled this happens to the
    page of every article whose quotation is accepted from now on, or was within the last 3 days.
    """
    from store.model.watches import NewWatch, WatchKind

    if not places and not settled:
        raise click.UsageError("Name a folder, an address or a list of feeds, or use --settled.")
    new = [NewWatch(WatchKind.SETTLED, "settled articles")] if settled else []
    for place in places:
        new += _new(place, is_article=is_article)
    if name and len(new) > 1:
        raise click.UsageError("--name is for a single place.")
    seconds = every and every * 60
    new = [one._replace(name=name or one.name, every=seconds if one.kind is WatchKind.FEED else None) for one in new]
    with opened_archive(make=True) as archive:
        number = len(archive.watches.add(new))
        say(f"{_counted(number)} added{_known(len(new) - number)}.")
        if number and archive.watches.watcher_now() is None:
            say("The desk visits them while it is open; without a desk, pullquote watch once does.")


@watch.command("list", short_help="List what is watched, and what went wrong.")
@click.option("--opml", "as_opml", is_flag=True, help="Print the feeds as a list for feed readers (OPML).")
@json_option
@db_option
def list_(as_opml: bool, as_json: bool) -> None:
    """List the sources, with their visits, articles and errors."""
    from tui.wording import watches as words

    with opened_archive() as archive:
        found, now = archive.watches.all(), datetime.now().astimezone()
        if as_opml:
            from store.watch import opml

            say(opml.written(found).rstrip("\n"))
            return
        end_unless(bool(found), "Nothing is watched yet. Add a folder or a feed with: pullquote watch add PLACE")
        for one in found:
            if as_json:
                print_json(one)
                continue
            say(words.title(one))
            say(f"  {words.details(one, now)}")
            if one.state.trouble:
                say(f"  ! {words.trouble(one, now)}")
            for file in archive.watches.unreadable_files(one.id):
                say(f"  ! {file.name}: {file.trouble}")
        if not as_json:
            say(f"{words.total(found)}, {words.watching(archive.watches.watcher_now(), now)}.")


@watch.command(short_help="Remove what is watched; its articles stay.")
@click.argument("places", metavar="PLACE...", nargs=-1, required=True)
@db_option
def remove(places: tuple[str, ...]) -> None:
    """Remove folders, feeds or pages by their path, address, name or id. Their articles stay in the store."""
    with opened_archive() as archive:
        found = archive.watches.all()
        chosen = [_named(found, place) for place in places]
        archive.watches.remove([one.id for one in chosen])
        say(f"{_counted(len(chosen))} removed.")


@watch.command(short_help="Visit what is due, read the folders, and end.")
@json_option
@db_option
def once(as_json: bool) -> None:
    """Make the visits that are due, read new files in the folders, and end: for a timer."""
    from tui.cli.watching import watch_once

    with opened_archive() as archive:
        watch_once(archive, as_json=as_json)


@watch.command(short_help="Keep watching until ctrl-C.")
@click.option("--with-input", is_flag=True, help="End when standard input does: for programs that start it.")
@click.option("--nice", is_flag=True, help="Give way to other programs.")
@json_option
@db_option
def run(with_input: bool, nice: bool, as_json: bool) -> None:
    """Watch until ctrl-C. While another process watches, wait for it to end."""
    from tui.cli.watching import watch_on

    if nice and hasattr(os, "nice"):
        os.nice(10)
    with opened_archive() as archive:
        watch_on(archive, as_json=as_json, with_input=with_input)


def _new(place: str, *, is_article: bool) -> Sequence[NewWatch]:
    """Return the watches for a place that a person named."""
    from store.errors import StoreError
    from store.watch.places import new_watches

    try:
        new, left_out = new_watches(place, is_article=is_article)
    except StoreError as error:
        raise _WrongPlaceError(str(error)) from error
    for sentence in left_out:
        tell(f"Left out: {sentence}")
    return new


def _named(found: Sequence[Watch], place: str) -> Watch:
    """Return the watch that a person names."""
    ways = {place, str(Path(place).expanduser().absolute())}
    fitting = [one for one in found if {one.place, one.name} & ways or one.id.startswith(place)]
    if not fitting:
        raise NothingFoundError(f"{place} is not watched.")
    if len(fitting) > 1:
        raise NothingFoundError(f"{len(fitting)} sources fit {place}. Name one by its path, address or id.")
    return fitting[0]


def _counted(number: int) -> str:
    from tui.wording.describe import count

    return count(number, "source")


def _known(number: int) -> str:
    return f", {number:,} watched already" if number else ""
