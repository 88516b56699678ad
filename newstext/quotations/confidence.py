"""The confidence of a suggestion, and the reason that an editor reads beside it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from newstext.quotations import lexicon
from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newstext.quotations.speaker import Speaker

UNSAID_AT_MOST = 0.3
"""The most for words believed, wanted or planned, so that a list of suggestions can leave them out."""

_SAYING = lexicon.SAYING | lexicon.FRAMING | lexicon.FINDING
_SAID = _SAYING | lexicon.SPEECH_NOUNS | lexicon.UTTERANCES | {"according", "per", ":", ".", "put", "puts"}
_SHORT, _LONG = 4, 40
_PLAINLY = lexicon.word_set("said says say saying told tells wrote writes tweeted according")
"""Cues that hardly ever mean anything else."""
_HEDGES = lexicon.word_set("not never n't n’t would could may might must will if")
"""Words in a cue that say that nothing was said yet."""
_CLEAR = 0.75
"""The likelihood of a name from which its doubt need not be mentioned."""
_WEAK = (
    lexicon.WEAK | lexicon.FINDING | lexicon.word_set("added adds adding observed wrote written emphasizes confirmed")
)
_OPENINGS = lexicon.word_set("that if whether to how why what he she it they we i there this")
_NARRATORS = lexicon.word_set("we we’ll we’ve we’re you you’ll i i’m i’ve let")

# Fitted by bench/quotations/calibration.py on articles held out from training; docs/finder.md shows what came of it.
QUOTED_WEIGHTS = {
    "bias": -4.98,
    "odds": 0.88,
    "agreed": 0.59,
    "source": 1.64,
    "cue": 0.89,
    "saying": 0.67,
    "plainly": 0.6,
    "short": -0.5,
    "clause": 0.42,
    "quoted": 2.5,
    "pieces": -1.21,
    "hedged": -0.45,
    "person": 0.75,
    "length": 0.61,
}
INDIRECT_WEIGHTS = {
    "bias": -1.39,
    "odds": 0.69,
    "agreed": 0.78,
    "saying": -0.41,
    "plainly": 0.97,
    "weak": -0.5,
    "clause": 0.43,
    "hedged": -0.93,
    "person": 0.47,
    "length": 1.3,
    "long": -0.92,
}


class Weights(NamedTuple):
    """The weights of the signals, by name: of quotations with words in quotation marks, and of indirect speech."""

    quoted: Mapping[str, float]
    indirect: Mapping[str, float]

    def of(self, kind: QuotationKind) -> Mapping[str, float]:
        """Return the weights for a kind of quotation."""
        return self.indirect if kind is QuotationKind.INDIRECT else self.quoted


SHIPPED = Weights(QUOTED_WEIGHTS, INDIRECT_WEIGHTS)
"""The weights without anything learned from a desk."""

_NARRATOR, _NOBODY = -1.0, -1.0
"""The deductions of "we" and "you", and of a missing source, from indirect speech. They are set by hand.

The annotated articles seldom have such sentences, other articles do; and only words that were said took part in the
fit.
"""

_PATTERNS = {
    "after": "the speaker follows the closing mark",
    "before": "a verb of saying leads into the words",
    "according": "“according to” names the speaker",
    "trailing": "the sentence ends with its speaker",
    "clause": "a verb of saying governs the clause",
    "shared": "a second verb of saying shares the subject",
    "as told": "“as … said” names the speaker",
    "any verb": "a name and a verb stand beside the marks",
    "owned": "the words are called somebody’s remark, claim or promise",
    "signed": "the quotation is signed",
    "transcript": "a name and a colon precede the words",
    "headline": "the headline says it in short",
    "answer": "the words answer an interview question",
    "printed": "the article prints a whole speech, statement or letter",
    "introduced": "the paragraph before introduces the words with a colon",
    "led in": "the sentence before is about the speaker",
    "carried": "the speaker of an earlier paragraph goes on",
    "learned": "the wording fits an attribution",
    "bare": "the words are in quotation marks",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts about one attribution when it is judged.

    ``score`` is the labels' own probability, 0 to 1; ``agreed`` whether rules and labels name the same speaker for the
    same words; ``length`` counts the words of the content, ``quoted`` those of them in quotation marks, or all of them
    where the copy's form says that they are ``verbatim``; ``pieces`` counts its stretches; ``opening`` is the first
    word of the content, ``teller`` that of the source, ``narrated`` whether an act is reported.
    """

    kind: QuotationKind
    pattern: str
    cue: str
    score: float
    agreed: bool
    speaker: Speaker
    has_source: bool
    length: int
    pieces: int
    quoted: int
    verbatim: bool
    opening: str
    teller: str
    narrated: bool = False


