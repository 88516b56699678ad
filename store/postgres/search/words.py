"""Words as ``tsvector`` and ``tsquery`` hold them. They are letters and digits, so that none is an operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.articles.filters import LONGEST
from store.searching.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from store.searching.query_readings import Word
    from store.searching.vocabulary import Term

_MOST_BYTES = 900_000
"""Bytes of the distinct words of one text that are indexed: a tsvector holds a megabyte."""
_BEGINNINGS = (1, 2, 3)


def indexed(words: Iterable[str]) -> list[str]:
    """Return the distinct words of a text that are indexed, long ones cut."""
    found = sorted({word[:LONGEST] for word in words})
    room = _MOST_BYTES
    for count, word in enumerate(found):
        room -= len(word.encode())
        if room < 0:
            return found[:count]
    return found


def vector(words: Iterable[str]) -> str:
    """Return words as a tsvector."""
    return " ".join(f"'{word}'" for word in words)


def head_vector(words: Collection[str]) -> str:
    """Return the words of a head as a tsvector, with the beginnings of one, two and three letters as words."""
    begun = {f"{word[:length]}*" for word in words for length in _BEGINNINGS if len(word) >= length}
    return vector([*words, *sorted(begun)])


def every(words: Iterable[str]) -> str:
    """Return a tsquery for all these words."""
    return " & ".join(f"'{word[:LONGEST]}'" for word in words)


def in_head(word: Word) -> str:
    """Return a tsquery for one word of a search in heads."""
    return _group(word, _head_term)


def in_text(word: Word) -> str:
    """Return a tsquery for one word of a search in whole texts."""
    return _group(word, _term)


def is_gathered(word: Word) -> bool:
    """Whether the index gathers all matches of a word in heads first: it has a beginning that is no word of its own."""
    return any(term.begins and len(term.text) > _BEGINNINGS[-1] for term in word.terms)


def some(groups: Sequence[str], count: int) -> str:
    """Return a tsquery for all of the groups, or for one of them."""
    return (" | " if count == 1 else " & ").join(groups)


def _group(word: Word, term: Callable[[Term], str]) -> str:
    apart = " & " if is_unspaced(word.typed) else " | "
    return f"({apart.join(dict.fromkeys(map(term, word.terms)))})"


def _head_term(term: Term) -> str:
    if term.begins and len(term.text) <= _BEGINNINGS[-1]:
        return f"'{term.text}*'"
    return _term(term)


def _term(term: Term) -> str:
    return f"'{term.text[:LONGEST]}':*" if term.begins else f"'{term.text[:LONGEST]}'"
