"""Groups lines into paragraphs: by blank lines or indents, line by line, or hard-wrapped."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.formats.lines import Line

_NARROWEST_WRAP, _WIDEST_WRAP = 40, 110
_SHARE_OF_FULL_LINES = 0.6


def paragraphs(lines: list[Line], text: str) -> list[Span]:
    """Return the paragraphs that ``lines`` of ``text`` are in, each from the start of a line to the end of
    one.

    A blank line always separates two. Adjacent lines are one paragraph if they are hard-wrapped, that is, if
    the next line's first word would not have fit; else each is a paragraph of its own. In wrapped text an
    indented line begins a paragraph.
    """
    width = max((len(line.words) for line in lines), default=0)
    found: list[Span] = []
    for blank, group in groupby(lines, key=lambda line: not line.words):
        if blank:
            continue
        block = list(group)
        if len(block) > 1 and _is_wrapped(block, width):
            found += (Span(run[0].span.start, run[-1].span.end) for run in _at_indents(block, text))
        else:
            found += (line.span for line in block)
    return found


def join(spans: Iterable[Span], text: str) -> str:
    """Return the paragraphs joined as a body: each verbatim, with a blank line between."""
    return "\n\n".join(span.of(text) for span in spans)


def _is_wrapped(block: list[Line], width: int) -> bool:
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    pairs = list(pairwise(block))
    full = sum(len(line.words) + 1 + len(following.words.split(" ", 1)[0]) > 0.9 * width for line, following in pairs)
    return full >= _SHARE_OF_FULL_LINES * len(pairs)


def _at_indents(block: list[Line], text: str) -> list[list[Line]]:
    """Split a wrapped block before each indented line, unless most lines are indented."""
    indented = [line.span.of(text)[:1].isspace() for line in block]
    if sum(indented) * 2 > len(block):
        return [block]
    runs: list[list[Line]] = []
    for line, starts in zip(block, indented, strict=True):
        if starts or not runs:
            runs.append([])
        runs[-1].append(line)
    return runs
