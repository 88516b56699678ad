"""The words of an article's quotations, as in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.folding import rejoined
from store.searching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_APART = " ¶ "
"""The separator of quotations and names, which prevents matches across them. No word is a pilcrow."""


def begun(words: str) -> str:
    """Return the string to search for in these texts: words in sequence; the last may be incomplete."""
    return " ".join(["", *tokens(words)])


def standing(quotations: Iterable[tuple[Iterable[str], str]]) -> tuple[str, str]:
    """Return the names and the words of quotations, given each one's names of its speaker and a piece of its text."""
    names: dict[str, None] = {}
    words: list[str] = []
    for named, exact in quotations:
        names |= dict.fromkeys(named)
        words += [_folded(form) for form in _forms(exact)]
    return _APART.join(filter(None, map(_folded, names))), _APART.join(filter(None, words))


def accepted(quotations: Iterable[tuple[str | None, str]]) -> tuple[str, str]:
    """Return the speakers and the words of accepted quotations, given a piece of text at a time."""
    speakers: dict[str, None] = {}
    words: list[str] = []
    for speaker, exact in quotations:
        if speaker:
            speakers[speaker] = None
        words += tokens(exact)
    return " ".join(token for speaker in speakers for token in tokens(speaker)), " ".join(words)


def _folded(text: str) -> str:
    return " ".join(tokens(text))


def _forms(text: str) -> Iterable[str]:
    """Return a text as printed, and with words rejoined that are broken at line ends."""
    return dict.fromkeys((rejoined(text), text))
