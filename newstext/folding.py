"""Text as a person compares it: no capitals, no accents, plain letters and marks; and the way back to the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from newstext.segments import snapped
from newstext.spans import Span

LETTERS = dict(zip("ıłøđħŧðþæœß", ["i", "l", "o", "d", "h", "t", "d", "th", "ae", "oe", "ss"], strict=True))
"""Letters with no accent to take off, which Unicode's decomposition does not spell plainly."""
_SHAPES = {**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑–—", "-")}
_VOICING = "\u3099\u309a"
"""Japanese marks that make another letter and not an accent."""


class _Table(dict[int, str]):
    """What each code point is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if unicodedata.category(character) == "Cf":  # soft hyphens, joiners and other things nobody types
        return ""
    plain = unicodedata.normalize("NFKD", character.lower())
    plain = "".join(c for c in plain if c in _VOICING or unicodedata.category(c)[0] != "M")
    return "".join(_SHAPES.get(c, LETTERS.get(c, c)) for c in unicodedata.normalize("NFC", plain))


_table = _Table()


def fold(text: str) -> str:
    """Return text as it is compared, code point by code point."""
    return text.translate(_table)


class Folded:
    """A text folded once, and where its stretches stand in the text as it is. Offsets count code points."""

    def __init__(self, text: str) -> None:
        self._original = text
        self.text = fold(text)
        # Only where a code point does not become exactly one do the two run apart.
        odd = "".join(character for character in set(text) if len(_table[ord(character)]) != 1)
        self._places: list[tuple[int, int]] = []
        shift = 0
        for match in re.finditer(f"[{re.escape(odd)}]", text) if odd else ():
            start = match.start()
            length = len(_table[ord(match[0])])
            self._places.append((start + shift, start))
            shift += length - 1
        self._starts = [folded for folded, _ in self._places]

    def original(self, span: Span) -> Span:
        """Return the whole characters of the text that a stretch of ``self.text`` comes from."""
        return snapped(self._original, Span(self._place(span.start), self._place(span.end - 1) + 1))

    def _place(self, folded: int) -> int:
        after = bisect_right(self._starts, folded)
        if not after:
            return folded
        start, place = self._places[after - 1]
        length = len(_table[ord(self._original[place])])
        return place if folded < start + length else place + 1 + folded - start - length
