"""``pullquote doctor``: check the readers, the store and the clipboard."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from tui.cli.common import configured, db_option, json_option, opened_archive
from tui.cli.exits import EXIT_STORE, EXIT_UNREADABLE
from tui.cli.output import print_json, say
from tui.cli.progress import Progress
from tui.transfer.sources import reading

if TYPE_CHECKING:
    from store import Archive

_REPAIR = "A library is missing or broken: reinstall Pullquote in an environment of its own, as the README describes."
_COPIED = "Pullquote can write to your clipboard."


@click.command(short_help="Check the readers, the store and the clipboard.")
@click.option("--reindex", is_flag=True, help="Rebuild the search index first. Others can work meanwhile.")
@click.option("--try-clipboard", is_flag=True, help="Copy a sentence to the clipboard; this replaces its contents.")
@click.option("--no-clipboard", is_flag=True, help="Skip the clipboard.")
@json_option
@db_option
@click.pass_context
def doctor(context: click.Context, reindex: bool, try_clipboard: bool, no_clipboard: bool, as_json: bool) -> None:
    """Check the readers, the store and the clipboard.

    Every text is read, so a large store takes minutes; others can work meanwhile. The clipboard keeps its contents
    unless you ask to try it.
    """
    sound, readable = True, _tell_readers(as_json)
    with opened_archive() as archive:
        if reindex:
            _reindex(archive)
        for check in archive.integrity.checks():
            sound = sound and check.trouble is None
            _tell(check.what, check.trouble, as_json)
        place = archive.integrity.check_location()
        _tell(place.what, place.trouble, as_json)
    if not no_clipboard:
        _tell_clipboard(as_json, try_it=try_clipboard)
    if not sound:
        context.exit(EXIT_STORE)
    if not readable:
        context.exit(EXIT_UNREADABLE)


def _tell_readers(as_json: bool) -> bool:
    """Report each reader that cannot be loaded; return whether all can."""
    from newstext.guard import unloadable

    with reading():
        troubles = dict(unloadable())
    for kind, why in troubles.items():
        _tell(f"The reader for {kind}", f"cannot be loaded ({why}). {_REPAIR}", as_json)
    if not troubles:
        _tell("The readers", None, as_json)
    return not troubles


def _reindex(archive: Archive) -> None:
    progress = Progress("Indexing", archive.articles.totals().articles)
    try:
        for done in archive.integrity.reindex():
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
        say(f"The clipboard: {words}" + ("" if try_it else " To be certain, --try-clipboard copies a sentence."))


def _tell(what: str, trouble: str | None, as_json: bool) -> None:
    if as_json:
        print_json({"checked": what, "sound": trouble is None, "words": trouble})
    else:
        say(f"{what}: {trouble or 'OK.'}")
