"""Double quotation marks of one paragraph: which opens, which closes, and the stretches between them."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"[“”„‟«»\"＂〝〞「」『』]|''|``|,,(?=\w)")
_SINGLE = re.compile(r"[‘’‚]|(?<!\w)'|'(?!\w)")
_OPENING = frozenset(["“", "„", "‟", "«", "``", ",,", "〝", "「", "『", "‘", "‚"])
_CLOSING = frozenset(["”", "»", "〞", "」", "』", "’"])
_PARTNER = {"„": "“", ",,": "“", "»": "«", "‚": "‘"}
"""What closes these in German and its neighbours is what opens elsewhere."""
_LEADING = " \t\u00a0([{—–-/:‘'"


class Stretch(NamedTuple):
    """What stands between two marks: ``start``/``end`` with them, ``inner_start``/``inner_end`` without.

    ``closed`` is false when the paragraph ends before the mark that should close it. Offsets are code points, into
    whatever was scanned.
    """

    start: int
    inner_start: int
    inner_end: int
    end: int
    closed: bool


def stretches(words: str, *, single: bool = False) -> list[Stretch]:
    """Find the stretches in quotation marks of one paragraph, outermost marks only; nested ones belong to them.

    A mark typed the wrong way round is read by what stands beside it; after a digit with nothing open a straight
    mark is an inch. With ``single`` the single marks are read instead (papers that quote with them).
    """
    found: list[Stretch] = []
    opened: tuple[int, int] | None = None
    opener = ""
    for match in (_SINGLE if single else _MARK).finditer(words):
        start, end = match.span()
        before = words[start - 1] if start else " "
        after = words[end] if end < len(words) else " "
        if opened is None:
            if _opens(match.group(), before, after):
                opened, opener = (start, end), match.group()
        elif match.group() == _PARTNER.get(opener) or _closes(match.group(), before, after, single=single):
            found.append(Stretch(opened[0], opened[1], start, end, True))
            opened = None
    if opened is not None and opened[1] < len(words):
        found.append(Stretch(opened[0], opened[1], len(words), len(words), False))
    return found


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
