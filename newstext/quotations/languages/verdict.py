"""How sure a suggestion is, and the sentence that tells a person why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.speakers import Speaker

UNKNOWN_AT_MOST = 0.3
"""In a language without a pack nothing is surer than this."""

_PATTERNS = {
    "behind": (0.95, "the speaker follows the closing mark"),
    "before": (0.93, "a verb of saying leads into the words"),
    "according": (0.85, "words for “according to” name the speaker"),
    "as said": (0.85, "“as … said” names the speaker"),
    "inserted": (0.85, "the sentence names the speaker after a comma"),
    "clause": (0.83, "a verb of saying governs the clause"),
    "fragment": (0.8, "somebody uses the words in quotation marks"),
    "colon": (0.75, "a name and a colon precede the words"),
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
    "name": 1.0,
    "surname": 0.98,
    "organisation": 0.93,
    "words": 0.88,
    "pronoun": 0.85,
    "role": 0.88,
    "left out": 0.82,
}
_NOBODY_AT_MOST = 0.35


def confidence(pattern: str, kind: QuotationKind, speaker: Speaker, pack: Pack) -> float:
    """How likely words and speaker are both right, between 0 and 1."""
    sure = _PATTERNS[pattern][0] * _SPEAKERS.get(speaker.how, 0.9)
    if kind is not QuotationKind.INDIRECT and speaker.name is None:
        sure = min(sure, _NOBODY_AT_MOST)
    if kind is QuotationKind.INDIRECT and speaker.name is None:
        sure = min(sure, _NOBODY_AT_MOST / 2)
    return round(min(sure, UNKNOWN_AT_MOST) if pack.code == "" else sure, 2)


def reason(pattern: str, speaker: Speaker) -> str:
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
    return why[0].upper() + why[1:] + "."
