"""The items compared when an export is read back: words and their places."""

from __future__ import annotations

from typing import NamedTuple

from newstext.controls import as_signs, sign

LINE_ENDS = {ord(c): "↵" for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
"""The sign for each line end, in formats whose lines it would break."""

_SIGNS_OF_LINE_ENDS = {ord(sign(chr(c))): "↵" for c in LINE_ENDS if c < 0x100}


def legible(words: str) -> str:
    """Return words in the form common to all formats, with signs for line ends and control characters."""
    return as_signs(words.translate(LINE_ENDS)).translate(_SIGNS_OF_LINE_ENDS)


class WordsPlace(NamedTuple):
    """Words and their span in a revision's body; ``sha256`` is the hash of the body, or its beginning."""

    sha256: str
    start: int
    end: int
    exact: str
