"""Folds text for comparison (no capitals or accents, plain letters and marks) and maps offsets back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from newstext.segments import snapped
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = dict(zip("ıłøđħŧðþæœß", ["i", "l", "o", "d", "h", "t", "d", "th", "ae", "oe", "ss"], strict=True))
"""Letters with no accent to take off, which Unicode's decomposition does not spell plainly."""
_SHAPES = {**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑–—", "-")}
_VOICING = "\u3099\u309a"
"""Japanese marks that make another letter and not an accent."""


_BREAK = r"(?<=[^\W\d_])[-‐\xad][ \t]*\n[ \t]*(?=[^\W\dA-Z_])"
"""A line end within a word, as in text copied out of a page. A capital begins another word."""
_A_BREAK = re.compile(_BREAK)
_BROKEN_WORD = re.compile(rf"(?<![^\W_])[^\W_]+(?:{_BREAK}[^\W_]+)+")
_NEAR = 4
"""Code points looked at on either side of a line's end: a letter, a hyphen and what blanks there are."""
_BREAKS = ("-\n", "- \n", "‐\n", "‐ \n", "\xad\n", "\xad \n")


class _Table(dict[int, str]):
    """The folding of each code point, computed on first use."""

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
    """Return ``text`` folded for comparison, code point by code point."""
    return text.translate(_table)


def has_broken_words(text: str) -> bool:
    """Whether a text may have words hyphenated at line ends."""
    # Most of what a search folds is one line.
    return "\n" in text and any(mark in text for mark in _BREAKS)


def broken_words(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the span and the joined form of each word hyphenated at a line end."""
    if has_broken_words(text):
        for match in _BROKEN_WORD.finditer(text):
            yield Span(*match.span()), rejoined(match[0])


def breaks_word(text: str, at: int) -> bool:
    """Whether the line at this offset continues a word that the line before breaks with a hyphen."""
    return text[at - 1 : at] == "\n" and bool(_A_BREAK.search(text[max(0, at - _NEAR) : at + _NEAR]))


def rejoined(text: str) -> str:
    """Return ``text`` with the words rejoined that are hyphenated at line ends."""
    return _A_BREAK.sub("", text) if has_broken_words(text) else text


class Folded:
    """A folded text with a mapping of its offsets to the original's. Offsets count code points.

    With ``rejoin``, words hyphenated at line ends are joined.
    """

    def __init__(self, text: str, *, rejoin: bool = False) -> None:
        self._original = text
        self.text = fold(rejoined(text) if rejoin else text)
        # Only where a code point does not become exactly one do the two run apart.
        odd = "".join(character for character in set(text) if len(_table[ord(character)]) != 1)
        apart = [*([_BREAK] if rejoin else []), *([f"[{re.escape(odd)}]"] if odd else [])]
        self._places: list[tuple[int, int, int, int]] = []
        shift = 0
        for match in re.finditer("|".join(apart), text) if apart else ():
            start, taken = match.start(), match.end() - match.start()
            length = len(_table[ord(match[0])]) if taken == 1 else 0
            self._places.append((start + shift, start, taken, length))
            shift += length - taken
        self._starts = [folded for folded, *_ in self._places]

    def original(self, span: Span) -> Span:
        """Return the span of whole characters in the original that a span of ``self.text`` comes from."""
        return snapped(self._original, Span(self._place(span.start), self._place(span.end - 1) + 1))

    def _place(self, folded: int) -> int:
        after = bisect_right(self._starts, folded)
        if not after:
            return folded
        start, place, taken, length = self._places[after - 1]
        return place if folded < start + length else place + taken + folded - start - length
