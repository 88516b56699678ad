"""The words of a PDF's page and where they stand, put together into rows of the same height."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from newstext.formats.documents.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

# pdfium writes one of these for the hyphen of a word that is broken at the end of a line, and no line end after it.
_BROKEN = "\x02\ufffe"
_WORD = re.compile(rf"[^ \t\r\n{_BROKEN}]+[{_BROKEN}]?|[{_BROKEN}]")
_HYPHEN = str.maketrans(dict.fromkeys(_BROKEN, "-"))
_MAYBE_SEVERAL = re.compile(r"\S{12}|[,;:.!?)\]”’][^\W\d_]")
_GAP_IN_WORD = 0.12
"""Times its height that the letters of a word may stand apart; a line set tight has gaps and no spaces."""
_SPREAD = 1.6
"""Times its height that a word may stand away from the one before it; further off it is in another column or cell."""
_DRAWN_TWICE = 0.3
"""Times its height that the same word is set aside when it is drawn twice, to look bold."""
_SAME_LINE = 0.5
"""The share of the lower one's height that two words on a line have in common."""


class _Word(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass
class Row:
    """Words in a row, with the box around them in points from the lower left corner of the page.

    ``bottom`` and ``top`` are those of most of its letters: a sign in another font makes no line taller.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    _letters: dict[tuple[float, float], int] = field(default_factory=dict)

    @property
    def height(self) -> float:
        """The height of most of its letters, with what hangs below the line."""
        return self.top - self.bottom

    def is_level_with(self, other: Row | _Word) -> bool:
        """Whether the other is at the same height of the page."""
        common = min(self.top, other.top) - max(self.bottom, other.bottom)
        return common >= _SAME_LINE * min(self.height, other.top - other.bottom)

    def take(self, other: Row | _Word, between: str) -> None:
        """Put the other behind this one."""
        self._letters = self._letters or {(self.bottom, self.top): len(self.text)}
        box = other.bottom, other.top
        self._letters[box] = self._letters.get(box, 0) + len(other.text)
        self.bottom, self.top = max(self._letters, key=self._letters.__getitem__)
        self.text += between + other.text
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)


def rows_of(page: Any) -> list[Row]:
    """Return the rows of a page of pypdfium2, upright, in the order in which the file draws them.

    Text outside the page is left out: no reader sees it.
    """
    rows: list[Row] = []
    last = None
    for word in _words(page):
        row = rows[-1] if rows else None
        if row is None or not row.is_level_with(word) or not _is_near(row, word):
            rows.append(Row(*word))
        elif last is None or last.text != word.text or abs(last.left - word.left) > _DRAWN_TWICE * row.height:
            row.take(word, " " if word.left - row.right > 0.1 * row.height or word.right < row.left else "")
        last = word
    return [row for row in rows if row.text.strip()]


def _is_near(row: Row, word: _Word) -> bool:
    return max(word.left - row.right, row.left - word.right) <= _SPREAD * row.height


def _words(page: Any) -> Iterator[_Word]:
    import pypdfium2.raw as pdfium

    letters = page.get_textpage()
    shown = _Shown(page.get_rotation(), *page.get_cropbox())
    count = letters.count_chars()
    text = letters.get_text_range()
    if len(text) != count:
        # The text and its boxes differ in number after characters beyond U+FFFF or without a code; read one by one,
        # each has its box.
        text = "".join(chr(pdfium.FPDFText_GetUnicode(letters, at) or 0xFFFD) for at in range(count))
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    for found in _WORD.finditer(text):
        # The first and the last letter give a word's position; only possible groups of words are examined whole.
        inside = range(found.start(), found.end())
        looked_at = inside if _MAYBE_SEVERAL.search(found[0]) else dict.fromkeys((inside[0], inside[-1]))
        boxes = [
            (at, *shown.upright(box.left, box.right, box.bottom, box.top))
            for at in looked_at
            if pdfium.FPDFText_GetLooseCharBox(letters, at, place) and shown.holds(box.left, box.bottom)
        ]
        yield from _parts(found.start(), found[0], boxes)


class _Shown(NamedTuple):
    """The part of a page that is shown, in its own points, and by how many degrees it is turned for that."""

    turned: int
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is on the page."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def upright(self, left: float, right: float, bottom: float, top: float) -> tuple[float, float, float, float]:
        """Return a box on the upright page: left, right, bottom, top."""
        match self.turned:
            case 90:
                return bottom, top, self.right - right, self.right - left
            case 180:
                return self.right - right, self.right - left, self.top - top, self.top - bottom
            case 270:
                return self.top - top, self.top - bottom, left, right
            case _:
                return left, right, bottom, top


def _parts(start: int, text: str, boxes: list[tuple[int, float, float, float, float]]) -> Iterator[_Word]:
    """Yield the words in a run of letters: one, unless gaps part it."""
    first = 0
    for number in range(1, len(boxes) + 1):
        is_end = number == len(boxes)
        if not is_end:
            (at, _, before, bottom, top), (following, behind, *_) = boxes[number - 1 : number + 1]
            is_end = following == at + 1 and behind - before > _GAP_IN_WORD * (top - bottom)
        if is_end:
            part = boxes[first:number]
            last = len(text) if number == len(boxes) else boxes[number][0] - start
            words = plain(text[part[0][0] - start : last].translate(_HYPHEN))
            _, lefts, rights, bottoms, tops = zip(*part, strict=True)
            first = number
            if words:
                yield _Word(words, min(lefts), max(rights), min(bottoms), max(tops))