def is_said(e: Evidence) -> bool:
    """Whether somebody said it. Not so outside quotation marks: a belief, a wish, a plan, an act, nobody's words."""
    if e.kind is not QuotationKind.INDIRECT:
        return True
    return e.has_source and not e.narrated and any(word in _SAID for word in e.cue.lower().split())


def confidence(e: Evidence, weights: Weights = SHIPPED) -> float:
    """How likely words and speaker are both right, between 0 and 1."""
    told = signals(e)
    total = by_hand(e) + sum(weight * told.get(name, 0.0) for name, weight in weights.of(e.kind).items())
    sure = 1 / (1 + exp(-total))
    return round(sure if is_said(e) else min(UNSAID_AT_MOST, sure), 2)


def by_hand(e: Evidence) -> float:
    """The deductions that were set by hand, in log-odds."""
    if e.kind is not QuotationKind.INDIRECT:
        return 0.0
    return _NARRATOR * (e.teller in _NARRATORS) + _NOBODY * (not e.has_source)


def signals(e: Evidence) -> dict[str, float]:
    """The features of confidence by name, 0 or 1 except odds, length, the share quoted and the doubt about the name.

    The pattern, the last word of the cue and the doubt about the name have no weight until a desk has taught one.
    """
    cue = e.cue.lower().split()
    score = min(0.999, max(0.02, e.score))
    return {
        "bias": 1.0,
        "odds": log(score / (1 - score)) / 4,
        "agreed": float(e.agreed),
        "source": float(e.has_source),
        "cue": float(bool(cue)),
        "saying": float(any(word in lexicon.SAYING or word == "according" for word in cue)),
        "plainly": float(not _PLAINLY.isdisjoint(cue)),
        "hedged": float(not _HEDGES.isdisjoint(cue)),
        "weak": float(bool(cue) and cue[-1] in _WEAK),
        "short": float(e.length < _SHORT),
        "length": log(max(1, e.length)) / 3,
        "long": float(e.length > _LONG),
        "quoted": e.quoted / max(1, e.length),
        "pieces": float(e.pieces > 1),
        "person": float(e.speaker.person is not None),
        "clause": float(e.opening in _OPENINGS),
        "doubtful name": 1 - e.speaker.likelihood,
        f"pattern {e.pattern}": 1.0,
        f"cue {cue[-1] if cue else ''}": 1.0,
    }


def reason(e: Evidence) -> str:
    """One sentence for a person."""
    both = e.agreed and e.pattern == "learned"
    why = "wording and position agree" if both else _PATTERNS[e.pattern]
    if not e.has_source:
        why += ", but no speaker is named"
    elif e.speaker.how == "pronoun" and e.speaker.likelihood < _CLEAR:
        why += "; it is unclear whom the pronoun means"
    elif e.speaker.how == "pronoun" and e.speaker.person is not None:
        why += "; the pronoun is read from the sentences before"
    elif e.speaker.how in ("role", "description"):
        why += "; the description tells who is meant"
    if e.has_source and not is_said(e):
        why += "; it is done, believed, wanted or planned, not said"
    return why[0].upper() + why[1:] + "."
