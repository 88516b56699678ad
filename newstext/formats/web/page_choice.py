"""Chooses the lines of a page that are its article.

Three readings are compared: trafilatura's, the layout's (the element with most prose) and the text that the page's
linked data states. What trafilatura takes stays, but for links, and for what surely is no story: promotions and
captions by their words or by the names of their classes, the headline again, and lines far from a story that is found.
Prose that stands among the story's, or in the page's own data, is added.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newstext.formats.web.extraction import Extraction
from newstext.formats.web.layout import Layout
from newstext.formats.web.line_keys import key
from newstext.formats.web.promotions import is_promotion

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml import etree

    from newstext.formats.web.page_lines import PageLine

_PARAGRAPHS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ASIDE = ("aside", "figure", "nav", "form", "footer", "table", "button")
_INLINE = frozenset({"p", "blockquote", "a", "b", "em", "i", "span", "strong"})
_SENTENCE = re.compile(r"[.!?…][”\"’'»)\]]*$")
_LEADS_ELSEWHERE = re.compile(
    r"(?:read|see|watch|listen|click|more|also|related|sign up|subscribe|photos?|video|gallery|in pictures|analysis|"
    r"opinion|explainer|live)\b[^.]{0,40}(?::|\bhere\b|\bmore\b)|(?:read|click|sign up|subscribe)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[“”„«»\"]")
_FEWEST_SPACES = 5
_THIN = 0.6
_LONG_KEY = 30
_NEARLY_ALL = 0.8
_AGREED = 0.5
_USUAL, _OFTEN = 0.1, 0.3
_LINKS = 0.3
_HEAD = 2
"""Lines below the first of the story within which its headline may be repeated."""


def chosen_lines(
    root: etree._Element, lines: list[PageLine], heads: Collection[str], stated: str | None = None
) -> set[int]:
    """Return which of the page's ``lines`` are the article, by number.

    ``heads`` are the headlines and ``stated`` the article's text in the page's linked data.
    """
    keys = [key(line.words) for line in lines]
    extraction = Extraction(root, keys)
    choice = _Choice(lines, keys, extraction.taken)
    if choice.is_thin and not choice.agreed:  # else the layout finds what is left out
        generous = _Choice(lines, keys, extraction.generous())
        choice = generous if generous.agreed else choice
    chosen = choice.lines({key(words) for words in heads})
    return _as_stated(chosen | _between(chosen, lines), keys, key(stated or ""))


def _as_stated(chosen: set[int], keys: list[str], stated: str) -> set[int]:
    """Return the chosen lines with those that the page's own data has too, and without what follows the last of these
    where the data has nearly all that is chosen."""
    told = {at for at, own in enumerate(keys) if len(own) >= _LONG_KEY and own in stated}
    if 2 * sum(len(keys[at]) for at in told) < len(stated) or not told:
        return chosen
    long = [len(keys[at]) for at in chosen if len(keys[at]) >= _LONG_KEY]
    shared = sum(len(keys[at]) for at in chosen & told)
    last = max(told) if shared >= _NEARLY_ALL * sum(long) else len(keys)
    is_missed = 2 * shared < sum(len(keys[at]) for at in told)
    return {at for at in chosen if at <= last} | {at for at in told if is_missed or min(chosen) < at < max(chosen)}


class _Choice:
    """The lines of the article, from what trafilatura takes and where the page's layout has its story."""

    def __init__(self, lines: list[PageLine], keys: list[str], taken: list[bool]) -> None:
        self._lines, self._keys, self._taken = lines, keys, taken
        self._layout = layout = Layout(lines, keys, taken)
        clear = [at for at, size in enumerate(layout.prose) if size and layout.is_clear(at)]
        self.agreed = sum(layout.prose[at] for at in clear if taken[at])
        self.is_thin = self.agreed < _THIN * sum(layout.prose[at] for at in clear) or not any(taken)
        self._is_agreed = self.agreed > _AGREED * layout.taken_prose
        self._homes = {layout.homes[at] for at in clear if taken[at]}
        self._styles: Counter[tuple[object, str]] = Counter()
        for at, size in enumerate(layout.prose):
            if size and (block := layout.blocks[at]) and (taken[at] or (self.is_thin and layout.is_clear(at))):
                self._styles[block.style] += size
        self._usual = sum(self._styles.values())
        story = [at for at in clear if taken[at] or self._is_usual(at)] or [at for at, own in enumerate(taken) if own]
        self._first, self._last = (story[0], story[-1]) if story else (0, len(lines))

    def lines(self, heads: set[str]) -> set[int]:
        """Return the chosen lines by number; ``heads`` are the keys of the stated headlines."""
        chosen = set()
        for at, line in enumerate(self._lines):
            if not line.words or not (self._is_told(at) if self._taken[at] else self._is_left_out(at)):
                continue
            is_head = at <= self._first + _HEAD and (self._keys[at] in heads or line.within("h1"))
            if not (is_head or is_promotion(line) or self._stands_apart(at)):
                chosen.add(at)
        return chosen

    def _is_told(self, at: int) -> bool:
        line = self._lines[at]
        return line.linked < 0.9 * len(line.words) or line.within(*_HEADINGS)

    def _is_left_out(self, at: int) -> bool:
        """Whether trafilatura left a line out that stands among the story's as these do."""
        layout = self._layout
        if not (layout.is_clear(at) and (self.is_thin or self._first <= at <= self._last)):
            return False
        line, block = self._lines[at], layout.blocks[at]
        if layout.prose[at] and not line.within("li"):
            is_like = self._is_usual(at) or not self._styles
            return is_like or (block is not None and block.element.tag == "p" and layout.homes[at] in self._homes)
        return (
            self.is_thin
            and self._first < at < self._last
            and line.linked < 0.4 * len(line.words)
            and not line.within("figcaption", *_ASIDE)
            and (line.within("blockquote", *_HEADINGS) or (block is not None and block.element.tag == "p"))
        )

    def _is_usual(self, at: int, share: float = _USUAL) -> bool:
        """Whether a line stands in a block of a kind that holds this share of the story."""
        block = self._layout.blocks[at]
        return block is not None and self._styles[block.style] > share * self._usual

    def _stands_apart(self, at: int) -> bool:
        """Whether a line belongs to a promotion, a picture or another part of the page than the story, if that is
        found."""
        if not self._is_agreed:
            return False
        layout, line = self._layout, self._lines[at]
        is_linked = line.linked > _LINKS * len(line.words)
        is_promoted = layout.is_promotion(at) and (is_linked or not self._is_usual(at, _OFTEN))
        return is_promoted or layout.is_picture(at) or not layout.is_in_story(at)


