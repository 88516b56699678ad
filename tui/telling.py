"""What an event of the log says in words: who did what and when, and what was different before. Pure."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from store.records import AnnotationState, Record, SpanRole, Status
from tui import describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from store.records import Event

_DID = {
    "suggest": "suggested it",
    "mark": "marked it",
    "accept": "accepted it",
    "reject": "rejected it",
    "skip": "skipped it for now",
    "reopen": "opened it again",
    "verify": "verified it",
    "remove": "removed it",
    "name": "said who said it",
    "label": "labelled words in it",
    "note": "wrote a note",
    "tag": "tagged it",
    "record": "set the terms",
    "flag": "flagged it for a second reader",
    "unflag": "took the flag off",
    "insist": "kept their own version",
    "anchor": "took it along to a new revision",
    "keep": "kept it on the older revision",
    "reattach": "attached it to other words",
    "undo": "took a step back",
    "redo": "made a step again",
}
FIELD_WORDS = {
    "kind": "kind",
    "quotation_kind": "kind of quotation",
    "status": "status",
    "pieces": "words",
    "speaker": "speaker",
    "role": "role",
    "record": "terms",
    "unnamed": "not named",
    "descriptor": "described as",
    "unnamed_reason": "not named because",
    "via": "via",
    "note": "note",
    "tags": "tags",
    "flagged": "second reader wanted",
    "checked_against": "checked against",
}


def did(action: str) -> str:
    """Return what an action was, after a name: ``accepted it``."""
    return _DID.get(action, f"{action}: changed it")


def sentence(event: Event, zone: tzinfo | None) -> str:
    """Return ``Ada accepted it on 24 Nov 2026 at 14:03``."""
    at = event.at.astimezone(zone)
    return f"{event.actor} {did(event.action)} on {describe.day(at)} at {at:%H:%M}"


def words_of(event: Event) -> str:
    """Return the words that an event is about."""
    return words_in(event.after)


def changes(event: Event) -> Iterator[str]:
    """Yield what is different since, a line each: ``speaker: Mira Holt, was Mira Holtby``."""
    if event.before is None:
        return
    for field in fields(AnnotationState):
        before, after = getattr(event.before, field.name), getattr(event.after, field.name)
        if before != after and (words := FIELD_WORDS.get(field.name)):
            was, now = value(field.name, before, event.before), value(field.name, after, event.after)
            if was != now:
                yield f"{words}: {now}, was {was}"


def value(field: str, given: Any, state: AnnotationState) -> str:
    """Return what a field says, in words; a dash for nothing."""
    if field == "pieces":
        return words_in(state) or "–"
    if isinstance(given, Status):
        return describe.STATUS_WORDS[given]
    if isinstance(given, Record):
        return describe.RECORD_WORDS[given]
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, tuple):
        return ", ".join(given) or "–"
    return str(given) if given else "–"


def words_in(state: AnnotationState) -> str:
    """Return the words of a state, its pieces joined as a quotation's are."""
    return " […] ".join(piece.exact for piece in state.pieces if piece.role is SpanRole.CONTENT)
