"""Entries of the register as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.speakers import Speaker
from store.rows.annotations import from_json

if TYPE_CHECKING:
    from store.rows.row import Row


def read(row: Row) -> Speaker:
    """Build a speaker from a row."""
    return Speaker(
        row["id"],
        row["name"],
        () if row["aliases"] == "[]" else tuple(from_json(row["aliases"])),
        row["role"],
        row["quotations"],
        row["version"],
        row["merged_into"],
    )


def folded(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.split()).casefold()
