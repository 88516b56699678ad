"""The running heads and page numbers of a document: rows at the top and bottom that recur from page to page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.formats.documents.page_text import Row

_NUMBER = re.compile(r"\d+|\b[ivxlc]{1,6}\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(
    r"\W{0,20}(?:(?:page|p\.|seite|página|pagina|s\.)? ?#(?: ?(?:/|of|de|von|sur|di) ?#)?)\W{0,20}", re.IGNORECASE
)
_EDGE = 2
"""Rows at the top and at the bottom of a page that may be running heads."""
_PAGES = 3
"""The fewest pages with a running head."""


def without_running_heads(pages: list[list[Row]], labels: list[str]) -> tuple[list[list[Row]], list[str]]:
    """Return the rows of each page without running heads and page numbers, and the words of these, each once.

    A row at an edge is one when it comes back on several pages, numbers apart, or stands beside the page's number.
    """
    edges = [_edges(rows) for rows in pages]
    counts = Counter(key for edge in edges for key in {key for _, key in edge})
    numbers = _page_numbers(edges, labels)
    least = min(_PAGES, max(2, len(pages)))
    heads: dict[str, str] = {}
    told = []
    for rows, edge in zip(pages, edges, strict=True):
        own = [row for row, _ in edge if id(row) in numbers]
        out = {
            id(row): words
            for row, (side, words) in edge
            if (counts[side, words] >= least and not _PAGE_NUMBER.fullmatch(words))
            or any(row is number or row.is_level_with(number) for number in own)
        }
        # A page that would lose all its rows has no running head, but is one row or two of text.
        left = [row for row in rows if id(row) not in out] or rows
        for row in rows if len(left) < len(rows) else ():
            if id(row) in out:
                heads.setdefault(out[id(row)], row.text)
        told.append(left)
    return told, [text for words, text in heads.items() if not _PAGE_NUMBER.fullmatch(words)]


def _page_numbers(edges: list[list[tuple[Row, tuple[str, str]]]], labels: list[str]) -> set[int]:
    """Return the ids of the rows that are a page's number: as its label says, or counting on from page to page."""
    stated = [
        (page, row, int(digits[0]) if (digits := _DIGITS.search(row.text)) else None)
        for page, edge in enumerate(edges)
        for row, (_, words) in edge
        if _PAGE_NUMBER.fullmatch(words)
    ]
    ahead = Counter(number - page for page, _, number in stated if number is not None)
    return {
        id(row)
        for page, row, number in stated
        if row.text.strip(" -–—.·|").casefold() == labels[page].casefold()
        or (number is not None and (ahead[number - page] > 1 or str(number) == labels[page]))
    }


def _edges(rows: list[Row]) -> list[tuple[Row, tuple[str, str]]]:
    """Return the rows at the edges of a page, each with its edge and its words without numbers."""
    by_height = sorted(rows, key=lambda row: row.bottom)
    bottom = by_height[: _at(by_height)]
    top = [row for row in by_height[::-1][: _at(by_height[::-1])] if row not in bottom]
    return [(row, (edge, _words(row))) for edge, side in (("top", top), ("bottom", bottom)) for row in side]


def _at(rows: list[Row]) -> int:
    """Return how many of the rows, from an edge on, are at one of the first two heights."""
    heights = 0
    for number, row in enumerate(rows):
        if number == 0 or not rows[number - 1].is_level_with(row):
            heights += 1
        if heights > _EDGE:
            return number
    return len(rows)


def _words(row: Row) -> str:
    return _NUMBER.sub("#", " ".join(row.text.casefold().split()))
