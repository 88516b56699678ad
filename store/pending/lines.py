"""The lines of JSON that hold pending changes. Every line is whole by itself: a torn one costs no other."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from store.errors import NewerStoreError
from store.model.annotations import Origin
from store.model.changes import Change, Edit
from store.model.speakers import NewSpeaker
from store.pending.changes import PendingChange
from store.rows.annotations import all_values, state_from_values
from store.rows.times import time_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = "pullquote pending decisions"
VERSION = 1


class Owner(NamedTuple):
    """Whose decisions a file holds: the store as its engine identifies it, as people see it, and the person."""

    store: str
    shown: str
    actor: str


class Lines(NamedTuple):
    """The contents of a file: whose it is, the changes that wait, and the lines that cannot be read."""

    owner: Owner | None
    waiting: tuple[PendingChange, ...]
    damaged: tuple[bytes, ...] = ()


def first_line(owner: Owner) -> bytes:
    """Return the first line of a file."""
    return _line({"format": FORMAT, "version": VERSION, **owner._asdict()})


def added(pending: PendingChange) -> bytes:
    """Return the line of a change that waits from now on."""
    return _line({"waits": values_of(pending)})


def done(change_id: str) -> bytes:
    """Return the line of a change that waits no longer."""
    return _line({"done": change_id})


def refused(pending: PendingChange, why: str) -> bytes:
    """Return the line of a change that the store refuses for good."""
    return _line({"waits": values_of(pending), "why": why})


def parsed(data: bytes) -> Lines:
    """Parse the contents of a file. A last line without its end was never finished, and is left out.

    NewerStoreError if a newer version wrote it.
    """
    owner: Owner | None = None
    waiting: dict[str, PendingChange] = {}
    damaged = []
    for line in data.split(b"\n")[:-1]:
        try:
            values = json.loads(line.decode("utf-8", "surrogatepass"))
            if "format" in values:
                owner = _owner(values)
            elif "done" in values:
                waiting.pop(values["done"], None)
            else:
                pending = _pending(values["waits"])
                waiting[pending.change.id] = pending
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            damaged.append(line)
    return Lines(owner, tuple(waiting.values()), tuple(damaged))


def everything(owner: Owner, waiting: Iterable[PendingChange]) -> bytes:
    """Return the contents of a file with these changes."""
    return b"".join([first_line(owner), *map(added, waiting)])


def _line(values: Mapping[str, object]) -> bytes:
    # All but ASCII is escaped: a line stays a line, and half a character survives.
    return json.dumps(values).encode("ascii") + b"\n"


def _owner(values: Mapping[str, Any]) -> Owner:
    if values["version"] > VERSION:
        raise NewerStoreError("A newer Pullquote wrote the pending decisions on this machine. Update this program.")
    return Owner(str(values["store"]), str(values["shown"]), str(values["actor"]))


def values_of(pending: PendingChange) -> dict[str, object]:
    """Return a pending change as values for JSON, with the states before and after it."""
    change = pending.change
    return {
        "id": change.id,
        "actor": change.actor,
        "at": time_text(change.at),
        "action": change.action,
        "may_be_made": pending.may_be_made,
        "new_speakers": [speaker._asdict() for speaker in change.new_speakers],
        "edits": [
            {
                "annotation_id": edit.annotation_id,
                "article_id": edit.article_id,
                "expected_version": edit.expected_version,
                "origin": edit.origin,
                "state": all_values(edit.state),
                "base": base and all_values(base),
            }
            for edit, base in zip(change.edits, pending.bases, strict=True)
        ],
    }


def _pending(values: Mapping[str, Any]) -> PendingChange:
    edits = [
        Edit(
            annotation_id=edit["annotation_id"],
            article_id=edit["article_id"],
            expected_version=int(edit["expected_version"]),
            state=state_from_values(edit["state"]),
            origin=Origin(edit["origin"]),
        )
        for edit in values["edits"]
    ]
    change = Change(
        id=str(values["id"]),
        actor=str(values["actor"]),
        at=datetime.fromisoformat(values["at"]),
        action=str(values["action"]),
        edits=tuple(edits),
        new_speakers=tuple(NewSpeaker(**speaker) for speaker in values["new_speakers"]),
    )
    bases = tuple(edit["base"] and state_from_values(edit["base"]) for edit in values["edits"])
    return PendingChange(change, bases, bool(values["may_be_made"]))
