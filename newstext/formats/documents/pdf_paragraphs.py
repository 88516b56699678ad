"""Paragraphs of a PDF's rows: by gaps, indents, sizes and short last lines; words broken at line ends are joined."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from newstext.article import Join, Page
from newstext.formats.blocks import sentence_ends
from newstext.formats.documents.document import Paragraph

if TYPE_CHECKING:
    from newstext.formats.documents.page_layout import PlacedRow

_BULLET = re.compile(r"(?:[•‣▪●◦·∙–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]{1,60}+)[-‐\u00ad]\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_NO_SPACES = re.compile(r"[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_LONGEST_WORD = 60
_COMMON = 5
_WIDEST_LEADING = 0.5
_GAP, _INDENT, _SIZE, _SHORT = 0.5, 0.8, 0.15, 0.2


def paragraphs_of(pages: list[list[PlacedRow]], labels: list[str]) -> list[Paragraph]:
    """Return the paragraphs of all pages, each with the pages that begin in it and the words joined in it."""
    placed = [(number, row) for number, rows in enumerate(pages) for row in rows]
    if not placed:
        return []
    writer = _Writer(pages, labels)
    writer.begin(*placed[0])
    for (page, above), (number, below), (_, after) in zip(placed, placed[1:], [*placed[2:], placed[-1]], strict=False):
        if writer.is_new(page, above, number, below, after):
            writer.begin(number, below)
        else:
            writer.go_on(number, above, below)
    return writer.done


class _Writer:
    """Writes rows into paragraphs."""

    def __init__(self, pages: list[list[PlacedRow]], labels: list[str]) -> None:
        rows = [row for page in pages for row in page]
        self.done: list[Paragraph] = []
        self._labels = labels
        self._page = -1
        self._size = median(row.row.height for row in rows)
        gaps = sorted(
            above.row.bottom - below.row.top
            for page in pages
            for above, below in pairwise(page)
            if above.column == below.column
        )
        # The least that is common: where paragraphs are short, most gaps are those between them.
        self._gap = min(gaps[len(gaps) // _COMMON], _WIDEST_LEADING * self._size) if gaps else 0.0
        # As the document writes them where no line ends: "power-steering" keeps a hyphen that it has there.
        self._words = {word.casefold() for row in rows for word in _WORD.findall(row.row.text)}

    def is_new(self, page: int, above: PlacedRow, number: int, below: PlacedRow, after: PlacedRow) -> bool:
        """Whether a paragraph begins with the lower row; ``after`` is the one behind it, or itself at the end."""
        one, other = above.row, below.row
        if abs(one.height - other.height) > _SIZE * max(one.height, other.height):
            return True
        if _BULLET.match(other.text):
            return True
        is_short = one.right < above.right - _SHORT * (above.right - above.left)
        is_indented = other.left > below.left + _INDENT * other.height
        if page != number or above.column != below.column:
            return sentence_ends(one.text) or (is_short and is_indented)
        if one.bottom - other.top > self._gap + _GAP * self._size:
            return True
        # A first line is set in from the line above, or above one line of a paragraph from the line below.
        if is_indented and other.left > min(one.left, after.row.left) + _INDENT * other.height:
            return True
        return is_short and sentence_ends(one.text)

    def begin(self, page: int, row: PlacedRow) -> None:
        """Begin a paragraph with a row."""
        is_heading = row.row.height > (1 + _SIZE) * self._size
        self.done.append(Paragraph("", is_heading=is_heading))
        self._write(page, row.row.text)

    def go_on(self, page: int, above: PlacedRow, row: PlacedRow) -> None:
        """Go on with a row in the open paragraph."""
        open_ = self.done[-1]
        text = row.row.text
        broken, following = _LAST_WORD.search(open_.text[-_LONGEST_WORD:]), _NEXT_WORD.match(text)
        if broken and following and following[0][0].islower():
            if f"{broken[1]}-{following[0]}".casefold() not in self._words:
                hyphen = open_.text[-1]
                open_.text = open_.text[:-1]
                open_.joins.append(Join(len(open_.text), hyphen))
            self._write(page, text)
        elif "\t" in above.row.text and "\t" in text:
            self._write(page, "\n" + text)
        elif open_.text.endswith(("-", "‐", "–", "—", "/")) and open_.text[-2:-1].isalnum():
            self._write(page, text)
        else:
            is_solid = _NO_SPACES.match(open_.text[-1:]) and _NO_SPACES.match(text[:1])
            self._write(page, text if is_solid else " " + text)

    def _write(self, page: int, text: str) -> None:
        open_ = self.done[-1]
        if page != self._page:
            self._page = page
            # A page begins with its own first letter, behind the space that joins it to the one before.
            start = len(open_.text) + len(text) - len(text.lstrip())
            open_.pages.append(Page(self._labels[page], start))
        open_.text += text
