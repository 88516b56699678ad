"""``pullquote move``: take a whole store to another place, from a file to a server or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.common import PATH, NothingFoundError, StoreUnusableError, json_option, opened_archive, tell
from tui.cli.output import print_json, say
from tui.cli.progress import Progress

if TYPE_CHECKING:
    from store.move import Moved


@click.command(short_help="Move a store to another place.")
@click.option(
    "--from", "old", metavar="STORE", type=PATH, required=True, help="The store to move: a file, or a server's address."
)
@click.option(
    "--to",
    "new",
    metavar="STORE",
    type=PATH,
    required=True,
    help="The new place: a new file, or an empty store on a server.",
)
@click.option("--keep", is_flag=True, help="Leave the old store open to changes.")
@click.option("--copy", "copied", is_flag=True, help="Let others write to the old store meanwhile; implies --keep.")
@json_option
def move(old: str, new: str, keep: bool, copied: bool, as_json: bool) -> None:
    """Move a store to another place: from a file to a server, back, or to another file.

    Articles, decisions with their log, the register, watches, and everybody's marks, views and places are moved, and
    keep their ids. All is compared before it counts. The old store can only be read afterwards, and says where to go.
    """
    from store.address import address
    from store.archive import move_store
    from store.errors import StoreError

    try:
        if not address(old).exists():
            raise NothingFoundError(f"There is no store at {address(old)}.")
        shown = str(address(new))
    except StoreError as error:
        raise StoreUnusableError(str(error)) from error
    progress = _Progress()
    with opened_archive(old, make=True) as archive:
        try:
            moved = move_store(archive, new, copied=copied, marked=not keep, told=progress.show)
        finally:
            progress.clear()
    if as_json:
        print_json({**moved._asdict(), "to": shown})
    else:
        _say(moved, shown, copied=copied)


def _say(moved: Moved, shown: str, *, copied: bool) -> None:
    for table, count in moved.rows.items():
        if count:
            say(f"{count:>12,}  {table}")
    say(f"{'Copied' if copied else 'Moved'} to {shown}, up to entry {moved.last_seq:,} of the log.")
    say(f"The digest of both: {moved.digest}")
    if moved.lesson:
        tell(
            f"The finder’s lesson stays at {moved.lesson}: a server has no place for it, and the finder is as shipped."
        )
    if shown.startswith(("postgresql:", "service=")) and moved.people:
        tell(f"These people have signed decisions and marks: {', '.join(moved.people)}.")
        tell("Give each login its name with pullquote store members LOGIN --role ROLE --name NAME.")


class _Progress:
    """Progress, table by table."""

    def __init__(self) -> None:
        self._table = ""
        self._shown: Progress | None = None

    def show(self, table: str, done: int) -> None:
        """Show how many rows of a table are done."""
        if table != self._table:
            self.clear()
            self._table, self._shown = table, Progress(f"Moving: {table}")
        if self._shown:
            self._shown.show(done)

    def clear(self) -> None:
        """Clear the line."""
        if self._shown:
            self._shown.clear()
