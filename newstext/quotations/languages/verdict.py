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
    "behind": (0.95, "the speaker stands right behind the closing mark"),
    "before": (0.93, "a verb of saying leads up to the words"),
    "according": (0.85, "words for “according to” name the speaker"),
    "as said": (0.85, "“as” and a verb of saying name the speaker"),
    "inserted": (0.85, "the sentence tells who said it behind a comma"),
    "clause": (0.83, "a verb of saying takes the clause behind it"),
    "fragment": (0.8, "somebody uses the words in marks"),
    "colon": (0.75, "a colon leads from somebody to the words"),
    "told back": (0.85, "the next sentence says who said it"),
    "same speaker": (0.8, "the sentence before gives the same speaker’s words"),
    "introduced": (0.8, "the paragraph before leads up to it"),
    "carried": (0.55, "the same speaker goes on from the paragraph before"),
    "narrated": (0.5, "the sentence before is about the speaker"),
    "any verb": (0.5, "the sentence around the words is about the speaker"),
    "reported": (0.55, "the form of the verb shows that somebody’s words go on"),
    "bare": (0.3, "the words stand in quotation marks"),
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
        why += ", but nobody is named as saying them"
    elif speaker.how == "pronoun":
        why += "; the pronoun is taken to mean the person named last"
    elif speaker.how == "role":
        why += "; who is meant follows from the description"
    elif speaker.how == "left out":
        why += "; the verb has no subject, and the speaker before is taken to go on"
    return why[0].upper() + why[1:] + "."
