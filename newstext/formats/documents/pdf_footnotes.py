"""Footnotes of a PDF: rows in smaller type at the foot of a column, the first of them behind a number or a sign."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.formats.documents.page_layout import PlacedRow

_MARK = re.compile(r"[\[(]?(?P<sign>\d{1,3}|[*†‡§¶]{1,3})[\])]?\.? ?(?=\S)")
_WORD_END = r"(?:(?<=[^\W\d_])|(?<=[^\W\d_][.,;:!?”\"’)\]]))"
_SMALLER = 0.92
"""The most of the text's size that a footnote is set in."""


def without_footnotes(rows: list[PlacedRow], size: float) -> tuple[list[PlacedRow], list[list[PlacedRow]]]:
    """Return the rows of a page without its footnotes, and each footnote's rows; ``size`` is that of the text."""
    text: list[PlacedRow] = []
    notes: list[list[PlacedRow]] = []
    words = " ".join(placed.row.text for placed in rows if placed.row.height > _SMALLER * size)
    for _, column in groupby(rows, key=lambda placed: placed.column):
        own = list(column)
        first = len(own)
        while first and own[first - 1].row.height <= _SMALLER * size:
            first -= 1
        # A page entirely in small type is not a page of notes.
        begins = next((at for at in range(first, len(own)) if first and _is_called(own[at], words)), len(own))
        text += own[:begins]
        for placed in own[begins:]:
            if placed is own[begins] or _is_called(placed, words):
                notes.append([])
            notes[-1].append(placed)
    return text, notes


def _is_called(placed: PlacedRow, words: str) -> bool:
    """Whether a row begins with a sign that also marks the end of a word in the text, as footnotes do."""
    mark = _MARK.match(placed.row.text)
    return mark is not None and bool(re.search(rf"{_WORD_END}{re.escape(mark['sign'])}(?!\w)", words))
