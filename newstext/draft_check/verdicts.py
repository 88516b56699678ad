"""Verdicts on a draft's quotation, and the words that make a change serious."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """The verdict on a draft's quotation against published text, best first. None claims that it is true."""

    VERBATIM = "verbatim"
    PUNCTUATION = "punctuation or case only"
    CUT = "cut with ellipsis or brackets"
    SECOND_HAND = "only as someone's report of it"
    OTHER_SPEAKER = "other speaker"
    CHANGED = "words changed"
    SPLICED = "spliced from two places"
    NOT_FOUND = "not found"
    UNCHECKED = "not looked at"

    @property
    def rank(self) -> int:
        """The position in the order above; a higher rank needs more attention."""
        return list(Verdict).index(self)


class Difference(NamedTuple):
    """One difference between draft and text: the words of each; either may be empty."""

    draft: str
    printed: str

    @property
    def weighty(self) -> tuple[Weighty, ...]:
        """Return the negations, numbers and conditions that the draft lost or gained, in this order."""
        drafted, printed = (_weighty(words) for words in self)
        lost = [Weighty(kind, word, lost=True) for kind, word in (printed - drafted).elements()]
        return (*lost, *(Weighty(kind, word, lost=False) for kind, word in (drafted - printed).elements()))

    @property
    def grave(self) -> bool:
        """Whether a negation, number or condition was lost, gained or changed."""
        return bool(self.weighty)


class Weighty(NamedTuple):
    """A word that changes the meaning, and whether the draft lost or gained it."""

    kind: str
    word: str
    lost: bool


_KINDS = {
    "negation": (
        "not no never none nobody nothing nor neither nowhere without hardly barely scarcely rarely seldom"
        " nicht kein keine keinen keiner keines keinem nie niemals niemand nichts ohne"
        " ne pas jamais aucun aucune rien sans nunca jamás nada sin ningún ninguna não nenhum nenhuma sem mai nessuno"
        " senza niet geen nooit zonder inte aldrig utan"
    ),
    "condition": (
        "if unless except but only however could may might would should must can shall will until provided almost"
        " nearly about allegedly reportedly perhaps maybe probably"
    ),
    "number": (
        "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty sixty seventy"
        " eighty ninety hundred thousand million billion half quarter third first second percent % $ € £ ¥"
    ),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_NEGATED = {"cannot": "can", "can't": "can", "won't": "will", "shan't": "shall"}


def _weighty(words: str) -> Counter[tuple[str, str]]:
    from newstext.loose_match import fold

    found: Counter[tuple[str, str]] = Counter()
    for word in fold(words).words:
        if word in _NEGATED or word.endswith("n't"):
            found["negation", "not"] += 1
            word = _NEGATED.get(word, word.removesuffix("n't"))
        kind = "number" if word[0].isdigit() else _KIND_OF.get(word)
        if kind is not None:
            found[kind, word] += 1
    return found
