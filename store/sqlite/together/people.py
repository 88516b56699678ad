"""The people who work with the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rows.assigned import ASSIGNED

if TYPE_CHECKING:
    import sqlite3

# From name to name along the index: the number of steps is that of people, not of decisions.
_PEOPLE = f"""
    WITH RECURSIVE decided(name) AS (
        SELECT min(actor) FROM step
        UNION ALL SELECT (SELECT min(actor) FROM step WHERE actor > name) FROM decided WHERE name IS NOT NULL
    )
    SELECT name FROM decided WHERE name IS NOT NULL
    UNION SELECT actor FROM person
    UNION SELECT assigned_to FROM annotation WHERE {ASSIGNED}
    ORDER BY 1
"""  # noqa: S608


def names(db: sqlite3.Connection) -> list[str]:
    """Return everybody who has decided, read, or has something assigned to them, from A to Z."""
    return [name for (name,) in db.execute(_PEOPLE)]
