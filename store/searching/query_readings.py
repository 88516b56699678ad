"""Parses typed words into queries over terms of the index. The most literal reading comes first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from store.searching.vocabulary import Term
from store.searching.words import LONGEST_COUNTED, asked, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.searching.vocabulary import Vocabulary

OR = " or "
"""Between words any of which is enough."""
_OR = re.compile(r"(?<=\w)\s+or\s+(?=\w)", re.IGNORECASE)

MOST_WORDS = 12
"""The number of words searched for; hits say so when more were typed."""

_SHORTEST_CORRECTED = 4
_LONGEST_CORRECTED = 24
_ABBREVIATIONS = range(2, 6)
_BEGINS_AT = 3
"""The number of letters from which a word also matches as a prefix, even if another word follows it."""

COMMON = frozenset(
    "a an and are as at be by for from has have in is it its not of on or that the this to was were will with you your".split()  # noqa: E501, SIM905
)
"""Words of every text: never corrected if known, and not searched for in whole texts together with other words."""


class Word(NamedTuple):
    """A typed word, folded; its possible terms; and the number of articles with one in the head, and anywhere."""

    typed: str
    terms: tuple[Term, ...]
    heads: int
    texts: int

    @property
    def is_known(self) -> bool:
        """Whether any article has it. Either count may be out of date, because counts are read only now and then."""
        return bool(self.heads or self.texts)


class Query(NamedTuple):
    """One reading of the typed words."""

    words: tuple[Word, ...]
    corrected: bool = False
    is_cut: bool = False
    """Whether words beyond ``MOST_WORDS`` were dropped."""


def readings(typed: str, vocabulary: Vocabulary) -> Iterator[Query]:
    """Yield the readings of typed words: literal, unknown words corrected, all corrected, then abbreviations."""
    folded = grouped(typed)
    is_cut = len(folded) > MOST_WORDS
    folded = folded[:MOST_WORDS]
    ends = not typed or not typed[-1].isspace()
    plain = tuple(
        _either(_plain(word, tokens, ends and i == len(folded) - 1, vocabulary) for word, tokens in group)
        for i, group in enumerate(folded)
    )
    if not plain:
        return
    last = Query(plain, is_cut=is_cut)
    yield last
    for tier in (1, 2, 3):
        words = tuple(
            _widened(word, tier, unfinished=ends and i == len(plain) - 1, vocabulary=vocabulary)
            for i, word in enumerate(plain)
        )
        if words != last.words:
            last = Query(words, corrected=True, is_cut=is_cut)
            yield last


def grouped(typed: str) -> list[list[tuple[str, tuple[str, ...]]]]:
    """Return the words of a query with their tokens, in groups of which any word is enough: ``strike or walkout``."""
    groups: list[list[tuple[str, tuple[str, ...]]]] = []
    for number, part in enumerate(_OR.split(typed)):
        first, *others = asked(part) or [("", ())]
        if number and groups and not any(is_unspaced(word) for word, _ in (*groups[-1], first)):
            groups[-1].append(first)
        else:
            groups.append([first])
        groups += [[other] for other in others]
    distinct = {tuple(word for word, _ in group): group for group in groups}
    return [group for words, group in distinct.items() if all(words)]


def _either(words: Iterable[Word]) -> Word:
    """Return one word that stands for any of several."""
    first, *others = words
    if not others:
        return first
    every = (first, *others)
    return Word(
        OR.join(word.typed for word in every),
        tuple(term for word in every for term in word.terms),
        sum(word.heads for word in every),
        sum(word.texts for word in every),
    )


def _plain(word: str, tokens: tuple[str, ...], unfinished: bool, vocabulary: Vocabulary) -> Word:
    if is_unspaced(word):
        # Not in the vocabulary: the frequency of its pairs is unknown, but mostly low.
        terms = tuple(Term(token, len(token) == 1, 1.0) for token in tokens)
        return Word(word, terms, 1 + vocabulary.articles // 100, 1 + vocabulary.articles // 100)
    term = Term(word, unfinished or len(word) >= _BEGINS_AT, 1.0)
    if len(word) > LONGEST_COUNTED:
        return Word(word, (term,), 1, 1)
    return Word(word, (term,), vocabulary.heads(term), vocabulary.texts(term))


def _widened(word: Word, tier: int, *, unfinished: bool, vocabulary: Vocabulary) -> Word:
    """Add the terms that a word may be a typo of, and in the last tier those that it may abbreviate."""
    typed = word.typed
    unknown = not word.texts
    # Numbers are never corrected.
    if is_unspaced(typed) or not typed.isalpha() or (typed in COMMON and not unknown):
        return word
    more: tuple[Term, ...] = ()
    if _SHORTEST_CORRECTED <= len(typed) <= _LONGEST_CORRECTED and (tier >= 2 or unknown):
        more += vocabulary.near(typed, unfinished=unfinished)
    if len(typed) in _ABBREVIATIONS and (tier >= 3 or (tier == 2 and unknown)):
        more += vocabulary.abbreviated(typed)
    if not more:
        return word
    return word._replace(
        terms=word.terms + more,
        heads=min(vocabulary.articles, word.heads + sum(map(vocabulary.heads, more))),
        texts=min(vocabulary.articles, word.texts + sum(map(vocabulary.texts, more))),
    )
