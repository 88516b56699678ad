"""Words as search sees them: cut as FTS5 cuts them, and folded a little further than it folds."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters and digits, and the accents that follow them: what FTS5's unicode61 takes for a word.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")

# Letters with no accent to take off, which unicode61 leaves as they are.
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_UNFOLDED = "ıłøđħŧðþæœßŁØĐĦŦÐÞÆŒẞﬀﬁﬂﬃﬄﬅﬆ"


def fold(word: str) -> str:
    """Return the word as it is compared: no capitals, no accents, plain letters."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield each word of ``text`` where it stands."""
    return _WORD.finditer(text)


def respelled(*texts: str | None) -> str:
    """Return, folded, the words whose letters FTS5 does not fold, so that they can be found without those."""
    odd = {fold(word[0]) for text in texts if text and _odd(text) for word in words(text) if _odd(word[0])}
    return " ".join(sorted(odd))


def _odd(text: str) -> bool:
    # A search for each letter is four times as fast as one pattern of them all.
    return not text.isascii() and any(letter in text for letter in _UNFOLDED)
