"""``pullquote log``: every decision, with who made it and when."""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING

import click

from tui.cli.common import db_option, end_unless, json_option, opened_archive
from tui.cli.output import fitted, print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.records import Event, RegisterEvent


@click.command(short_help="Show every decision in the order it was made.")
@json_option
@db_option
def log(as_json: bool) -> None:
    """Show every decision in the order it was made: when, who, what, and about which words or speaker."""
    with opened_archive() as archive:
        nothing = True
        for event in merge(_quotations(archive), _register(archive), key=lambda event: event.seq):
            nothing = False
            print_json(event) if as_json else say(fitted(_line(event)))
    end_unless(not nothing, "Nothing has been decided here yet.")


def _quotations(archive: Archive) -> Iterator[Event | RegisterEvent]:
    page = archive.events()
    while page.rows:
        yield from page.rows
        page = archive.events(since=page.after)


def _register(archive: Archive) -> Iterator[Event | RegisterEvent]:
    page = archive.register.events()
    while page.rows:
        yield from page.rows
        page = archive.register.events(since=page.after)


def _line(event: Event | RegisterEvent) -> str:
    from store.records import RegisterEvent
    from tui.wording import events

    did = events.wording(event.action).column
    start = f"{event.at.astimezone():%Y-%m-%d %H:%M}  {event.actor:<12}  {did:<{events.COLUMN}}  "
    if isinstance(event, RegisterEvent):
        names = ", ".join((event.after.name, *event.after.aliases))
        gone = " (merged into another)" if event.after.merged_into else ""
        return f"{start}{'new speaker' if event.before is None else 'speaker'}: {names}{gone}"
    words = " ".join(events.words_of(event).split())
    speaker = f"{event.after.speaker}: " if event.after.speaker else ""
    return f"{start}{speaker}{words}"
