"""What an event of the log says in words: who did what and when, and what was different before. Pure."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from store.model.annotations import AnnotationState, Record, SpanRole, Status
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from store.model.changes import Event


class Wording(NamedTuple):
    """One kind of change in words: in a column of the log, after a name, and after “Taken back:”."""

    column: str
    did: str
    step: str


WORDINGS = {
    "suggest": Wording("suggested", "suggested it", "the suggestion"),
    "mark": Wording("new quotation", "made it a quotation", "the new quotation"),
    "accept": Wording("accepted", "accepted it", "accepting it"),
    "reject": Wording("rejected", "rejected it", "rejecting it"),
    "skip": Wording("skipped", "skipped it for now", "skipping it"),
    "reopen": Wording("opened again", "opened it again", "opening it again"),
    "verify": Wording("verified", "verified it", "verifying it"),
    "remove": Wording("removed", "removed it", "removing it"),
    "name": Wording("speaker named", "said who said it", "the speaker"),
    "label": Wording("words labelled", "labelled words in it", "the words labelled"),
    "respan": Wording("ends moved", "moved its ends", "moving its ends"),
    "note": Wording("note", "wrote a note", "the note"),
    "tag": Wording("tags", "tagged it", "the tags"),
    "record": Wording("terms", "set the terms", "the terms"),
    "role": Wording("role", "corrected the role", "the role"),
    "via": Wording("via", "corrected who reports it", "who reports it"),
    "flag": Wording("flagged", "flagged it for a second reader", "flagging it"),
    "unflag": Wording("flag off", "took the flag off", "taking the flag off"),
    "insist": Wording("own version", "kept their own version", "your own version"),
    "anchor": Wording("article updated", "took it along to the updated article", "the update"),
    "keep": Wording("older one kept", "kept it as the older revision has it", "keeping the older revision"),
    "reattach": Wording("words replaced", "said which words it is now", "the words it was given"),
    "import": Wording("brought in", "brought it in from a file", "what was brought in"),
    "merge": Wording("speakers merged", "made two speakers one", "the merging of two speakers"),
    "split": Wording("speaker parted", "gave it to another speaker", "the parting of a speaker"),
    "add name": Wording("name added", "added another name of the speaker", "the other name"),
    "remove name": Wording("name taken off", "took another name of the speaker away", "the other name taken away"),
    "rename": Wording("renamed", "gave the speaker a new name", "the new name"),
    "undo": Wording("taken back", "took a step back", "taking a step back"),
    "redo": Wording("made again", "made a step again", "making a step again"),
}
"""Every action that the log knows by name."""
_OTHER = Wording("changed", "changed it", "a change")
OF_SPEAKERS = frozenset({"merge", "split", "add name", "remove name", "rename"})
"""Those that are about speakers: what they change stands in no one article."""
COLUMN = max(len(wording.column) for wording in WORDINGS.values())


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


def wording(action: str) -> Wording:
    """Return what an action is called; what another program's is called is not known."""
    return WORDINGS.get(action, _OTHER)


def sentence(event: Event, zone: tzinfo | None) -> str:
    """Return ``Ada accepted it on 24 Nov 2026 at 14:03``."""
    at = event.at.astimezone(zone)
    return f"{event.actor} {wording(event.action).did} on {describe.day(at)} at {at:%H:%M}"


def words_of(event: Event) -> str:
    """Return the words that an event is about."""
    return words_in(event.after)


def changes(event: Event) -> Iterator[str]:
    """Yield what is different since, a line each: ``speaker: Mira Holt, was Mira Holtby``."""
    if event.before is not None:
        yield from differences(event.before, event.after)


def differences(older: AnnotationState, newer: AnnotationState) -> Iterator[str]:
    """Yield what of two states differs, a line each."""
    for field in fields(AnnotationState):
        before, after = getattr(older, field.name), getattr(newer, field.name)
        if before != after and (words := FIELD_WORDS.get(field.name)):
            was, now = value(field.name, before, older), value(field.name, after, newer)
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
