"""The lines that trafilatura takes for a page's article, located in the page's own lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from newstext.formats.web.line_keys import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree


_LIST_MARK = re.compile(r"^[-•*]\s+")
_LONG = 40
_WHOLE = 0.5
_MUCH_MORE = 2


class Extraction:
    """The lines that trafilatura takes for a page's article, by its careful reading or by its generous one."""

    def __init__(self, root: etree._Element, keys: Sequence[str]) -> None:
        self._root = root
        self._keys = keys
        self._starts = [0, *accumulate(map(len, keys))]
        self._page = "".join(keys)
        self.taken = self._located(_careful(root))
        """For each line, whether most of it is in trafilatura's extract."""

    def generous(self) -> list[bool]:
        """Return the lines of trafilatura's generous reading, which would rather keep too much."""
        return self._located(_extract(self._root, is_careful=False))

    def _located(self, text: str) -> list[bool]:
        """Return for each line whether most of it is in the extracted text."""
        found = [key(_LIST_MARK.sub("", _cells(line.strip()))) for line in text.split("\n")]
        starts = self._starts
        covered = [0] * len(self._keys)
        for start, end in _places([words for words in found if words], self._page):
            at = bisect_right(starts, start) - 1
            while at < len(covered) and starts[at] < end:
                covered[at] += min(end, starts[at + 1]) - max(start, starts[at])
                at += 1
        return [bool(own) and covered[at] >= _WHOLE * len(own) for at, own in enumerate(self._keys)]


def _careful(root: etree._Element) -> str:
    text = _extract(root)
    in_tables = sum(len("".join(table.itertext())) for table in root.iter("table"))
    # Old pages are laid out with tables: then the story is in one, and little is left without it.
    if in_tables > len(text):
        with_tables = _extract(root, tables=True)
        text = with_tables if len(with_tables) > _MUCH_MORE * len(text) else text
    return text


def _cells(line: str) -> str:
    """Return a line without the bars that trafilatura puts between the cells of a row."""
    return line.replace("|", "") if line.startswith("|") and line.endswith("|") else line


def _extract(root: etree._Element, *, tables: bool = False, is_careful: bool = True) -> str:
    document = bare_extraction(
        root, include_comments=False, include_tables=tables, favor_precision=is_careful, fast=True
    )
    return getattr(document, "text", None) or ""


def _places(keys: list[str], page: str) -> list[tuple[int, int]]:
    """Return where each key is in the page's key: in order, around those that are long and occur once in both."""
    anchors = {at: page.find(words) for at, words in enumerate(keys) if len(words) >= _LONG and page.count(words) == 1}
    ahead = sorted(anchors)
    places: list[tuple[int, int]] = []
    done = 0
    for at, words in enumerate(keys):
        following = ahead[bisect_right(ahead, at - 1)] if ahead and ahead[-1] >= at else None
        if following == at:
            start = anchors[at]
        else:
            end = anchors[following] if following is not None and anchors[following] > done else len(page)
            # Above the first sure line the nearest one counts: the same words are often in the page's menu too.
            start = page.find(words, done, end) if places else page.rfind(words, 0, end)
            if start < 0:
                start = page.find(words)
        if start >= 0:
            places.append((start, start + len(words)))
            done = max(done, start + len(words))
    return places
