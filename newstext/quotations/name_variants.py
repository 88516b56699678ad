"""Tells which of the names in a text are the same person's, and which to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.given_names import is_given_name
from newstext.quotations.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTICLES = word_set("al el de da di du del la le van von der den bin ibn ben abu")
_MOST = 40
"""Names of one last word that are compared: no text may take more than linear time."""


def fuller_names(names: list[str]) -> dict[str, str]:
    """Map each of the names that is part of a fuller one, or a name with more words before it, to the one to use.

    ``Al Hashish`` is ``Fouzia Al Hashish``, and ``Getty Images Kevin Vickers`` is ``Kevin Vickers``.
    """
    by_last: dict[str, list[list[str]]] = {}
    for name in names:
        by_last.setdefault(name.rpartition(" ")[2], []).append(name.split())
    found: dict[str, str] = {}
    for alike in by_last.values():
        for short in alike[:_MOST]:
            longer = [long for long in alike[:_MOST] if len(long) > len(short) and _is_within(short, long)]
            leads = [long for long in longer if long[-len(short) :] == short and not _is_given(long[0])]
            if _is_given(short[0]):
                found.update({" ".join(long): " ".join(short) for long in leads})
                longer = [long for long in longer if long not in leads]
            if len(longer) == 1:
                found[" ".join(short)] = " ".join(longer[0])
    return {name: found.get(fuller, fuller) for name, fuller in found.items()}


def is_slogan(name: str, names: Iterable[str]) -> bool:
    """``Stop Trump`` and ``Team Trump`` beside a ``Donald Trump``: a plain word before somebody's surname."""
    first, _, last = name.rpartition(" ")
    if " " in first or _is_given(first):
        return False
    return any(other.endswith(" " + last) and _is_given(other.split()[0]) for other in names)


def _is_within(short: list[str], long: list[str]) -> bool:
    return long[-len(short) :] == short or (long[0] == short[0] and set(short) <= set(long))


def _is_given(word: str) -> bool:
    return is_given_name(word) and word.lower() not in _PARTICLES
