"""What can be said of a draft's quotation, and the words that make a change of it grave."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """How a draft's quotation stands to what was published, the best first. None of them says that it is true."""

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
        """Its place in the order above: the higher, the more there is to look at."""
        return list(Verdict).index(self)


class Difference(NamedTuple):
    """One place where a draft and the text part: its words in each, either of them maybe empty."""

    draft: str
    printed: str

    @property
    def grave(self) -> bool:
        """Whether a negation, a number or a condition went, came or changed."""
        from newstext.loose_match import fold

        drafted, printed = (set(filter(_weighs, fold(words).words)) for words in self)
        return drafted != printed


_NEGATIONS = "not no never none nobody nothing nor neither without cannot hardly barely scarcely"
_CONDITIONS = "if unless except but only however could may might would should must until provided almost nearly about"
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty sixty seventy"
    " eighty ninety hundred thousand million billion half quarter third first second percent % $ € £ ¥"
)
_HEAVY = frozenset(f"{_NEGATIONS} {_CONDITIONS} {_NUMBERS}".split())


def _weighs(word: str) -> bool:
    return word in _HEAVY or word.endswith("n't") or word[0].isdigit()
