"""Chooses the lines of a page that are its article: trafilatura chooses, and each line is located in the page."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

if TYPE_CHECKING:
    from lxml import etree

    from newstext.formats.web.page_lines import PageLine

# Characters that trafilatura drops or changes in its own output, and so left out of a line's key; also marks, which a
# browser sets around <q>.
_DROPPED = re.compile(
    r"[“”„‘’‚«»‹›「」『』\s\u00ad\u200b-\u200f\u202a-\u202e\u2028-\u202f\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f]+"
)
_LIST_MARK = re.compile(r"^[-•*]\s+")
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
_LONG = 40
_WHOLE = 0.5


def chosen_lines(root: etree._Element, lines: list[PageLine]) -> set[int]:
    """Return which of the page's ``lines`` are the article, by number."""
    keys = [_key(line.words) for line in lines]
    starts = [0, *accumulate(map(len, keys))]
    page = "".join(keys)
    covered = [0] * len(lines)
    for start, end in _found(_extracted(root, lines), page):
        at = bisect_right(starts, start) - 1
        while at < len(lines) and starts[at] < end:
            covered[at] += min(end, starts[at + 1]) - max(start, starts[at])
            at += 1
    chosen = {at for at, key in enumerate(keys) if key and covered[at] >= _WHOLE * len(key)}
    told = {at for at in chosen if not _is_mere_link(lines[at]) or lines[at].within(*_HEADINGS)}
    return told | _between(told, lines)


def _is_mere_link(line: PageLine) -> bool:
    return line.linked >= 0.9 * len(line.words)


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
        and (lines[at].linked * 2 < len(lines[at].words) or is_linked_sentence(lines[at]))
    }


def _home(line: PageLine) -> etree._Element | None:
    """Return the element that the line's paragraph is a child of."""
    for outer, inner in zip(reversed(line.inside[:-1]), reversed(line.inside[1:]), strict=False):
        if inner.tag in _PARAGRAPHS:
            return outer
    return None


def _extracted(root: etree._Element, lines: list[PageLine]) -> list[str]:
    """Return the keys of the lines that trafilatura takes for the article."""
    text = _extract(root)
    in_tables = sum(len("".join(table.itertext())) for table in root.iter("table"))
    in_paragraphs = sum(len(line.words) for line in lines if line.within("p") and line.linked * 2 < len(line.words))
    # Old pages are laid out with tables: then the story is in one, and little is left without it.
    if in_tables > len(text):
        with_tables = _extract(root, tables=True)
        text = with_tables if len(with_tables) > 2 * len(text) else text
    # Its second thoughts take as long as its first, and help only where these found next to nothing.
    if in_paragraphs > 3 * len(text):
        text = max(text, _extract(root, fast=False), key=len)
    return [key for line in text.split("\n") if (key := _key(_LIST_MARK.sub("", _cells(line.strip()))))]


def _cells(line: str) -> str:
    """Return a line without the bars that trafilatura puts between the cells of a row."""
    return line.replace("|", "") if line.startswith("|") and line.endswith("|") else line


def _extract(root: etree._Element, *, tables: bool = False, fast: bool = True) -> str:
    document = bare_extraction(root, include_comments=False, include_tables=tables, favor_precision=True, fast=fast)
    return getattr(document, "text", None) or ""


def _found(keys: list[str], page: str) -> list[tuple[int, int]]:
    """Return where each key is in the page's key: in order, around those that are long and occur once in both."""
    anchors = {at: page.find(key) for at, key in enumerate(keys) if len(key) >= _LONG and page.count(key) == 1}
    ahead = sorted(anchors)
    places: list[tuple[int, int]] = []
    done = 0
    for at, key in enumerate(keys):
        following = ahead[bisect_right(ahead, at - 1)] if ahead and ahead[-1] >= at else None
        if following == at:
            start = anchors[at]
        else:
            end = anchors[following] if following is not None and anchors[following] > done else len(page)
            # Above the first sure line the nearest one counts: the same words are often in the page's menu too.
            start = page.find(key, done, end) if places else page.rfind(key, 0, end)
            if start < 0:
                start = page.find(key)
        if start >= 0:
            places.append((start, start + len(key)))
            done = max(done, start + len(key))
    return places


def _key(words: str) -> str:
    kept = _DROPPED.sub("", words)
    return kept if kept.isascii() else unicodedata.normalize("NFD", kept)
