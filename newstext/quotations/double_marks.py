"""Pairs the double quotation marks of a paragraph, and yields the stretches between them."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

ESCAPED = r"&(?:[lr]d|[lr]a|bd)quo;|&quot;|&#(?:34|171|187|822[0-2]|x201[cde]);|\\\"|â€(?:[œ\x9d]|(?![™˜¦“”]))"
"""Marks that another program escaped, or decoded twice, on their way into the copy."""
_MARK = re.compile(rf"[“”„‟«»‹›\"＂〝〞「」『』]|''|``|‘‘|’’|,,(?=\w)|{ESCAPED}", re.IGNORECASE)
_SINGLE = re.compile(r"[‘’‚]|(?<!\w)'|'(?!\w)")
_OPENING = frozenset(["“", "„", "‟", "«", "‹", "``", "‘‘", ",,", "〝", "「", "『", "‘", "‚"])
_CLOSING = frozenset(["”", "»", "›", "〞", "」", "』", "’", "’’"])
_PARTNER = {"„": "“", ",,": "“", "»": "«", "›": "‹", "‚": "‘"}
"""# The closing mark in German and its neighbours is an opening one elsewhere."""
_PAIRED = {mark: pair for pair in ("«»", "‹›", "「」", "『』") for mark in pair}
"""Marks that close only each other; any other mark inside them is nested."""
_LEADING = " \t\u00a0([{—–-/:‘'"


class Stretch(NamedTuple):
    """A stretch between two marks: ``start``/``end`` include them, ``inner_start``/``inner_end`` do not.

    ``closed`` is false when the paragraph ends before the mark that should close it. Offsets are code points, into
    whatever was scanned.
    """

    start: int
    inner_start: int
    inner_end: int
    end: int
    closed: bool

    def shifted(self, by: int) -> Stretch:
        """The same stretch, ``by`` code points further on."""
        return Stretch(self.start + by, self.inner_start + by, self.inner_end + by, self.end + by, self.closed)


def stretches(words: str, *, single: bool = False) -> list[Stretch]:
    """Find the stretches in quotation marks of one paragraph, outermost marks only; nested ones belong to them.

    A mark typed the wrong way round is read by what stands beside it; after a digit with nothing open a straight
    mark is an inch. With ``single`` the single marks are read instead (papers that quote with them).
    """
    found: list[Stretch] = []
    opened: tuple[int, int] | None = None
    opener = ""
    for match in (_SINGLE if single else _MARK).finditer(words):
        mark, (start, end) = _plain(match[0]), match.span()
        before = words[start - 1] if start else " "
        after = words[end] if end < len(words) else " "
        if opened is None:
            if _opens(mark, before, after):
                opened, opener = (start, end), mark
        elif _PAIRED.get(opener) != _PAIRED.get(mark):
            continue
        elif mark == _PARTNER.get(opener) or _closes(mark, before, after, single=single):
            found.append(Stretch(opened[0], opened[1], start, end, True))
            opened = None
    if opened is not None and opened[1] < len(words):
        found.append(Stretch(opened[0], opened[1], len(words), len(words), False))
    return found


def _plain(mark: str) -> str:
    if mark[0] == "&":
        return unescape(mark)
    if mark[0] == "â":
        return "“" if mark[2:] == "œ" else "”"
    return mark.removeprefix("\\")


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in _OPENING:
        return not after.isspace() or mark == "«"
    if mark in _CLOSING:
        return before in " \u00a0(" and after.isalnum()
    if before == "=" or after == ">":
        return False  # of a tag that was left in the copy
    return not (before.isdigit() or after.isspace()) and (not before.isalnum() or not after.isalnum())


def _closes(mark: str, before: str, after: str, *, single: bool) -> bool:
    if mark in _CLOSING:
        return not single or not after.isalnum()
    if mark in _OPENING:
        return not (before.isspace() or after.isalnum())
    reopens = (before.isspace() or before in _LEADING) and after.isalnum()
    return not reopens
