"""Reads the log and the store in batches, for ``store.rows.replay`` to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rows import replay
from store.rows.speakers import read
from store.sqlite.annotations import rows as annotation_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_BATCH = 500


def troubles(db: sqlite3.Connection) -> Iterator[str]:
    """Replay the log and yield each discrepancy. Memory use does not depend on the log's length."""
    after = ""
    while ids := [
        row["id"] for row in db.execute("SELECT id FROM annotation WHERE id > ? ORDER BY id LIMIT ?", (after, _BATCH))
    ]:
        after = ids[-1]
        lines = db.execute(
            "SELECT * FROM event WHERE annotation_id BETWEEN ? AND ? ORDER BY annotation_id, version", (ids[0], after)
        )
        now = annotation_rows.by_id(db, ids)
        yield from replay.annotation_troubles(lines, {annotation_id: now[annotation_id].state for annotation_id in ids})
    lines = db.execute("SELECT * FROM register_event ORDER BY speaker_id, version")
    known = {row["id"]: read(row).state for row in db.execute("SELECT * FROM speaker")}
    yield from replay.speaker_troubles(lines, known)
