"""Tells the language of a text by its script and its everyday words."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import regex

ENGLISH = "en"
UNKNOWN = ""

_SAMPLE = 3_000
"""Code points read at the beginning, in the middle and at the end of a long text."""
_FEWEST = 40
"""Words outside marks from which those inside are left out: quoted foreign words switch nothing."""
_FEW = 24
"""Words below which little is certain."""
_LEAST_SHARE, _SHORT_LEAST_SHARE = 0.14, 0.3
"""The least share of everyday words in running copy, and in a line or two; lists and tables have less, whatever their
language."""
_ENGLISH_LEAST = 0.08
_STATED_BONUS = 1.25
"""The weight of the article's stated language: it decides between close relatives, not against the text."""
_MARGIN = 1.15
"""The margin by which another language must be surer than English."""
_KANA_SHARE = 0.08
_PERSIAN = frozenset("پچژگکیٹڈے")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]+(?:['’]\p{L}+)?")
_QUOTED = regex.compile(r"[“„«「][^“”„«»「」\n]{1,1200}[”“»」]|\"[^\"\n]{1,1200}\"")
_SCRIPTS = {
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "zh": regex.compile(r"\p{Han}"),
    "ar": regex.compile(r"\p{Arabic}"),
    "ko": regex.compile(r"\p{Hangul}"),
    "ru": regex.compile(r"\p{Cyrillic}"),
    "el": regex.compile(r"\p{Greek}"),
    "he": regex.compile(r"\p{Hebrew}"),
    "th": regex.compile(r"\p{Thai}"),
    "hi": regex.compile(
        r"[\p{Devanagari}\p{Bengali}\p{Tamil}\p{Telugu}\p{Gujarati}\p{Gurmukhi}\p{Kannada}\p{Malayalam}]"
    ),
    "ka": regex.compile(r"[\p{Georgian}\p{Armenian}\p{Ethiopic}\p{Khmer}\p{Lao}\p{Myanmar}\p{Sinhala}\p{Tibetan}]"),
}
"""Scripts other than Latin; for one shared by several languages, one code represents all."""
_FOREIGN = regex.compile(r"[^\p{Latin}\P{L}]")


def language_of(text: str, stated: str | None = None) -> str:
    """Return the code of the language of most of ``text``; ``en`` if there is little evidence, ```` if no list fits.

    ``stated`` is the article's own statement (``de-CH``): it helps, but the text decides.
    """
    sample = _sample(text)
    foreign = len(_FOREIGN.findall(sample))
    if foreign and foreign * 2 > sum(map(str.isalpha, sample)):
        return _by_script(sample)
    words = _WORD.findall(_QUOTED.sub(" ", sample).lower())
    if len(words) < _FEWEST:
        words = _WORD.findall(sample.lower())
    return _by_words(Counter(words), len(words), (stated or "").partition("-")[0].lower())


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


def _by_script(sample: str) -> str:
    counts = {code: len(script.findall(sample)) for code, script in _SCRIPTS.items()}
    if counts["ja"] > _KANA_SHARE * counts["zh"] and counts["ja"] + counts["zh"] > max(counts["ar"], counts["ko"]):
        return "ja"
    code = max(counts, key=lambda each: counts[each])
    if code == "ar" and sum(map(sample.count, _PERSIAN)) > counts["ar"] / 50:
        return UNKNOWN
    return code if counts[code] else UNKNOWN


def _by_words(counts: Counter[str], total: int, stated: str) -> str:
    if not total:
        return ENGLISH
    found: Counter[str] = Counter()
    everyday = _everyday()
    for word, times in counts.items():
        for code in everyday.get(word.replace("’", "'"), ()):
            found[code] += times
    english = found[ENGLISH]
    if stated in found:
        found[stated] = 1 + int(found[stated] * _STATED_BONUS)
    best = max(found, key=lambda code: (found[code], code == ENGLISH), default=ENGLISH)
    least = (_SHORT_LEAST_SHARE if total < _FEW else _LEAST_SHARE) * total
    if best != ENGLISH and found[best] >= max(2, least) and found[best] > english * _MARGIN:
        return best
    return UNKNOWN if total >= _FEW and english < _ENGLISH_LEAST * total else ENGLISH


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    """Each everyday word with the languages that have it."""
    table = tomllib.loads((Path(__file__).parent / "packs" / "profiles.toml").read_text("utf-8"))
    languages: dict[str, list[str]] = {}
    for code, words in table.items():
        for word in set(words.split()):
            languages.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in languages.items()}
