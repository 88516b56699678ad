"""Checks the log against the store: each event follows from the one before, and the last is the current state."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from store.rows.annotations import state_from_json
from store.rows.events import speaker_state_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from store.model.annotations import AnnotationState
    from store.model.speakers import SpeakerState
    from store.rows.row import Row

_State = TypeVar("_State")


def annotation_troubles(lines: Iterable[Row], now: Mapping[str, AnnotationState]) -> Iterator[str]:
    """Yield each discrepancy between annotations, by id, and their events, which are sorted by id and version."""
    played: dict[str, AnnotationState | None] = {}
    yield from _replayed(lines, "annotation_id", state_from_json, played)
    for annotation_id, state in now.items():
        if state != played.get(annotation_id):
            yield f"quotation {annotation_id} differs from the last state in the log"


def speaker_troubles(lines: Iterable[Row], now: Mapping[str, SpeakerState]) -> Iterator[str]:
    """Yield each discrepancy between speakers, by id, and their events, which are sorted by id and version."""
    played: dict[str, SpeakerState | None] = {}
    yield from _replayed(lines, "speaker_id", speaker_state_from_json, played)
    for speaker_id, state in now.items():
        if speaker_id not in played:
            yield f"speaker {speaker_id} is not in the log"
        elif state != played[speaker_id]:
            yield f"speaker {speaker_id} differs from the last state in the log"


def _replayed(
    lines: Iterable[Row], of: str, state_from: Callable[[str], _State], played: dict[str, _State | None]
) -> Iterator[str]:
    """Replay the events of each; yield those that do not follow, and note the last states."""
    for one, events in groupby(lines, key=lambda row: str(row[of])):
        state = None
        for event in events:
            before = None if event["before"] is None else state_from(event["before"])
            if before != state:
                yield f"line {event['seq']} of the log does not go on from the one before it"
            state = state_from(event["after"])
        played[one] = state
