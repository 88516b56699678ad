"""Reads copy that quotes in single marks as if it used double ones, mark for mark, so that offsets hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from newstext.quotations.double_marks import Stretch, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.spans import Span

_SINGLE = re.compile(r"[‘’'‚]")
_OPENS = re.compile(
    r"(?<![\w'’‘])[‘’'‚](?=[\w“\"„«\[(…£$€])(?!(?:\d0s|tis|twas|em|n|s|cause|til|till|bout|round)\b)", re.IGNORECASE
)
_ENDS = re.compile(r"(?<=\S)[’'‘](?!\w)")
_APOSTROPHE = re.compile(r"(?<=[sxz])['’](?=[ \u00a0\n][a-z])|(?<=\win)['’](?=\s)")
"""Signs before a mark that may close, or replace a possessive's s or a dropped g."""
_FIRM = '.,?!…;:—–-”")]'
_HEADLINE = re.compile(r"\s*[‘'A-ZÀ-Þ\d](?:[^\n.!?…]|[.!?…](?=[’'\d])){1,158}[^\s.!?…:;,]['’]?\s*")
"""One short line that no stop ends, outside its marks."""
_LONG = 4
"""Words from which a stretch is what somebody said and not a term."""
_INSIDE = str.maketrans('“”„"«»', "‘’‚'‹›")


def double_marks(text: str, paragraphs: Sequence[Span], *, always: bool = False) -> str:
    """Return ``text`` with its outer single marks as double ones, and the double ones they enclose as single.

    Only where the text quotes with single marks more than with double ones, unless ``always``, and in lines that look
    like headlines: elsewhere single marks are a term's.
    """
    if _SINGLE.search(text) is None:
        return text
    singles: list[Stretch] = []
    headed: list[Stretch] = []
    weight = 0
    for number, span in enumerate(paragraphs):
        words = span.of(text)
        following = paragraphs[number + 1].of(text) if number + 1 < len(paragraphs) else ""
        found, doubles = _outermost(words, goes_on=following.lstrip()[:1] == "‘")
        weight += sum(_is_said(words, s) for s in found) - sum(_is_said(words, s) for s in doubles)
        singles += [s.shifted(span.start) for s in found]
        headed += [s.shifted(span.start) for s in found if not doubles and _HEADLINE.fullmatch(words)]
    return "".join(_turned(text, singles if always or weight > 0 else headed))


def _outermost(words: str, *, goes_on: bool) -> tuple[list[Stretch], list[Stretch]]:
    """Return the stretches of one paragraph that no other encloses, in single marks and in double ones."""
    doubles = stretches(words)
    closed = [d for d in doubles if d.closed]
    starts = [d.start for d in closed]
    free = [
        at
        for at in (m.start() for m in _SINGLE.finditer(words))
        if not ((i := bisect_left(starts, at)) and at < closed[i - 1].end)
    ]
    open_from = doubles[-1].start if len(doubles) > len(closed) else len(words)
    singles = [s for s in _paired(words, free, goes_on=goes_on) if s.start < open_from]
    starts = [s.start for s in singles]
    outer = [d for d in doubles if not ((i := bisect_left(starts, d.start)) and d.start < singles[i - 1].end)]
    return singles, outer


def _paired(words: str, marks: list[int], *, goes_on: bool) -> Iterator[Stretch]:
    """Pair single marks; of those that may be apostrophes the first closes when no surer one follows."""
    opened = doubtful = None
    for at in marks:
        if opened is not None and _ENDS.match(words, at):
            if words[at - 1] in _FIRM or not (words[opened] == "’" or _APOSTROPHE.match(words, at)):
                yield Stretch(opened, opened + 1, at, at + 1, True)
                opened = doubtful = None
            else:
                doubtful = doubtful or at
        elif _OPENS.match(words, at):
            if opened is not None and doubtful is not None:
                yield Stretch(opened, opened + 1, doubtful, doubtful + 1, True)
            opened, doubtful = at, None
    if opened is not None and doubtful is not None:
        yield Stretch(opened, opened + 1, doubtful, doubtful + 1, True)
    elif opened is not None and goes_on and words[:opened].rstrip()[-1:] in ("", ":", ","):
        yield Stretch(opened, opened + 1, len(words), len(words), False)


def _is_said(words: str, stretch: Stretch) -> bool:
    inner = words[stretch.inner_start : stretch.inner_end]
    return stretch.closed and (inner[-1:] in tuple(",.?!…") or len(inner.split(None, _LONG)) >= _LONG)


def _turned(text: str, singles: list[Stretch]) -> Iterator[str]:
    at = 0
    for single in singles:
        yield text[at : single.start]
        yield "“" + text[single.inner_start : single.inner_end].translate(_INSIDE)
        yield "”" if single.closed else ""
        at = single.end
    yield text[at:]
