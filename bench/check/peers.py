"""The simple method: a quotation passes if a text contains it, or a passage that difflib finds as good as equal."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENOUGH = 0.92
_MARKS = str.maketrans("“”‘’", "\"\"''")


def passes(words: str, texts: Sequence[str]) -> bool:
    """Whether the simple method lets ``words`` pass against any of the texts."""
    plain = _plain(words)
    return any(_passes(plain, _plain(text)) for text in texts)


def _passes(words: str, text: str) -> bool:
    if words in text:
        return True
    matcher = SequenceMatcher(None, text, words, autojunk=False)
    anchor = matcher.find_longest_match()
    start = max(0, anchor.a - anchor.b)
    near = text[start : start + len(words)]
    return SequenceMatcher(None, near, words, autojunk=False).ratio() >= _ENOUGH


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_MARKS)).lower().strip(" .,")
