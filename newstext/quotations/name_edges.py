"""Trims a run of capitalised words to a name, without the first word of a sentence, offices and weekdays."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from newstext.quotations import lexicon
from newstext.quotations.callings import is_calling
from newstext.quotations.given_names import is_given_name
from newstext.quotations.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

Words = list[tuple[int, str]]
"""The words of a run, each with its offset in the run."""

STARTERS = word_set(
    "the a an in on at but and or so if when while as for from with by after before since he she they it we i you his"
    " her their its our my this that these those there here what who how why where which not no yes some many"
    " each every also still now then however meanwhile asked according under over during despite because although"
    " though until another some someone nobody everybody everyone somebody anyone nothing something monday tuesday"
    " wednesday thursday friday saturday sunday january february march september october november december"
)
"""No name begins with these, unless the text has it as a surname."""
NO_NAMES = STARTERS - word_set("january february march september october november december")
"""Words that are nobody's name by themselves either."""
_MONTHS = word_set("april may june august")
"""No name begins with these when nothing or a title comes behind them; otherwise they are given names."""
_OPENERS = word_set(
    "even unlike like among amid within without beyond besides toward towards across along around behind below beneath"
    " between above against upon near off out up down again almost already always maybe perhaps instead indeed thus"
    " hence therefore nonetheless nevertheless finally eventually recently currently formerly previously apparently"
    " reportedly allegedly clearly certainly surely obviously did does do has have had is are was were would could"
    " should can might must shall let neither either nor yet such same thank thanks well oh yes hey please whenever"
    " wherever more less much few having being via per except regarding concerning following including whether only"
    " just never ever twice sometimes often today yesterday tomorrow tonight soon afterwards afterward say says said"
    " told given whatever whoever none too plus minus ironically most all both one two three four five six seven eight"
    " nine ten later last next earlier once second inside outside other others"
)
"""A sentence begins with these, and a name does not."""
_IN_PLACES = word_set(
    "san santa saint st los las new north south east west port fort mount lake camp point cape el la de"
)
_EPITHETS = word_set("whip moderator billionaire rival boss comedian mogul tycoon whistleblower nominee runner-up")
_COMMON = lexicon.UNNAMED | lexicon.ROLES | lexicon.DOCUMENTS | lexicon.OUTLETS | lexicon.COMPANIES
_SEVERAL_PEOPLE = ("ers", "ors", "ists", "ants")
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_OFFICES = word_set(
    "recorder comptroller assessor controller whip moderator provost registrar marshal solicitor sheriff alderman"
)
_SHORT_OFFICES = frozenset(
    name.upper()
    for name in word_set("ceo cfo coo cto cio mp mep mla mpp msp td ms mha am qc kc sc pm vp svp evp da ag fm gp")
)
_LOWER_TAIL = regex.compile(r"-\p{Ll}")
_OF_OFFICE = regex.compile(r"\b(?:\p{Lu}[\w-]*) (?:of|for) (?:the )?$")
_SENTENCE_STARTS = frozenset('.!?\n”"’:“‘')


def is_title(word: str) -> bool:
    """Whether a capitalised word before a name is a title or a role and no part of it."""
    lower = word.lower().rstrip(".")
    if lower in lexicon.TITLES or lower in lexicon.ROLES or lower in _OFFICES or word in _SHORT_OFFICES:
        return True
    hyphened = lower.partition("-")[0]
    office = hyphened != lower and (hyphened in lexicon.TITLES or hyphened in lexicon.ROLES)
    return office or bool(_LOWER_TAIL.search(word) and lower.endswith("ed"))


def is_epithet(words: Words, vocabulary: Vocabulary) -> bool:
    """Whether a plain word comes before a full name: ``Whip Dick Durbin``, ``Billionaire Mark Cuban``."""
    first = words[0][1]
    named = len(words) > 2 and is_given_name(words[1][1]) and not is_given_name(first)
    return (
        named
        and first.lower() not in _IN_PLACES
        and (first.lower() in vocabulary.plain or first.lower() in _EPITHETS or is_calling(first.lower()))
    )


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence, or words in marks, begin at ``start``."""
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in _SENTENCE_STARTS or before.endswith("''")


@dataclass(slots=True)
class Vocabulary:
    """The evidence in the rest of a text about its capitals.

    ``inner`` are the runs of capitals inside sentences, ``words`` their words, ``surnames`` the words behind a given
    name or a Mr, ``plain`` the words that the text has in lower case.
    """

    plain: frozenset[str]
    inner: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)

    def learn(self, runs: Iterable[tuple[Words, bool]]) -> None:
        """Take in the runs of a text, each with whether a sentence begins with it."""
        for words, opens in runs:
            if not opens:
                self.inner.add(" ".join(word for _, word in words))
                self.words.update(word for _, word in words)
            for (_, before), (_, word) in pairwise(words):
                if is_given_name(before) or before.endswith("."):
                    self.surnames.add(word)


def trimmed(words: Words, before: str, vocabulary: Vocabulary, *, opens: bool) -> Words:
    """Return ``words`` without words at their ends that are not part of a name; ``before`` is the text in front."""
    while words and _starts(words) and words[0][1] not in vocabulary.surnames:
        words = words[1:]
    while opens and len(words) > 1 and _opens_sentence(words, vocabulary):
        words = words[1:]
    while len(words) > 1 and words[-1][1].lower() in _WEEKDAYS:
        words = words[:-1]
    if opens and len(words) == 1 and _is_common(words[0][1], vocabulary):
        return []
    return _behind_office(words) if _OF_OFFICE.search(before) else words


def _starts(words: Words) -> bool:
    first = words[0][1].lower()
    return first in STARTERS or (first in _MONTHS and (len(words) == 1 or is_title(words[1][1])))


def _opens_sentence(words: Words, vocabulary: Vocabulary) -> bool:
    """``Even Mike Pence``, ``Hosting Cook``, ``Finally Demi``: a plain word that has its capital from the sentence."""
    first, second = words[0][1], words[1][1]
    lower = first.lower()
    if " ".join(word for _, word in words) in vocabulary.inner:
        return False
    if lower in _OPENERS:
        return True
    if is_title(first) or is_given_name(first):
        return False
    if len(words) > 2 and is_given_name(second) and lower not in _IN_PLACES and first not in vocabulary.words:
        return True
    rest = " ".join(word for _, word in words[1:])
    alone = second in vocabulary.words or second in vocabulary.surnames
    named = rest in vocabulary.inner or (alone if len(words) == 2 else is_given_name(second))
    return named and (lower in vocabulary.plain or lower.endswith(("ing", "ly", "ed")))


def _is_common(word: str, vocabulary: Vocabulary) -> bool:
    """``Critics say``, ``Voters who``: a noun that has its capital from the sentence."""
    if word in vocabulary.words or word in vocabulary.surnames or is_given_name(word):
        return False
    if word.endswith(_SEVERAL_PEOPLE):
        return True
    return word.lower() in _COMMON or word.lower() in _OPENERS or word.lower() in vocabulary.plain


def _behind_office(words: Words) -> Words:
    """``Minister of Crown Relations Nora Finch``: the name begins with the given name."""
    given = next((i for i, (_, word) in enumerate(words[:-1]) if is_given_name(word)), 0)
    return words[given:]
