"""``pullquote speakers``: everyone in the register."""

from __future__ import annotations

import sys

import click

from tui.commands.common import db_option, end_unless, json_option, opened_archive
from tui.commands.output import fitted, print_json, say


@click.command(short_help="List the people quoted.")
@click.argument("name", nargs=-1)
@json_option
@db_option
def speakers(name: tuple[str, ...], as_json: bool) -> None:
    """List the people whose quotations were settled, the most quoted first; with NAME, those whose name holds it."""
    words = " ".join(name)
    with opened_archive() as archive:
        found = archive.speakers(words, limit=sys.maxsize)
    end_unless(bool(found), f"Nobody here is called {words!r}." if words else "Nobody's words have been settled yet.")
    for speaker in found:
        also = f"  (also {', '.join(speaker.aliases)})" if speaker.aliases else ""
        print_json(speaker) if as_json else say(fitted(f"{speaker.name}  {speaker.quotations:,}{also}"))
