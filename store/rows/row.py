"""The rows of any engine."""

from __future__ import annotations

from typing import Any, Protocol


class Row(Protocol):
    """A row of a database, by the names of its columns."""

    def __getitem__(self, name: str, /) -> Any:
        """Return the value of a column."""
