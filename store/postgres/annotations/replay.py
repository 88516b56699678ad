"""Reads the log and the store in batches, for ``store.rows.replay`` to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.annotations import rows
from store.rows import replay
from store.rows.speakers import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.postgres.server.database import Database

_BATCH = 500


def troubles(db: Database) -> Iterator[str]:
    """Replay the log and yield each discrepancy. Memory use does not depend on the log's length."""
    after = ""
    while ids := db.column("SELECT id FROM annotation WHERE id > %s ORDER BY id LIMIT %s", (after, _BATCH)):
        after = ids[-1]
        lines = db.rows(
            "SELECT * FROM event WHERE annotation_id BETWEEN %s AND %s ORDER BY annotation_id, version", (ids[0], after)
        )
        now = rows.by_id(db, ids)
        yield from replay.annotation_troubles(lines, {one: now[one].state for one in ids})
    lines = db.rows("SELECT * FROM register_event ORDER BY speaker_id, version")
    known = {row["id"]: read(row).state for row in db.rows("SELECT * FROM speaker")}
    yield from replay.speaker_troubles(lines, known)
