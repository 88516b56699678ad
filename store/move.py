"""Moves a whole store into another, whatever their engines: verified before the new one is committed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.errors import StoreError
from store.filesystem import write_whole
from store.rows.moved_tables import MOVED, Digest
from store.rows.soundness import listed
from store.rules.files_beside import LEARNED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.move_engine import Arrival, Movable, Rows, Values
    from store.upkeep_engine import Integrity

    class Store(Movable, Integrity, Protocol):
        """The parts of an engine that a move needs."""

    Told = Callable[[str, int], None]


_TOLD_EACH = 1000
_LOGS = ("event", "register_event", "article_removal")
_PEOPLE = {"actor", "added_by"}
"""The columns with the names of people, who go on in the new store under the same names."""
_PROGRAM = "pullquote"
"""How the names of the program's own changes begin."""


class Moved(NamedTuple):
    """The result of a move."""

    rows: dict[str, int]
    """The number of rows of each table."""
    digest: str
    """The same for any two stores with the same rows."""
    last_seq: int
    """The last entry of the log; 0 for an empty one."""
    people: list[str]
    """Everybody who decided, read, flagged, saved or watched something."""
    lesson: str | None
    """Where the finder's lesson stays, because the new store has no place for it; None if nothing stays."""


def move(old: Store, new: Store, *, moved_to: str, copied: bool, marked: bool, told: Told) -> Moved:
    """Move all of ``old`` into ``new``, which must be empty, and verify it before anything is committed.

    ``copied`` lets others go on working in the old store, which is then never ``marked`` as moved. ``told`` is called
    with the name of each table and the number of its rows so far. The search index of the new store is left empty.
    """
    census = _Census(told)
    with old.leaving(held=not copied) as left:
        with new.arriving() as entered:
            for table in MOVED:
                rows = left.rows(table)
                entered.fill(table, rows.columns, census.counted(table, rows))
            entered.derive()
            _verify(entered, census, told)
        if marked and not copied:
            left.mark(moved_to)
    people = sorted(name for name in census.people if not name.startswith(_PROGRAM))
    return Moved(census.digest.counts(), str(census.digest), census.last_seq, people, _lesson(old, new))


class _Census:
    """Counts and compares rows on their way."""

    def __init__(self, told: Told) -> None:
        self.digest = Digest()
        self.people: set[str] = set()
        self.last_seq = 0
        self._told = told

    def counted(self, table: str, rows: Rows) -> Iterator[Values]:
        """Yield the rows of a table."""
        people = [at for at, name in enumerate(rows.columns) if name in _PEOPLE]
        seq = rows.columns.index("seq") if table in _LOGS else None
        for number, row in enumerate(self.digest.counted(table, rows.values)):
            if not number % _TOLD_EACH:
                self._told(table, number)
            self.people.update(str(row[at]) for at in people)
            if seq is not None:
                self.last_seq = max(self.last_seq, int(str(row[seq])))
            yield row


def _verify(entered: Arrival, sent: _Census, told: Told) -> None:
    """Raise StoreError unless what arrived is what was sent, and sound."""
    found = _Census(told)
    for table in MOVED:
        for _ in found.counted(table, entered.rows(table)):
            pass
    if differing := sent.digest.differing(found.digest):
        raise StoreError(f"Nothing was moved: {', '.join(differing)} did not arrive unchanged. Report this.")
    if trouble := listed(islice(entered.troubles(), 10)):
        raise StoreError(f"Nothing was moved, because the store is not sound: {trouble} Run: pullquote doctor")


def _lesson(old: Store, new: Store) -> str | None:
    """Take the finder's lesson along; return where it stays if the new store has no place for it."""
    mine, theirs = old.beside(LEARNED), new.beside(LEARNED)
    if mine is None or not mine.exists():
        return None
    if theirs is None:
        return str(mine)
    write_whole(theirs, mine.read_text("utf-8"), private=True)
    return None
