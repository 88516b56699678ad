"""Finds the words in quotation marks of one paragraph, by the marks of a language pack."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack

_STRAIGHT = "\"＂'"
_SINGLE = "'’‘‚"
_CORNERED = "「『《」』》"
_POINTED = "«»‹›"
_SHORT_FORMS = regex.compile(r"(?:[stnkmz]|em|er|ie)\b")
"""Words shortened after an apostrophe: ``'s avonds``."""
_TYPED = regex.compile(r"(?P<low>,,(?=\w))|(?P<close>(?<=\S)''(?!\w))|(?P<open>(?:''|``)(?=\w))")
_TYPED_MARKS = {"low": " „", "close": "“ ", "open": " “"}
"""Marks made of two signs, as one sign and a space: offsets hold."""
_EDGES = " \t\u00a0\u202f\u2009\n([{—–-/:¿¡،"


class Stretch(NamedTuple):
    """A stretch in marks, ``start`` to ``end`` including them, in code points of the scanned text.

    ``closed`` is false if the paragraph ends before the closing mark.
    """

    start: int
    end: int
    closed: bool


@lru_cache(maxsize=32)
def _any_mark(pack: Pack) -> regex.Pattern[str]:
    signs = sorted({sign for opening, closing in pack.marks.items() for sign in opening + closing})
    return regex.compile("[" + "".join(map(regex.escape, signs)) + "]")


def stretches(words: str, pack: Pack, opened_before: str = "") -> list[Stretch]:
    """Find the stretches in marks, outermost only; nested ones belong to them.

    ``opened_before`` is the mark that an earlier paragraph opened and did not close.
    """
    words = _TYPED.sub(lambda match: _TYPED_MARKS[match.lastgroup or ""], words)
    found: list[Stretch] = []
    opened: list[tuple[int, str]] = []
    for match in _any_mark(pack).finditer(words):
        mark, at = match.group(), match.start()
        if (
            opened_before
            and not found
            and not opened
            and mark in pack.marks[opened_before]
            and _closes(mark, words, at)
        ):
            found.append(Stretch(0, at + 1, True))
            continue
        closed = _closed(opened, mark, words, at, pack)
        if closed is not None:
            start = opened[closed][0]
            del opened[closed:]
            if not opened:
                found.append(Stretch(start, at + 1, True))
        elif mark in pack.marks and _opens(mark, words, at) and all(mark != other for _, other in opened):
            opened.append((at, mark))
    directed = next((start for start, mark in opened if mark not in _STRAIGHT + _SINGLE), None)
    if directed is not None and directed + 1 < len(words):
        found.append(Stretch(directed, len(words), False))
    return found


def _closed(opened: list[tuple[int, str]], mark: str, words: str, at: int, pack: Pack) -> int | None:
    """Return the open mark that a sign closes: the last possible one, so that a stray mark inside has no effect."""
    if not opened or not _closes(mark, words, at):
        return None
    return next((i for i in range(len(opened) - 1, -1, -1) if mark in pack.marks[opened[i][1]]), None)


def _opens(mark: str, words: str, at: int) -> bool:
    before, after = words[at - 1] if at else " ", words[at + 1] if at + 1 < len(words) else " "
    if mark in _CORNERED:
        return True
    if mark in _SINGLE and (_SHORT_FORMS.match(words, at + 1) or before.isalnum()):
        return False
    if mark in _POINTED:
        return before in _EDGES or not before.isalnum()
    return not after.isspace() and (before in _EDGES or not before.isalnum())


def _closes(mark: str, words: str, at: int) -> bool:
    before, after = words[at - 1] if at else " ", words[at + 1] if at + 1 < len(words) else " "
    if mark in _CORNERED:
        return True
    if mark in _POINTED:
        return not (before.isspace() and after.isalnum())
    return not before.isspace() and (not after.isalnum() or not before.isalnum())
