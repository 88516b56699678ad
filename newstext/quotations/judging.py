"""How sure a suggestion is, and why: what an editor reads beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quotations import words as lexicon
from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from newstext.quotations.resolving import Speaker

_SAID = lexicon.SAYING | lexicon.FRAMING | lexicon.FINDING | lexicon.SPEECH_NOUNS | {"according", "per", ":"}

_PATTERNS = {
    "after": "the speaker stands right behind the closing mark",
    "before": "a verb of saying leads up to the words",
    "according": "“according to” names the speaker",
    "trailing": "the sentence ends with who said it",
    "clause": "a verb of saying takes the clause behind it",
    "shared": "a further verb of saying has the same subject",
    "signed": "the quotation is signed behind a dash",
    "transcript": "a name and a colon stand before the words, as in a transcript",
    "introduced": "the paragraph before introduces it with a colon",
    "carried": "the same speaker goes on from the paragraph before",
    "learned": "the wording is like that of attributions a person marked",
    "bare": "the words stand in quotation marks",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one attribution when it is judged. ``score`` is the labels' own probability, 0 to 1."""

    kind: QuotationKind
    pattern: str
    cue: str
    score: float
    agreed: bool
    speaker: Speaker
    has_source: bool


def is_said(kind: QuotationKind, cue: str) -> bool:
    """Whether something was said: a belief, a want or a plan in no quotation marks was not."""
    if kind is not QuotationKind.INDIRECT:
        return True
    return any(word in _SAID for word in cue.lower().split())


def confidence(e: Evidence) -> float:
    """The share of suggestions of this sort that were right on held-out copy, between 0 and 1."""
    if e.kind is QuotationKind.INDIRECT:
        return _indirect(e)
    if not e.has_source:
        return 0.3
    if e.pattern == "carried":
        return 0.7
    base = 0.95 if e.kind is QuotationKind.DIRECT else 0.8
    return base


def _indirect(e: Evidence) -> float:
    return 0.5


def reason(e: Evidence, said: bool) -> str:
    """One sentence for a person."""
    why = _PATTERNS.get(e.pattern, _PATTERNS["learned"])
    if e.agreed and e.pattern == "learned":
        why = "rules and model agree on words and speaker"
    if not e.has_source:
        why += ", but nobody is named as saying them"
    elif e.speaker.how == "pronoun" and e.speaker.person is not None:
        why += "; the pronoun is taken to mean the person named last"
    elif e.speaker.how in ("role", "description"):
        why += "; who is meant follows from the description"
    if not said:
        why += "; this is believed, wanted or planned rather than said"
    return why[0].upper() + why[1:] + "."
