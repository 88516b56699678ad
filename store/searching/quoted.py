"""The words of an article's quotations, as an index holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.folding import rejoined
from store.searching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_APART = " ¶ "
"""Between two quotations or names, so that no words are found across them. No word is a pilcrow."""


def begun(words: str) -> str:
    """Return words as they are found in the texts here with a space before them: in a row, the last one begun."""
    return " ".join(["", *tokens(words)])


def standing(quotations: Iterable[tuple[Iterable[str], str]]) -> tuple[str, str]:
    """Return the names and the words of quotations, each with every name of its speaker and one piece of its text."""
    names: dict[str, None] = {}
    words: list[str] = []
    for named, exact in quotations:
        names |= dict.fromkeys(named)
        words += [_folded(form) for form in _forms(exact)]
    return _APART.join(filter(None, map(_folded, names))), _APART.join(filter(None, words))


def accepted(quotations: Iterable[tuple[str | None, str]]) -> tuple[str, str]:
    """Return the speakers and the words of quotations that were accepted, one piece of text at a time."""
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
    """A text as it is printed, and with the words in one piece that a line's end breaks."""
    return dict.fromkeys((rejoined(text), text))
