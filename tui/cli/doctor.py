"""``pullquote doctor``: check the readers, the store and the clipboard."""

from __future__ import annotations

import re
import sys
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import click

from tui.cli.common import configured, db_option, json_option, opened_archive
from tui.cli.exits import EXIT_STORE, EXIT_UNREADABLE
from tui.cli.output import print_json, say
from tui.cli.progress import Progress
from tui.kernel.files import reading

if TYPE_CHECKING:
    from store import Archive

_REPAIR = "A library is missing or broken: reinstall Pullquote in an environment of its own, as the README describes."
_HEAD = re.compile("[0-9a-f]{64}")
_OTHER_LOG = (
    "No entry leads to it: an entry up to it was changed, removed or inserted, or the head is of another store."
)
_COPIED = "Pullquote can write to your clipboard."


def _head(_context: click.Context, _parameter: click.Parameter, written: str | None) -> str | None:
    head = written and written.strip().lower()
    if head is not None and not _HEAD.fullmatch(head):
        raise click.BadParameter(
            f"“{head[:80]}” is not a head of the log. Copy the first word that pullquote log --head prints."
        )
    return head


@click.command(short_help="Check the readers, the store and the clipboard.")
@click.option("--reindex", is_flag=True, help="Rebuild the search index first. Others can work meanwhile.")
@click.option("--restored", is_flag=True, help="After a restore: also check rules, roles, members and numbers.")
@click.option(
    "--head", metavar="HEAD", callback=_head, help="Check that the log still leads to a head that was written down."
)
@click.option("--try-clipboard", is_flag=True, help="Copy a sentence to the clipboard; this replaces its contents.")
@click.option("--no-clipboard", is_flag=True, help="Skip the clipboard.")
@json_option
@db_option
@click.pass_context
def doctor(
    context: click.Context,
    reindex: bool,
    restored: bool,
    head: str | None,
    try_clipboard: bool,
    no_clipboard: bool,
    as_json: bool,
) -> None:
    """Check the readers, the store and the clipboard.

    Every text is read, so a large store takes minutes; others can work meanwhile. The clipboard keeps its contents
    unless you ask to try it.
    """
    sound, readable = True, _tell_readers(as_json)
    with opened_archive() as archive:
        if reindex:
            _reindex(archive)
        for check in chain(archive.integrity.restored() if restored else (), archive.integrity.checks()):
            sound = sound and check.trouble is None
            _tell(check.what, check.trouble, as_json)
        if head is not None:
            sound = _tell_head(archive, head, as_json) and sound
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


def _tell_head(archive: Archive, head: str, as_json: bool) -> bool:
    """Report whether the log leads to a head; return whether it does."""
    found, last = None, 0
    for one in archive.integrity.log_heads():
        found, last = one.seq if one.head == head else found, one.seq
    if found is None:
        _tell("The log up to this head", _OTHER_LOG, as_json)
    elif as_json:
        _tell("The log up to this head", None, as_json)
    else:
        say(f"The log up to this head: OK. It is entry {found:,} of {last:,}.")
    return found is not None


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
