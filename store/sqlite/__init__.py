"""The embedded engine: one SQLite file, for one desk or a few on one machine."""

# No "from __future__ import annotations" here: the name would hide the module store.sqlite.annotations.rows.
from store.sqlite.engine import SqliteEngine

__all__ = ["SqliteEngine"]
