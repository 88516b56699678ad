"""Index entries of texts: their folded words, and those that the vocabulary counts."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import Any, NamedTuple

from store.searching.words import LONGEST_COUNTED, flat, folded, is_unspaced, rejoined_tokens


class Entry(NamedTuple):
    """The index entry of one text, made without the store."""

    texts: tuple[str | None, str | None, str | None, str]
    """Headline, byline, source and body, unfolded."""
    head: tuple[str, str, str]
    """The first three of them, folded."""
    respelled: str
    words: str
    """All words, folded, as one string: it needs a tenth of the memory of a set."""


def entry(headline: str | None, byline: str | None, source: str | None, body: str) -> Entry:
    """Build the index entry of a text. This is the slow part of indexing: do it before waiting for a turn to write."""
    texts = (headline, byline, source, body)
    by, printed, end = accumulate(len(text or "") + 1 for text in texts[:3])
    # All at once if each letter keeps its place, as in nearly all copy.
    if (plain := flat(f"{headline or ''} {byline or ''} {source or ''} {body}")) is not None:
        head = _spaced(plain[:by]), _spaced(plain[by:printed]), _spaced(plain[printed:end])
        if not (broken := rejoined_tokens(body)):
            return Entry(texts, head, "", plain)
        return Entry(texts, head, " ".join(sorted(set(broken))), " ".join((plain, *broken)))
    (*heads, words), odd = zip(*(folded(text or "") for text in texts), strict=True)
    return Entry(
        texts,
        (" ".join(heads[0]), " ".join(heads[1]), " ".join(heads[2])),
        " ".join(sorted(set().union(*odd))) if any(odd) else "",
        " ".join(chain(words, *heads)),
    )


def _spaced(words: str) -> str:
    return " ".join(words.split())


def each(words: str) -> set[str]:
    """Return the distinct words."""
    return set(words.split())


def head_words(head: tuple[Any, ...]) -> set[str]:
    """Return the distinct words of a head, whose first item is its number."""
    return each(" ".join(head[1:]))


def is_counted(word: str) -> bool:
    """Whether a word is in the vocabulary."""
    return len(word) <= LONGEST_COUNTED and (word.isascii() or not is_unspaced(word))
