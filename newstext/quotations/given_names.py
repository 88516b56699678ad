"""Given names of many countries: the people that "he" and "she" can mean, and signs of a person's name.

A hint only: a title, a role or a pronoun in the text counts first.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_LIST = Path(__file__).with_name("given_names.txt")
_GENDERS = {"[women]": "f", "[men]": "m", "[both]": ""}
_NO_ACCENTS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "ð": "d", "þ": "th", "æ": "ae", "’": "'"})
_OF_WOMEN = ("ina", "ela", "ita", "ia", "ette", "anna")


def gender_of(name: str) -> str:
    """``f``, ``m``, or nothing where the first word of ``name`` does not tell."""
    first = _folded(name.split()[0])
    known = _known().get(first)
    if known is not None:
        return known
    return "f" if len(first) > 3 and first.endswith(_OF_WOMEN) else ""


def is_given_name(word: str) -> bool:
    """Whether ``word`` is a given name, of a hyphenated one its first part."""
    folded = _folded(word)
    return word[:1].isupper() and (folded in _known() or folded.partition("-")[0] in _known())


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """In lower case, without accents."""
    lower = word.lower().rstrip(".").translate(_NO_ACCENTS)
    if lower.isascii():
        return lower
    return "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))


@cache
def _known() -> dict[str, str]:
    """Each name with its gender, read once."""
    gender, known = "", {}
    for line in _LIST.read_text("utf-8").splitlines():
        if line.startswith("["):
            gender = _GENDERS[line]
        elif not line.startswith("#"):
            known.update(dict.fromkeys(line.split(), gender))
    return known
