"""The part of a storage engine that hands a whole store to another engine; ``store.engine`` has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    Values = list[object]


class Rows(NamedTuple):
    """The rows of one table in any order, as every engine has them (``store.rows.moved_tables``)."""

    columns: Sequence[str]
    values: Iterator[Values]


class Departure(Protocol):
    """A store that is moved elsewhere, as of one moment."""

    def rows(self, table: str) -> Rows:
        """Read a table."""

    def mark(self, moved_to: str) -> None:
        """Make the store one that can only be read, and names ``moved_to`` as its new place."""


class Arrival(Protocol):
    """A store that is filled, in one transaction."""

    def rows(self, table: str) -> Rows:
        """Read a table."""

    def fill(self, table: str, columns: Sequence[str], values: Iterable[Values]) -> None:
        """Write the rows of a table, past all rules of the store."""

    def derive(self) -> None:
        """Make what follows from the rows: counts, names, tags. The search index is left empty."""

    def troubles(self) -> Iterator[str]:
        """Replay the log, compare the counts, and yield each discrepancy."""


class Movable(Protocol):
    """A store that can be moved."""

    def leaving(self, *, held: bool) -> AbstractContextManager[Departure]:
        """Open the store to be moved; with ``held``, nobody else writes until the end of the block.

        Only its owner may, where a store has one.
        """

    def arriving(self) -> AbstractContextManager[Arrival]:
        """Open the store to be filled: all is committed at the end of the block, or nothing. Nobody writes meanwhile.

        StoreError unless the store is empty. Only its owner may, where it has one.
        """
