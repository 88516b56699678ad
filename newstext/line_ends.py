"""Texts that differ only in how their lines end and in a mark at their beginning, and places in one and the other."""

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
    """Return ``text`` without a mark at its beginning and with a single LF at the end of each line."""
    return text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")


def spellings(text: str) -> Iterator[str]:
    """Yield the same text with other line ends, with and without a mark at its beginning."""
    lines = plain(text)
    for spelled in dict.fromkeys(mark + lines.replace("\n", end) for mark in ("", _MARK) for end in _ENDS):
        if spelled != text:
            yield spelled


class Translation:
    """Where a stretch of ``text`` stands in ``other``, the same text but for line ends and mark."""

    def __init__(self, text: str, other: str) -> None:
        self._from = _extra(text)
        # Each as the place in the plain text that it stands before.
        self._to = [place - number for number, place in enumerate(_extra(other))]

    def span(self, span: Span) -> Span:
        """Return the stretch of the other text that ``span`` is."""
        return Span(self._place(span.start), self._place(span.end))

    def _place(self, place: int) -> int:
        in_plain = place - bisect_left(self._from, place)
        return in_plain + bisect_right(self._to, in_plain)


def _extra(text: str) -> list[int]:
    """The places of the characters that the plain text lacks, in order."""
    return [0] * text.startswith(_MARK) + [found.end() - 1 for found in _TWO.finditer(text)]
