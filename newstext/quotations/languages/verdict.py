"""The confidence of a suggestion, and the sentence that gives a person its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.speakers import Speaker

UNSURE_AT_MOST = 0.3
"""In a language without a pack nothing is surer than this, and in no language what somebody only believes."""

_PATTERNS = {
    "behind": (0.95, "the speaker follows the closing mark"),
    "before": (0.93, "a verb of saying leads into the words"),
    "according": (0.85, "words for “according to” name the speaker"),
    "as said": (0.85, "“as … said” names the speaker"),
    "inserted": (0.85, "the sentence names the speaker after a comma"),
    "clause": (0.83, "a verb of saying governs the clause"),
    "fragment": (0.8, "somebody uses the words in quotation marks"),
    "colon": (0.75, "a name and a colon precede the words"),
    "signed": (0.8, "the quotation is signed"),
    "told back": (0.85, "the next sentence names the speaker"),
    "same speaker": (0.8, "the sentence before quotes the same speaker"),
    "introduced": (0.8, "the paragraph before introduces the words"),
    "carried": (0.55, "the speaker of the paragraph before goes on"),
    "narrated": (0.5, "the sentence before is about the speaker"),
    "any verb": (0.5, "the sentence around the words is about the speaker"),
    "reported": (0.55, "the verb form continues somebody’s words"),
    "bare": (0.3, "the words are in quotation marks"),
}
_SPEAKERS = {
    "name": 0.98,
    "surname": 0.96,
    "organisation": 0.93,
    "words": 0.88,
    "pronoun": 0.8,
    "role": 0.85,
    "left out": 0.8,
}
_NOBODY_AT_MOST = 0.35


def is_said(kind: QuotationKind, speaker: Speaker, *, thought: bool = False) -> bool:
    """Whether somebody said it: in no marks neither what somebody only believes, nor what nobody is named for."""
    return kind is not QuotationKind.INDIRECT or (speaker.name is not None and not thought)


def confidence(pattern: str, speaker: Speaker, pack: Pack, *, said: bool) -> float:
    """How likely the words of content and source are right, between 0 and 1."""
    sure = _PATTERNS[pattern][0] if speaker.name is not None else min(_PATTERNS[pattern][0], _NOBODY_AT_MOST)
    most = 1.0 if said and pack.code else UNSURE_AT_MOST
    return round(min(sure, most), 2)


def name_confidence(speaker: Speaker, pack: Pack) -> float:
    """How likely the speaker is the one that the source means, between 0 and 1."""
    sure = _SPEAKERS.get(speaker.how, 0.9) if speaker.name is not None else 1.0
    return sure if pack.code else min(sure, UNSURE_AT_MOST)


def reason(pattern: str, speaker: Speaker, *, thought: bool = False) -> str:
    """One sentence for a person."""
    why = _PATTERNS[pattern][1]
    if speaker.name is None:
        why += ", but no speaker is named"
    elif speaker.how == "pronoun":
        why += "; the pronoun is read as the person named last"
    elif speaker.how == "role":
        why += "; the description tells who is meant"
    elif speaker.how == "left out":
        why += "; the verb has no subject, so the speaker before goes on"
    if thought:
        why += "; this is believed or hoped rather than said"
    return why[0].upper() + why[1:] + "."
