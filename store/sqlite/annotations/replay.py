"""Checks the log against the store: each event follows from the one before, and the last is the current state."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from store.rows.annotations import state_from_json
from store.rows.events import speaker_state_from_json
from store.sqlite.annotations import rows as annotation_rows
from store.sqlite.annotations import speakers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_BATCH = 500


def troubles(db: sqlite3.Connection) -> Iterator[str]:
    """Replay the log and yield each discrepancy. Memory use does not depend on the log's length."""
    yield from _annotations(db)
    yield from _speakers(db)


def _annotations(db: sqlite3.Connection) -> Iterator[str]:
    after = ""
    while ids := [
        row["id"] for row in db.execute("SELECT id FROM annotation WHERE id > ? ORDER BY id LIMIT ?", (after, _BATCH))
    ]:
        after = ids[-1]
        lines = db.execute(
            "SELECT * FROM event WHERE annotation_id BETWEEN ? AND ? ORDER BY annotation_id, version", (ids[0], after)
        )
        now = annotation_rows.by_id(db, ids)
        played = {}
        for annotation_id, events in groupby(lines, key=lambda row: row["annotation_id"]):
            state = None
            for event in events:
                before = None if event["before"] is None else state_from_json(event["before"])
                if before != state:
                    yield f"line {event['seq']} of the log does not go on from the one before it"
                state = state_from_json(event["after"])
            played[annotation_id] = state
        for annotation_id in ids:
            if now[annotation_id].state != played.get(annotation_id):
                yield f"quotation {annotation_id} differs from the last state in the log"


def _speakers(db: sqlite3.Connection) -> Iterator[str]:
    lines = db.execute("SELECT * FROM register_event ORDER BY speaker_id, version")
    told = set()
    for speaker_id, events in groupby(lines, key=lambda row: row["speaker_id"]):
        state = None
        for event in events:
            before = None if event["before"] is None else speaker_state_from_json(event["before"])
            if before != state:
                yield f"line {event['seq']} of the log does not go on from the one before it"
            state = speaker_state_from_json(event["after"])
        told.add(speaker_id)
        if speakers.speaker(db, speaker_id).state != state:
            yield f"speaker {speaker_id} differs from the last state in the log"
    for (speaker_id,) in db.execute("SELECT id FROM speaker"):
        if speaker_id not in told:
            yield f"speaker {speaker_id} is not in the log"
