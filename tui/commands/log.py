"""``pullquote log``: every decision, with who made it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.commands.common import db_option, end_unless, json_option, opened_archive
from tui.commands.output import fitted, print_json, say

if TYPE_CHECKING:
    from store.records import Event


@click.command(short_help="Show every decision in the order it was made.")
@json_option
@db_option
def log(as_json: bool) -> None:
    """Show every decision in the order it was made: when, who, what, and about which words."""
    with opened_archive() as archive:
        page = archive.events()
        end_unless(bool(page.rows), "Nothing has been decided here yet.")
        while True:
            for event in page.rows:
                print_json(event) if as_json else say(fitted(_line(event)))
            if page.after is None:
                return
            page = archive.events(since=page.after)


def _line(event: Event) -> str:
    from store.records import SpanRole

    words = " […] ".join(piece.exact for piece in event.after.pieces if piece.role is SpanRole.CONTENT)
    speaker = f"{event.after.speaker}: " if event.after.speaker else ""
    return f"{event.at.astimezone():%Y-%m-%d %H:%M}  {event.actor:<12}  {event.action:<8}  {speaker}{words}"
