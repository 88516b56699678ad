"""Log events in words: who did what and when, and what changed. Pure functions."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from store.model.annotations import AnnotationKind, AnnotationState, Assignment, Record, SpanRole, Status
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from store.model.changes import Event
    from store.quotations.conflicts import Conflict


class Wording(NamedTuple):
    """An action in words: in the log's column, after a name (``Ada …``), and after ``UndoResult:``."""

    column: str
    did: str
    step: str


WORDINGS = {
    "suggest": Wording("suggested", "suggested it", "suggestion"),
    "mark": Wording("new quotation", "made it a quotation", "new quotation"),
    "accept": Wording("accepted", "accepted it", "accept"),
    "reject": Wording("rejected", "rejected it", "reject"),
    "skip": Wording("skipped", "skipped it", "skip"),
    "reopen": Wording("reopened", "reopened it", "reopen"),
    "verify": Wording("verified", "verified it", "verify"),
    "remove": Wording("removed", "removed it", "remove"),
    "name": Wording("speaker named", "named the speaker", "speaker"),
    "label": Wording("words labelled", "labelled words in it", "label"),
    "respan": Wording("ends moved", "moved its ends", "ends moved"),
    "note": Wording("note", "wrote the note", "note"),
    "tag": Wording("tags", "set the tags", "tags"),
    "record": Wording("terms", "set the terms", "terms"),
    "role": Wording("role", "corrected the role", "role"),
    "via": Wording("via", "corrected who reports it", "via"),
    "kind": Wording("kind", "changed the kind", "kind"),
    "flag": Wording("flagged", "flagged it for a second reader", "flag"),
    "unflag": Wording("flag removed", "removed the flag", "flag removed"),
    "assign": Wording("assigned", "assigned it", "assignment"),
    "unassign": Wording("no longer assigned", "ended the assignment", "end of an assignment"),
    "insist": Wording("own version", "kept their own version", "own version"),
    "anchor": Wording("article updated", "carried it over to the updated article", "update"),
    "keep": Wording("older one kept", "kept it on the older revision", "older one kept"),
    "reattach": Wording("reattached", "reattached it to the updated text", "reattach"),
    "import": Wording("imported", "imported it from a file", "import"),
    "merge": Wording("speakers merged", "merged two speakers", "merge of two speakers"),
    "split": Wording("speaker split", "split it off to another speaker", "split of a speaker"),
    "add name": Wording("name added", "added a name of the speaker", "name added"),
    "remove name": Wording("name removed", "removed a name of the speaker", "name removed"),
    "rename": Wording("renamed", "renamed the speaker", "rename"),
    "field": Wording("field set", "set a field of the speaker", "field of a speaker"),
    "undo": Wording("undone", "undid a step", "undo"),
    "redo": Wording("redone", "redid a step", "redo"),
}
"""Every action that the log knows by name."""
_OTHER = Wording("changed", "changed it", "change")
OF_SPEAKERS = frozenset({"merge", "split", "add name", "remove name", "rename", "field"})
"""Actions on speakers, which belong to no single article."""
COLUMN = max(len(wording.column) for wording in WORDINGS.values())


FIELD_WORDS = {
    "kind": "kind",
    "quotation_kind": "quotation kind",
    "status": "status",
    "pieces": "words",
    "speaker": "speaker",
    "role": "role",
    "record": "terms",
    "unnamed": "unnamed",
    "descriptor": "described as",
    "unnamed_reason": "not named because",
    "via": "via",
    "note": "note",
    "tags": "tags",
    "flagged": "second reader",
    "checked_against": "checked against",
    "assignment": "for",
}


def wording(action: str) -> Wording:
    """Return an action in words; another program's action is “changed”."""
    return WORDINGS.get(action, _OTHER)


def sentence(event: Event, zone: tzinfo | None) -> str:
    """Return ``Ada accepted it, 24 Nov 2026 14:03 UTC``; ``zone`` None is local time."""
    return f"{event.actor} {wording(event.action).did}, {describe.moment(event.at.astimezone(zone))}"


def words_of(event: Event) -> str:
    """Return the words of an event's quotation; “the article” where it is about the whole article."""
    return "the article" if event.after.kind is AnnotationKind.ASSIGNMENT else words_in(event.after)


def changes(event: Event) -> Iterator[str]:
    """Yield each changed field: ``speaker: Mira Holt, was Mira Holtby``."""
    if event.before is not None:
        yield from differences(event.before, event.after)


def differences(older: AnnotationState, newer: AnnotationState) -> Iterator[str]:
    """Yield each field in which two states differ."""
    for field in fields(AnnotationState):
        before, after = getattr(older, field.name), getattr(newer, field.name)
        if before != after and (words := FIELD_WORDS.get(field.name)):
            was, now = value(field.name, before, older), value(field.name, after, newer)
            if was != now:
                yield f"{words}: {now}, was {was}"


def conflicting(conflict: Conflict) -> Iterator[tuple[str, str, str]]:
    """Yield each field that either side of a conflict changed: its name, and both values in words, theirs first."""
    from store.quotations.conflicts import sides

    for side in sides(conflict):
        if name := FIELD_WORDS.get(side.field):
            theirs = value(side.field, side.theirs, conflict.theirs.state)
            yield name, theirs, value(side.field, side.mine, conflict.mine)


def value(field: str, given: Any, state: AnnotationState) -> str:
    """Return a field's value in words; a dash for an empty one."""
    if field == "pieces":
        return words_in(state) or "–"
    if isinstance(given, Assignment):
        return f"{given.to}, from {given.by}"
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
    """Return the words of a state's content, pieces joined by ``[…]``."""
    return " […] ".join(piece.exact for piece in state.pieces if piece.role is SpanRole.CONTENT)
