"""The cost of an action in SQLite's own steps: a measure that no busy machine changes."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


class Steps:
    """Counts the steps that SQLite takes on every connection, in hundreds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._count = 0
        connect = sqlite3.connect

        def counted(*args: object, **options: object) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]
            connection.set_progress_handler(self._step, 100)
            return connection

        monkeypatch.setattr(sqlite3, "connect", counted)

    def of(self, action: Callable[[], object]) -> int:
        """Return how many steps an action takes."""
        before = self._count
        action()
        return self._count - before

    def _step(self) -> int:
        self._count += 1
        return 0