def is_linked_sentence(line: PageLine) -> bool:
    """Whether a line that is a link belongs to the story: whole sentences, set as a paragraph."""
    said = line.words
    return bool(_SENTENCE.search(said)) and said.count(" ") >= _FEWEST_SPACES and not _LEADS_ELSEWHERE.match(said)


def _is_linked_quotation(line: PageLine, story: etree._Element) -> bool:
    """Whether a linked sentence next to the story holds a quotation; others lead to other stories."""
    return _home(line) is story and bool(_MARK.search(line.words)) and is_linked_sentence(line)


def _between(chosen: set[int], lines: list[PageLine]) -> set[int]:
    """Return lines that were left out of the middle of a story: its quoted posts, short paragraphs, and sentences
    that are links.

    They stand between chosen lines, in the element that holds most of these; quotations that are links also beside.
    """
    homes = Counter(home for at in chosen if (home := _home(lines[at])) is not None)
    if not homes:
        return set()
    story, held = homes.most_common(1)[0]
    if held * 2 < len(chosen):
        return set()
    first, last = min(chosen), max(chosen)
    while first and _is_linked_quotation(lines[first - 1], story):
        first -= 1
    while last + 1 < len(lines) and _is_linked_quotation(lines[last + 1], story):
        last += 1
    return {
        at
        for at in range(first, last + 1)
        if (_home(lines[at]) is story or (lines[at].within("blockquote") and story in lines[at].inside))
        and lines[at].inside[-1].tag in _INLINE
        and not lines[at].within(*_ASIDE)
        and not is_promotion(lines[at])
        and (lines[at].linked * 2 < len(lines[at].words) or is_linked_sentence(lines[at]))
    }


def _home(line: PageLine) -> etree._Element | None:
    """Return the element that the line's paragraph is a child of."""
    for outer, inner in zip(reversed(line.inside[:-1]), reversed(line.inside[1:]), strict=False):
        if inner.tag in _PARAGRAPHS:
            return outer
    return None
