"""What is compared when an export is read back: words, and where it says they are."""

from __future__ import annotations

from typing import NamedTuple

from newstext.controls import as_signs, sign

LINE_ENDS = {ord(c): "↵" for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
"""What shows each line end as a sign, in formats whose lines it would break."""

_SIGNS_OF_LINE_ENDS = {ord(sign(chr(c))): "↵" for c in LINE_ENDS if c < 0x100}


def legible(words: str) -> str:
    """Return words as every format can hold them, whichever signs it has for line ends and control characters."""
    return as_signs(words.translate(LINE_ENDS)).translate(_SIGNS_OF_LINE_ENDS)


class WordsPlace(NamedTuple):
    """Words, and the stretch of a revision's body that they are; ``sha256`` is the body's, or its beginning."""

    sha256: str
    start: int
    end: int
    exact: str
