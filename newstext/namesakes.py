"""Judges whether two names may be one person's: a shared surname is not enough where both give more."""

from __future__ import annotations

import re
from itertools import product

from newstext.folding import fold
from newstext.quotations.given_names import gender_of
from newstext.quotations.lexicon import ROLES, TITLES, word_set
from newstext.quotations.names import ABBREVIATED, ORGANISATIONS, is_organisation, role_words

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "qc", "kc", "mp"])
_MEN, _WOMEN = frozenset(["mr", "sir", "lord"]), frozenset(["mrs", "ms", "miss", "dame", "lady"])
_SHORT_FORM = 3
"""Letters from which the beginning of a given name may stand for it: ``Rob`` for ``Robert``."""
_VAGUE = word_set(
    "official officials source sources person people man men woman women one somebody someone spokesman spokeswoman"
    " spokesperson insider witness expert analyst a an the this that of for in at to with and by who he she they his"
    " her their its former acting senior local"
)
"""Words of a description that say too little to tell anybody apart."""


def may_be_one(first: str, second: str) -> bool:
    """Whether two names may be one person's or body's, titles, initials, accents and double surnames allowed for."""
    a, b = _words(first), _words(second)
    if _differ_in_gender(a, b):
        return False
    one, other = _name(a), _name(b)
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    if is_organisation(first) or is_organisation(second):
        return one[-1:] == other[-1:] and one[-1] not in ORGANISATIONS
    surnames = one[-1] in other[1:] or other[-1] in one[1:]
    return surnames and any(_same_given(x, y) for x, y in product(one[:-1], other[:-1]))


def is_described(speaker: str) -> bool:
    """Whether a speaker is described and not named: ``a docker``, ``the union’s secretary``."""
    return not any(word[0].isupper() for word in speaker.split()[1:]) and (
        " " in speaker or speaker[:1].islower() or speaker.lower() in ROLES
    )


def shared_description(first: str, second: str) -> bool | None:
    """Whether two descriptions share a significant word; None when either has none."""
    one, other = ({word.removesuffix("s") for word in role_words(each) - _VAGUE} for each in (first, second))
    return bool(one & other) if one and other else None


def _words(name: str) -> list[str]:
    return _WORD.findall(fold(name).replace("'s", ""))


def _name(words: list[str]) -> list[str]:
    """Return the words of a name without titles and suffixes; all of them if nothing else is left."""
    known = TITLES | ROLES | ABBREVIATED.keys()
    start = next((i for i, word in enumerate(words) if word not in known and word != "the"), 0)
    end = len(words)
    while end > start + 1 and words[end - 1] in _SUFFIXES:
        end -= 1
    return words[start:end]


def _same_given(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORT_FORM and long.startswith(short)


def _differ_in_gender(a: list[str], b: list[str]) -> bool:
    """``Mr Holt`` is not Mira Holt."""
    titled = {_titled(a), _titled(b)} - {""}
    return bool(titled) and {_titled(a) or _given(a), _titled(b) or _given(b)} == {"m", "f"}


def _titled(words: list[str]) -> str:
    return "m" if not _MEN.isdisjoint(words) else "f" if not _WOMEN.isdisjoint(words) else ""


def _given(words: list[str]) -> str:
    name = _name(words)
    return gender_of(name[0]) if len(name) > 1 else ""
