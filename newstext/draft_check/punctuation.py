"""Commas, capitals and other differences between the same words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.draft_check.passage import ELLIPSIS, ENDS
from newstext.draft_check.verdicts import Difference
from newstext.loose_match import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile(r"''|``|[\"'“”„‟«»‹›‘’‚‛ʼ`]")
"""Double marks and single ones alike: the choice of the inner ones is a matter of house style."""
_DASHES = re.compile(r"\s*(?:--?|[—–‑‒―])\s+|\s+(?:--?|[—–‑‒―])\s*|--|[—–‑‒―]")
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]")


def typeset(text: str) -> str:
    """Return text without differences of house style: kinds of marks, dashes and spaces, a full stop before a mark."""
    text = _MARKS.sub("'", _NOTHING.sub("", text))
    text = re.sub(ELLIPSIS, "…", text)
    return _DASHES.sub("-", " ".join(text.split())).strip(ENDS)


def punctuation(drafted: str, printed: str) -> Iterator[Difference]:
    """Yield each place where the same words have other stops, dashes or capitals, with the words around it."""
    one, other = fold(drafted), fold(printed)
    if one.words != other.words:
        return
    for n in range(len(one.words)):
        end = min(n + 2, len(one.words))
        here, there = (f.span(n, end).of(f.text) for f in (one, other))
        if end - n == 2 and _between(here) != _between(there):
            yield Difference(here, there)
        elif n and one.spans[n].of(drafted)[:1].isupper() is not other.spans[n].of(printed)[:1].isupper():
            yield Difference(one.spans[n].of(drafted), other.spans[n].of(printed))


def _between(words: str) -> str:
    """Return the significant signs between two words."""
    first, second = fold(words).spans
    return typeset(f"a{words[first.end : second.start]}b")
