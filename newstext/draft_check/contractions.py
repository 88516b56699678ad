"""Contractions and their long forms: “it’s” and “it is”, “don’t” and “do not”. Papers print either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WHOLE = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "let's": ("let", "us"),
}
_ENDINGS = {"n't": "not", "'re": "are", "'m": "am", "'ve": "have", "'ll": "will", "'d": "'d", "'s": "'s"}
_READINGS = {"'d": frozenset(["would", "had"]), "'s": frozenset(["is", "has"])}
"""Endings with two long forms. After a noun ``'s`` is rather the possessive, which stays unchanged."""
_PRONOUNS = word_set(
    "i you he she it we they that this there here who what where when how why one everyone everybody somebody someone"
    " nobody everything something nothing"
)
_BETWEEN = word_set("not always already also ever just never now only really still all")
_PARTICIPLES = word_set(
    "been become begun bought brought come done felt found gone got gotten had heard held kept left lost made met paid"
    " put read run said sat sent set shown sold spent stood thought told won worn gone grown known flown thrown drawn"
)


def expanded(words: Iterable[str]) -> list[str]:
    """Return folded words with contractions spelt out; ``'s`` and ``'d`` stay as words of their own."""
    return [part for word in words for part in _expanded(word)]


def spelt_out(word: str, following: Iterable[str]) -> list[str]:
    """Return a folded word spelt out, in the likelier form for the words that follow; a possessive unchanged."""
    parts = _expanded(word)
    if parts[-1] == "'s" and parts[0] not in _PRONOUNS:
        return [word]
    if parts[-1] in _READINGS:
        verb = next((each for each in following if each not in _BETWEEN), "")
        is_past = verb in _PARTICIPLES or verb.endswith(("ed", "en"))
        parts[-1] = {"'s": ("is", "has"), "'d": ("would", "had")}[parts[-1]][is_past or (verb == "better")]
    return parts


def are_one(drafted: Iterable[str], printed: Iterable[str]) -> bool:
    """Whether folded words are the same, some of them contracted in one of the two."""
    one, other = expanded(drafted), expanded(printed)
    return len(one) == len(other) and all(map(_agree, one, other))


def _agree(one: str, other: str) -> bool:
    return one == other or other in _READINGS.get(one, ()) or one in _READINGS.get(other, ())


def _expanded(word: str) -> list[str]:
    if (whole := _WHOLE.get(word)) is not None:
        return [*whole]
    return [*_endings(word)]


def _endings(word: str) -> Iterator[str]:
    for ending, long in _ENDINGS.items():
        if word.endswith(ending) and (stem := word.removesuffix(ending)):
            yield from _expanded(stem)
            yield long
            return
    yield word
