"""``pullquote pending``: decisions that wait on this machine for a store that was away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.common import (
    PATH,
    CommandError,
    DecidedOtherwiseError,
    NothingFoundError,
    db_option,
    json_option,
    opened_archive,
    tell,
)
from tui.cli.output import fitted, print_json, say
from tui.settings import paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.pending.changes import PendingChange
    from store.pending.file import Left, PendingFile

_NONE = "No decisions wait on this machine."


@click.group(invoke_without_command=True, short_help="List or save decisions that waited for a store.")
@click.pass_context
def pending(context: click.Context) -> None:
    """List, save or export the decisions that wait on this machine for a store that was away.

    A desk that cannot reach its store keeps decisions here, and the next desk on that store offers them. What a desk
    that is open now keeps is not listed.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@pending.command("list", short_help="List the decisions.")
@json_option
def list_(as_json: bool = False) -> None:
    """List the decisions that wait here, for every store and person."""
    from tui.wording.events import wording
    from tui.wording.pending import words

    for left in _left():
        if not as_json:
            say(f"{left.owner.shown}, {left.owner.actor} · {left.path}")
        for one in left.waiting:
            if as_json:
                print_json(_listed(left, one))
            else:
                at = one.change.at.astimezone()
                say(fitted(f"  {at:%Y-%m-%d %H:%M}  {wording(one.change.action).column:<16}  {words(one)}"))


@pending.command(short_help="Save the decisions in the store.")
@click.argument("file", required=False, type=PATH)
@db_option
def send(file: str | None) -> None:
    """Save your decisions in the store, in order and each once. Of a conflict, only the desk can ask.

    FILE names one of the files that the list shows: for a store that has a new place since.
    """
    from store.errors import AwayError

    with opened_archive() as archive:
        wanted = [left for left in _left() if _is_wanted(left, archive, file)]
        if not wanted:
            raise NothingFoundError("No decisions of yours wait here for this store.")
        for left in wanted:
            try:
                _send(left, archive)
            except AwayError as error:
                raise CommandError(f"{error} The decisions stay here.") from error


@pending.command(short_help="Print the decisions as JSON.")
def export() -> None:
    """Print every decision that waits here as JSON, with the quotations before and after it. They stay here."""
    from store.pending.lines import values_of

    for left in _left():
        for one in left.waiting:
            print_json({"store": left.owner.shown, **values_of(one)})


def _left() -> list[Left]:
    from store.pending.file import left_over

    try:
        found = left_over(paths.pending_folder())
    except paths.NoPlaceError as error:
        raise CommandError(str(error)) from error
    if not found:
        raise NothingFoundError(_NONE)
    return found


def _is_wanted(left: Left, archive: Archive, file: str | None) -> bool:
    if left.owner.actor != archive.actor:
        return False
    return left.owner.store == archive.presence.identity if file is None else left.path == paths.full_path(file)


def _send(left: Left, archive: Archive) -> None:
    from store.pending.file import PendingFile

    file = PendingFile.take_over(left)
    if file is None:
        return  # A desk has just taken it over.
    count = len(file.waiting)
    try:
        while file.waiting:
            _send_first(file, archive)
    finally:
        if saved := count - len(file.waiting):
            tell(f"{saved:,} of {count:,} sent.")
        file.close()


def _send_first(file: PendingFile, archive: Archive) -> None:
    """Send the first decision. What the store refuses for good is put aside, with the reason."""
    from store.errors import AwayError, ConflictError, StoreError

    first = file.waiting[0]
    try:
        archive.presence.send(first.change)
    except AwayError:
        raise
    except ConflictError as error:
        raise DecidedOtherwiseError(f"{error} Open the desk, which shows both versions.") from error
    except StoreError as error:
        tell(f"Not saved: {error} It is kept in {file.put_aside(first, str(error))}.")
    else:
        file.remove(first)


def _listed(left: Left, one: PendingChange) -> dict[str, object]:
    edits: Sequence[str] = [edit.annotation_id for edit in one.change.edits]
    return {
        "store": left.owner.shown,
        "actor": one.change.actor,
        "at": one.change.at,
        "action": one.change.action,
        "annotation_ids": list(edits),
        "file": str(Path(left.path)),
    }
