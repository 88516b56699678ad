"""Empty stores in a file, each a copy of one: creating a store takes longer than most tests on it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from store.sqlite import SqliteEngine


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        SqliteEngine(file).close()
        return file.read_bytes()


def open_sqlite(place: Path) -> SqliteEngine:
    """Open the store of a place: an empty one when the place is new."""
    if not place.exists():
        place.touch(0o600)
        place.write_bytes(_empty())
    return SqliteEngine(place)
