"""``pullquote doctor``: do the readers load, is the store sound, is the clipboard usable."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from tui.cli import sources
from tui.cli.common import configured, db_option, json_option, opened_archive
from tui.cli.exits import EXIT_STORE, EXIT_UNREADABLE
from tui.cli.output import print_json, say
from tui.cli.progress import Progress

if TYPE_CHECKING:
    from store import Archive

_MEND = (
    "A library that it needs is missing or broken: install Pullquote anew, in an environment of its own, "
    "as its README says."
)
_COPIED = "Pullquote reaches your clipboard."


@click.command(short_help="Say whether the readers load, the store is sound and the clipboard usable.")
@click.option("--reindex", is_flag=True, help="First make the search index anew. Others can work meanwhile.")
@click.option("--try-clipboard", is_flag=True, help="Copy a sentence to the clipboard, over what is on it now.")
@click.option("--no-clipboard", is_flag=True, help="Say nothing of the clipboard.")
@json_option
@db_option
@click.pass_context
def doctor(context: click.Context, reindex: bool, try_clipboard: bool, no_clipboard: bool, as_json: bool) -> None:
    """Say whether the readers load, the store is sound and the clipboard usable.

    Every text is read, so that a large store takes minutes. Others can work meanwhile. What is on the clipboard stays
    there: which way copies go is only looked up, unless it is to be tried.
    """
    sound, readable = True, _tell_readers(as_json)
    with opened_archive() as archive:
        if reindex:
            _reindex(archive)
        for check in archive.integrity.checks():
            sound = sound and check.trouble is None
            _tell(check.what, check.trouble, as_json)
        place = archive.integrity.check_place()
        _tell(place.what, place.trouble, as_json)
    if not no_clipboard:
        _tell_clipboard(as_json, try_it=try_clipboard)
    if not sound:
        context.exit(EXIT_STORE)
    if not readable:
        context.exit(EXIT_UNREADABLE)


def _tell_readers(as_json: bool) -> bool:
    """Say which files cannot be read as the program is installed; whether all can."""
    from newstext.guard import unloadable

    with sources.reading():
        troubles = dict(unloadable())
    for kind, why in troubles.items():
        _tell(f"The reader of {kind}", f"it cannot be loaded ({why}). {_MEND}", as_json)
    if not troubles:
        _tell("The readers", None, as_json)
    return not troubles


def _reindex(archive: Archive) -> None:
    progress = Progress("Indexing", archive.articles.totals().articles)
    try:
        for done in archive.integrity.reindexing():
            progress.show(done)
    finally:
        progress.clear()


def _tell_clipboard(as_json: bool, *, try_it: bool) -> None:
    from tui.terminal.clipboard import Clipboard, Way

    write_escape = partial(click.echo, nl=False) if sys.stdout.isatty() else None
    clipboard = Clipboard(write_escape=write_escape, command=configured().copy_command)
    if try_it:
        copied = clipboard.copy(_COPIED)
        way, words = copied.way, copied.words
    else:
        way, words = clipboard.look()
    if as_json:
        print_json({"checked": "The clipboard", "sound": way not in (Way.FILE, Way.NOWHERE), "words": words})
    else:
        say(f"The clipboard: {words}" + ("" if try_it else " --try-clipboard copies a sentence to make sure."))


def _tell(what: str, trouble: str | None, as_json: bool) -> None:
    if as_json:
        print_json({"checked": what, "sound": trouble is None, "words": trouble})
    else:
        say(f"{what}: {trouble or 'sound.'}")
