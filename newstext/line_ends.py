"""Maps positions between texts that differ only in line ends and byte order mark."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = "\ufeff"
_ENDS = ("\n", "\r\n", "\r")
_TWO = re.compile("\r\n")


def plain(text: str) -> str:
    """Return ``text`` without a byte order mark and with LF at the end of each line."""
    return text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")


def spellings(text: str) -> Iterator[str]:
    """Yield the same text with other line ends, with and without a byte order mark."""
    lines = plain(text)
    for spelled in dict.fromkeys(mark + lines.replace("\n", end) for mark in ("", _MARK) for end in _ENDS):
        if spelled != text:
            yield spelled


class Translation:
    """Maps spans of ``text`` to ``other``, the same text with other line ends or byte order mark."""

    def __init__(self, text: str, other: str) -> None:
        self._from = _extra(text)
        # Each as the position in the plain text that follows it.
        self._to = [place - number for number, place in enumerate(_extra(other))]

    def span(self, span: Span) -> Span:
        """Return the span of the other text that corresponds to ``span``."""
        return Span(self._place(span.start), self._place(span.end))

    def _place(self, place: int) -> int:
        in_plain = place - bisect_left(self._from, place)
        return in_plain + bisect_right(self._to, in_plain)


def _extra(text: str) -> list[int]:
    """Return the offsets of the characters that the plain text lacks, in order."""
    return [0] * text.startswith(_MARK) + [found.end() - 1 for found in _TWO.finditer(text)]
