"""The layout of a page: its lines of prose, the element of the story, and the elements beside it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from newstext.formats.web.promotions import names_picture, names_promotion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

    from newstext.formats.web.page_lines import PageLine

_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "big", "br", "cite", "code", "del", "em", "font", "i", "ins", "label", "mark", "q"),
        *("s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
    }
)
_BESIDE = frozenset(
    {
        *("aside", "button", "dialog", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "label", "nav", "option", "select", "textarea"),
    }
)
_FRAMES = frozenset({"article", "body", "html", "main"})
_NO_JUNK = frozenset({"figcaption", "h2", "h3", "h4", "li"})
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][”\"’'»)\]」』]*$")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEAST, _SURE = 40, 100
"""Prose has this size at least; from the second on it needs no end of a sentence."""
_LINKED = 0.4
_MOST = 0.75
_TRUSTED = 400
"""Names of classes are judged by what trafilatura takes when it takes this much prose, else by all prose."""
_SIDE_SHOW = 0.3
"""The share of the prose from which a class is not a promotion, whatever its name."""
_AGREED = 3
"""Prose that trafilatura takes counts threefold in the choice of the story's element."""
_WORTH_CLIMBING = 0.15
_JUNK = 0.7
_ONE_ARTICLE, _ONE_ARTICLE_OF = 0.8, 0.3


@dataclass(slots=True, eq=False)
class Box:
    """An element with lines in it: its first and last line, the box around it, and what it is.

    ``style`` is the element's name and class, which blocks of one kind share.
    """

    element: etree._Element
    style: tuple[object, str]
    outer: Box | None
    first: int
    last: int
    is_beside: bool = False
    is_no_junk: bool = False
    is_promotion: bool = False
    is_picture: bool = False


class Layout:
    """The place of a page's story, judged by its lines and by trafilatura's choice among them.

    ``prose`` is the size of each line of prose, 0 for any other; a letter of a script without spaces counts threefold.
    ``blocks`` and ``homes`` are the boxes of the block around a line, and of the element around that.
    """

    def __init__(self, lines: list[PageLine], keys: Sequence[str], taken: Sequence[bool]) -> None:
        boxes, self._inmost = _boxes(lines)
        self.blocks = [_block(box) for box in self._inmost]
        self.homes = [block and (block.outer or block) for block in self.blocks]
        sizes = [len(line.words) + 2 * len(_UNSPACED.findall(line.words)) for line in lines]
        printed = Counter(keys)
        self._set_beside(boxes, [size if size >= _SURE or own else 0 for size, own in zip(sizes, taken, strict=True)])
        self.prose = [
            size if box and (taken[at] or printed[keys[at]] == 1) and _is_prose(line, box, size) else 0
            for at, (line, box, size) in enumerate(zip(lines, self._inmost, sizes, strict=True))
        ]
        self.taken_prose = sum(size for size, is_taken in zip(self.prose, taken, strict=True) if is_taken)
        self._judge(boxes, taken)
        weights = self._weights(boxes, sizes, taken)
        self.story = self._story(
            weights,
            [0 if not box or self.prose[at] or box.is_no_junk else sizes[at] for at, box in enumerate(self._inmost)],
        )

    def is_in_story(self, at: int) -> bool:
        """Whether a line is in the element of the story."""
        return self.story is not None and self.story.first <= at <= self.story.last

    def is_promotion(self, at: int) -> bool:
        """Whether a line is in an element whose class names a promotion, a menu or a notice."""
        box = self._inmost[at]
        return box is not None and box.is_promotion

    def is_picture(self, at: int) -> bool:
        """Whether a line is in an element whose class names a picture or its caption."""
        box = self._inmost[at]
        return box is not None and box.is_picture

    def is_clear(self, at: int) -> bool:
        """Whether a line is in the story's element, and in no promotion or picture there."""
        return self.is_in_story(at) and not self.is_promotion(at) and not self.is_picture(at)

    @staticmethod
    def _set_beside(boxes: list[Box], long: list[int]) -> None:
        """Recognise boxes beside a story by their elements, unless one holds most of the page, as some forms do."""
        sums = _sums(long)
        for box in boxes:
            tag, outer = box.element.tag, box.outer
            is_beside = tag in _BESIDE and _sum(sums, box) <= _MOST * sums[-1]
            box.is_beside = is_beside or (outer is not None and outer.is_beside)
            box.is_no_junk = tag in _NO_JUNK or (outer is not None and outer.is_no_junk)

    def _judge(self, boxes: list[Box], taken: Sequence[bool]) -> None:
        """Recognise boxes with promotions or pictures by the names of their classes."""
        is_trusted = self.taken_prose > _TRUSTED
        sums = _sums(size if taken[at] or not is_trusted else 0 for at, size in enumerate(self.prose))
        held: Counter[tuple[object, str]] = Counter()
        for box in boxes:
            held[box.style] += _sum(sums, box)
        names: dict[str, tuple[bool, bool]] = {"": (False, False)}
        for box in boxes:
            outer, element = box.outer, box.element
            box.is_promotion = outer is not None and outer.is_promotion
            box.is_picture = outer is not None and outer.is_picture
            if box.is_promotion or element.tag in _FRAMES or held[box.style] >= _SIDE_SHOW * sums[-1] > 0:
                continue
            named = f"{box.style[1]} {element.get('id') or ''}".strip()
            if named not in names:
                names[named] = names_promotion(named), names_picture(named)
            box.is_promotion, is_picture = names[named]
            box.is_picture |= is_picture and not box.is_promotion

    def _weights(self, boxes: list[Box], sizes: list[int], taken: Sequence[bool]) -> list[int]:
        """Return the weight of each line in the choice of the story's element."""
        frame = _frame(boxes, sizes, taken) if self.taken_prose > _ONE_ARTICLE_OF * sum(self.prose) else None
        return [
            size * (_AGREED if taken[at] else 1)
            if size
            and not self.is_promotion(at)
            and not self.is_picture(at)
            and (frame is None or frame.first <= at <= frame.last)
            else 0
            for at, size in enumerate(self.prose)
        ]

    def _story(self, weights: list[int], junk: list[int]) -> Box | None:
        """Return the box with most prose as its own, or one around it that adds prose and little else."""
        own: Counter[Box] = Counter()
        for home, weight in zip(self.homes, weights, strict=True):
            if home is not None and weight:
                own[home] += weight
        if not own:
            return None
        story = own.most_common(1)[0][0]
        prose, rest = _sums(weights), _sums(junk)
        outer = story.outer
        while outer is not None:
            gained = _sum(prose, outer) - _sum(prose, story)
            if (
                gained >= _WORTH_CLIMBING * _sum(prose, story)
                and _sum(rest, outer) - _sum(rest, story) < _JUNK * gained
            ):
                story = outer
            outer = outer.outer
        return story


