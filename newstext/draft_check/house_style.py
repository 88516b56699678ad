"""Words in one house style: spelling, contractions, numerals and abbreviations, which papers set differently."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newstext.draft_check.contractions import are_one, spelt_out
from newstext.loose_match import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.spans import Span


def _counted(words: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split())}


_UNITS = _counted(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = {
    word: tens * 10 for word, tens in _counted("zero ten twenty thirty forty fifty sixty seventy eighty ninety").items()
}
_MULTIPLES = {"hundred": 100, "thousand": 1000}
_ORDINALS = _counted("zeroth first second third fourth fifth sixth seventh eighth ninth tenth")
_ENDS = {1: "st", 2: "nd", 3: "rd"}
_MAGNITUDES = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}
_AMOUNT = re.compile(r"(\d[\d.,]*)(bn|mn|tn|[mk])")
_HOUR = re.compile(r"(\d{1,2}(?:[.:]\d\d)?)([ap]m)")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+")
_CURRENCY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_CURRENCY_NAMES = {f"{name}s": name for name in _CURRENCY.values()}
_SUM = re.compile(r"\d[\d.,]*")
_PREFIXES = frozenset(["co", "re", "pre", "e", "non", "anti", "multi", "semi"])
"""Prefixes that often form one word with the word after the hyphen."""
_PAIRS = {
    ("health", "care"): "healthcare",
    ("any", "more"): "anymore",
    ("per", "cent"): "%",
    ("web", "site"): "website",
}

_OUR = re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|er|ers|able|ite|ites|less|ful|hood|hoods|ly|al|y)?$)")
_ISE = re.compile(r"(?<=[a-z]{2})([iy])s(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)")
_LL = re.compile(r"(?<=[a-z])ll(?=(?:ed|ing|er|ers|or|ors|ous)$)")
_DASH = re.compile(r"[—–]|--|(?<=\s)-(?=\s)")
_TWO_VOWELS = re.compile(r"[aeiou][^aeiou]+[aeiou]")


def in_house_style(words: Folded, *, mended: bool = False) -> Folded:
    """Return words in one spelling, spelt out, with numbers in figures; ``mended`` also corrects common misspellings.

    Where several words become one, its span covers them all; where one becomes several, each has its span.
    """
    found = list(_styled(words, mended=mended))
    return Folded(words.text, tuple(word for word, _ in found), tuple(span for _, span in found))


def _styled(words: Folded, *, mended: bool) -> Iterator[tuple[str, Span]]:
    at = 0
    while at < len(words.words):
        taken, styled = _next(words, at)
        span = words.span(at, at + taken)
        for word in styled:
            yield (_pairs("misspellings").get(word, word) if mended else word), span
        at += taken


def _next(words: Folded, at: int) -> tuple[int, list[str]]:
    """Return how many words from ``at`` on make one in house style, and that word; usually one."""
    word = words.words[at]
    following = words.words[at + 1] if at + 1 < len(words.words) else ""
    if (pair := _PAIRS.get((word, following))) is not None:
        return 2, [pair]
    if word in _PREFIXES and following and _between(words, at) == "-":
        return 2, [_spelling(word + following)]
    if word in _UNITS or word in _TENS:
        return _number(words, at)
    if len(word) == 1 and word.isalpha() and (letters := _initials(words, at)) > 1:
        return letters, ["".join(words.words[at : at + letters])]
    if word in _CURRENCY and (_SUM.fullmatch(following) or _AMOUNT.fullmatch(following)):
        return _sum(words, at)
    if (amount := _AMOUNT.fullmatch(word)) and following in {*_CURRENCY_NAMES, *_CURRENCY_NAMES.values()}:
        return 1, [_spelling(amount[1]), _MAGNITUDES[amount[2]]]
    if hour := _HOUR.fullmatch(word):
        return 1, [hour[1], hour[2]]
    if "'" in word or word == "cannot":
        return 1, [_spelling(part) for part in spelt_out(word, words.words[at + 1 : at + 3])]
    return 1, [_spelling(word)]


def _sum(words: Folded, at: int) -> tuple[int, list[str]]:
    """Read ``$5bn`` and ``€40 million`` as ``5 billion dollar`` and ``40 million euro``."""
    name, figure = _CURRENCY[words.words[at]], words.words[at + 1]
    if amount := _AMOUNT.fullmatch(figure):
        return 2, [_spelling(amount[1]), _MAGNITUDES[amount[2]], name]
    following = words.words[at + 2] if at + 2 < len(words.words) else ""
    if following in _MAGNITUDES.values():
        return 3, [_spelling(figure), following, name]
    return 2, [_spelling(figure), name]


def _number(words: Folded, at: int) -> tuple[int, list[str]]:
    """Read ``two hundred``, ``twenty-five``, ``five``; the rest of a larger number stays unchanged."""
    all_words = words.words
    value, end = _UNITS.get(all_words[at], _TENS.get(all_words[at], 0)), at + 1
    if value >= 20 and end < len(all_words) and 0 < _UNITS.get(all_words[end], 0) < 10:
        value, end = value + _UNITS[all_words[end]], end + 1
    if end < len(all_words) and all_words[end] in _MULTIPLES:
        value, end = value * _MULTIPLES[all_words[end]], end + 1
    return end - at, [str(value)]


def _initials(words: Folded, at: int) -> int:
    """Return how many single letters with stops between them begin here: ``U.S.``, ``U. S.``, ``a.m.``"""
    # In “O.K. I said” the sentence ends after the initials: their stops are all alike.
    stop = _between(words, at) if at + 1 < len(words.words) else ""
    end = at + 1
    while stop in (".", ". ") and end < len(words.words) and len(words.words[end]) == 1:
        if _between(words, end - 1) != stop:
            break
        end += 1
    return end - at


def _between(words: Folded, at: int) -> str:
    return words.text[words.spans[at].end : words.spans[at + 1].start]


@lru_cache(maxsize=50_000)
def _spelling(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "") if _FIGURE.fullmatch(word) else word
    if word in _CURRENCY_NAMES:
        return _CURRENCY_NAMES[word]
    if (ordinal := _ORDINALS.get(word)) is not None:
        return f"{ordinal}{_ENDS.get(ordinal, 'th')}"
    if (listed := _pairs("spellings").get(word)) is not None:
        return listed
    bare = word.removesuffix("'s")
    styled = _ISE.sub(r"\1z", _OUR.sub("or", bare))
    if _LL.search(styled) and _TWO_VOWELS.search(styled.rpartition("ll")[0]):
        styled = _LL.sub("l", styled)
    return styled + word[len(bare) :]


@cache
def _pairs(name: str) -> dict[str, str]:
    lines = Path(__file__).with_name(f"{name}.txt").read_text("utf-8").splitlines()[1:]
    return dict(pair.split("/") for line in lines for pair in line.split())


def _difference_in_marks(drafted: str, printed: str) -> str:
    """Return the kind of difference between the same words."""
    commas = drafted.count(",") - printed.count(",")
    dashes = len(_DASH.findall(drafted)) - len(_DASH.findall(printed))
    if commas and dashes:
        return "a dash for a comma" if dashes > 0 else "a comma for a dash"
    if commas:
        return "comma added" if commas > 0 else "comma left out"
    return "capital" if drafted.casefold() == printed.casefold() else "punctuation"


@lru_cache(maxsize=10_000)
def difference_in_style(drafted: str, printed: str) -> str | None:
    """Return the kind of difference: marks, ``contraction``, ``spelling``, ``numerals`` or ``typo mended``; None if
    words differ."""
    one, other = fold(drafted), fold(printed)
    if not one.words or not other.words:
        return None
    if one.words == other.words:
        return _difference_in_marks(drafted, printed)
    if are_one(one.words, other.words):
        return "contraction"
    styled = in_house_style(one).words
    if styled == in_house_style(other).words:
        return "numerals" if any(c.isdigit() or c == "%" for c in "".join(styled)) else "spelling"
    return "typo mended" if styled == in_house_style(other, mended=True).words else None
