"""``pullquote doctor``: is the store sound, is the clipboard usable."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from tui.commands.common import db_option, json_option, opened_archive, store_path
from tui.commands.output import print_json, say
from tui.commands.progress import Progress
from tui.start import EXIT_STORE

if TYPE_CHECKING:
    from store import Archive

_COPIED = "Pullquote reaches your clipboard."


@click.command(short_help="Say whether the store is sound and the clipboard usable.")
@click.option("--reindex", is_flag=True, help="First make the search index anew. Others can work meanwhile.")
@click.option("--no-clipboard", is_flag=True, help="Leave the clipboard as it is.")
@json_option
@db_option
@click.pass_context
def doctor(context: click.Context, reindex: bool, no_clipboard: bool, as_json: bool) -> None:
    """Say whether the store is sound and the clipboard usable.

    Every text is read, so that a large store takes minutes, and whoever wants to save waits meanwhile. The clipboard
    is tried by copying a sentence to it.
    """
    sound = True
    with opened_archive() as archive:
        if reindex:
            _reindex(archive)
        for check in archive.checks():
            sound = sound and check.trouble is None
            _tell(check.what, check.trouble, as_json)
    from store.filesystem import network_warning

    _tell("Its place", network_warning(store_path()), as_json)
    if not no_clipboard:
        _try_clipboard(as_json)
    if not sound:
        context.exit(EXIT_STORE)


def _reindex(archive: Archive) -> None:
    progress = Progress("Indexing", archive.totals().articles)
    try:
        for done in archive.reindexing():
            progress.show(done)
    finally:
        progress.clear()


def _try_clipboard(as_json: bool) -> None:
    from tui.clipboard import Clipboard, Way

    write_escape = partial(click.echo, nl=False) if sys.stdout.isatty() else None
    copied = Clipboard(write_escape=write_escape).copy(_COPIED)
    usable = copied.way not in (Way.FILE, Way.NOWHERE)
    if as_json:
        print_json({"checked": "The clipboard", "sound": usable, "words": copied.words})
    else:
        say(f"The clipboard: {copied.words}")


def _tell(what: str, trouble: str | None, as_json: bool) -> None:
    if as_json:
        print_json({"checked": what, "sound": trouble is None, "words": trouble})
    else:
        say(f"{what}: {trouble or 'sound.'}")