def _boxes(lines: list[PageLine]) -> tuple[list[Box], list[Box | None]]:
    """Return the boxes of all elements with lines in them, outer ones first, and the inmost box of each line."""
    boxes: list[Box] = []
    inmost: list[Box | None] = []
    opened: list[Box] = []
    for at, line in enumerate(lines):
        if not line.inside:  # two breaks, within the same elements
            inmost.append(None)
            continue
        common = 0
        for box, element in zip(opened, line.inside, strict=False):
            if box.element is not element:
                break
            common += 1
        for box in opened[common:]:
            box.last = at - 1
        del opened[common:]
        for element in line.inside[common:]:
            outer = opened[-1] if opened else None
            opened.append(Box(element, (element.tag, element.get("class") or ""), outer, at, len(lines) - 1))
        boxes += opened[common:]
        inmost.append(opened[-1])
    return boxes, inmost


def _block(box: Box | None) -> Box | None:
    while box is not None and box.element.tag in _INLINE:
        box = box.outer
    return box


def _is_prose(line: PageLine, box: Box, size: int) -> bool:
    if size < _LEAST or box.is_beside or line.linked > _LINKED * len(line.words):
        return False
    return size >= _SURE or bool(_SENTENCE_END.search(line.words))


def _frame(boxes: list[Box], sizes: list[int], taken: Sequence[bool]) -> Box | None:
    """Return the innermost ``article`` element with nearly all lines that trafilatura takes; None without one."""
    sums = _sums(size if is_taken else 0 for size, is_taken in zip(sizes, taken, strict=True))
    frames = [box for box in boxes if box.element.tag == "article" and _sum(sums, box) >= _ONE_ARTICLE * sums[-1] > 0]
    return frames[-1] if frames else None


def _sums(weights: Iterable[int]) -> list[int]:
    return [0, *accumulate(weights)]


def _sum(sums: list[int], box: Box) -> int:
    return sums[box.last + 1] - sums[box.first]
