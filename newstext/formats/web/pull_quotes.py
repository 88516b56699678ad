"""Pull quotes: words of a story that its page prints again, with their speaker."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from newstext.formats.web.page_lines import PageLine

_SET_OFF = frozenset({"blockquote", "aside", "figure"})
_PULLED = re.compile(r"pull|quote|callout|highlight", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[[^\]]{0,20}\])\s*")
_FEWEST_WORDS = 3
_MOST_LINES = 5
_LONGEST_CREDIT = 80


def without_repetitions(chosen: Iterable[int], lines: list[PageLine]) -> list[int]:
    """Return the chosen lines without those set off from the story that only repeat it."""
    framed = {at: list(_frames(lines[at])) for at in chosen}
    frames = Counter(frame for found in framed.values() for frame in found)
    story: list[int] = []
    set_off: dict[etree._Element, list[int]] = {}
    for at, found in framed.items():
        # Such an element may also hold a whole story.
        frame = next((frame for frame in found if frames[frame] <= _MOST_LINES), None)
        if frame is None:
            story.append(at)
        else:
            set_off.setdefault(frame, []).append(at)
    if not set_off:
        return story
    printed = f" {' '.join(_folded(lines[at].words) for at in story)} "
    kept = [at for within in set_off.values() if not _repeats(within, lines, printed) for at in within]
    return sorted([*story, *kept])


def _frames(line: PageLine) -> Iterator[etree._Element]:
    """Yield the elements that set a line off as a quotation, the outermost first."""
    for element in line.inside:
        names = element.get("class"), element.get("role")
        if element.tag in _SET_OFF or any(name and _PULLED.search(name) for name in names):
            yield element


def _repeats(within: list[int], lines: list[PageLine], printed: str) -> bool:
    """Whether a frame holds only words of the story and at most a short credit."""
    repeated = 0
    for at in within:
        pieces = [words for piece in _ELLIPSIS.split(lines[at].words) if (words := _folded(piece))]
        is_said = len(_WORD.findall(lines[at].words)) >= _FEWEST_WORDS
        if is_said and all(f" {words} " in printed for words in pieces):
            repeated += 1
        elif len(lines[at].words) > _LONGEST_CREDIT or not repeated:
            return False
    return repeated > 0


def _folded(words: str) -> str:
    return " ".join(_WORD.findall(words)).casefold()
