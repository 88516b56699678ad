"""Events of the log as rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from store.model.changes import Event, RegisterEvent
from store.model.speakers import SpeakerState
from store.rows.annotations import from_json, state_from_json

if TYPE_CHECKING:
    from store.rows.row import Row


def _step(row: Row) -> dict[str, Any]:
    """Return the fields that all events have: time, actor, and the change they belong to."""
    return {
        "seq": row["seq"],
        "at": datetime.fromisoformat(row["at"]),
        "actor": row["actor"],
        "action": row["action"],
        "change_id": row["change_id"],
        "undoes": row["undoes"],
    }


def register_event(row: Row) -> RegisterEvent:
    """Build an event of the register from a row."""
    return RegisterEvent(
        **_step(row),
        speaker_id=row["speaker_id"],
        before=None if row["before"] is None else speaker_state_from_json(row["before"]),
        after=speaker_state_from_json(row["after"]),
    )


def speaker_state_from_json(text: str) -> SpeakerState:
    """Build a speaker's state from the JSON in an event."""
    state = from_json(text)
    # Older events have no fields.
    fields = tuple(sorted(state.get("fields", {}).items()))
    return SpeakerState(state["name"], tuple(state["aliases"]), state["merged_into"], fields)


def event(row: Row) -> Event:
    """Build an event of an annotation from a row."""
    return Event(
        **_step(row),
        article_id=row["article_id"],
        annotation_id=row["annotation_id"],
        before=None if row["before"] is None else state_from_json(row["before"]),
        after=state_from_json(row["after"]),
    )
