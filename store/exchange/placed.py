"""What an export is held against when it is read back: the words, and where it says they stand."""

from __future__ import annotations

from typing import NamedTuple

LINE_ENDS = {ord(c): "↵" for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
"""What shows each line end as a sign, in formats whose lines it would break."""


class Placed(NamedTuple):
    """Words, and the stretch of a revision's body that they are; ``sha256`` is the body's, or its beginning."""

    sha256: str
    start: int
    end: int
    exact: str
