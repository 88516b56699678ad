"""Verdicts on a draft's quotation, and the words that make a change serious."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import NamedTuple

from newstext.draft_check.contractions import expanded
from newstext.draft_check.house_style import difference_in_style
from newstext.loose_match import fold
from newstext.quotations.given_names import is_given_name
from newstext.quotations.lexicon import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, SUBJECT_PRONOUNS, word_set


class Verdict(StrEnum):
    """The verdict on a draft's quotation against published text, best first. None claims that it is true."""

    VERBATIM = "verbatim"
    PUNCTUATION = "punctuation or case only"
    STYLE = "spelling or style only"
    CUT = "cut with ellipsis or brackets"
    SECOND_HAND = "only as someone's report of it"
    UNQUOTED = "not a quotation there"
    OTHER_SPEAKER = "other speaker"
    CHANGED = "words changed"
    SPLICED = "spliced from two places"
    TRANSLATED = "translated"
    NOT_FOUND = "not found"
    UNCHECKED = "not looked at"
    PARAPHRASE = "not a quotation"

    @property
    def rank(self) -> int:
        """The position in the order above; a higher rank needs more attention."""
        return list(Verdict).index(self)


class Difference(NamedTuple):
    """One difference between draft and text: the words of each; either may be empty."""

    draft: str
    printed: str

    @property
    def style(self) -> str | None:
        """The kind of difference in style: spelling, numerals, a corrected typo, commas; None if words differ."""
        return difference_in_style(*self)

    @property
    def weighty(self) -> tuple[Weighty, ...]:
        """Return the negations, numbers, conditions and names that the draft lost or gained, in this order."""
        if self.style is not None:
            return ()
        # A capital that both begin with is more than the beginning of a sentence.
        capital = self.draft[:1].isupper() and self.printed[:1].isupper()
        drafted, printed = (_weighty(words, first_is_name=capital) for words in self)
        lost = [Weighty(kind, word, lost=True) for kind, word in (printed - drafted).elements()]
        return (*lost, *(Weighty(kind, word, lost=False) for kind, word in (drafted - printed).elements()))

    @property
    def grave(self) -> bool:
        """Whether a negation, number, condition or name was lost, gained or changed."""
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
        " eighty ninety hundred thousand million billion trillion hundreds thousands millions billions dozens half"
        " quarter third first second percent % $ € £ ¥"
    ),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}

_NO_NAMES = AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | SUBJECT_PRONOUNS
_NO_NAMES |= word_set(
    "the a an this that these those there here what who how my our your his her its their yes no all some let"
)
_BEFORE_A_CAPITAL = ".?!:…"


def _weighty(words: str, *, first_is_name: bool) -> Counter[tuple[str, str]]:
    folded = fold(words)
    found: Counter[tuple[str, str]] = Counter()
    for word, span in zip(folded.words, folded.spans, strict=True):
        first, *rest = expanded([word])
        before = words[: span.start].rstrip(" \"'“”‘’")
        begins = before[-1:] in _BEFORE_A_CAPITAL if before else not first_is_name
        is_name = (
            words[span.start].isupper() and first not in _NO_NAMES and (not begins or is_given_name(first.title()))
        )
        is_name |= not begins and words[span.start : span.end].istitle() and _KIND_OF.get(first) == "condition"
        for part in (first, *rest):
            kind = "number" if part[0].isdigit() else _KIND_OF.get(part)
            if kind == "condition" and is_name and part is first:
                kind = None  # as in “in May”, “told Will”
            if kind is not None or (is_name and part is first):
                found[kind or "name", part] += 1
    if found["negation", "no"] and (no_one := folded.joined.count(" no one ")):
        found.subtract({("negation", "no"): no_one, ("number", "one"): no_one, ("negation", "nobody"): -no_one})
    return found
