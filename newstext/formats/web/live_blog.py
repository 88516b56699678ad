"""The posts of a live page, each with its own time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats.lines import is_furniture, time_line
from newstext.formats.times import stated_time
from newstext.formats.web.page_choice import is_linked_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from newstext.formats.web.page_lines import PageLine
    from newstext.stated import StatedTime

_WORDS = ("p", "li", "blockquote", "h2", "h3", "h4", "h5")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_ASIDE = ("aside", "figcaption", "nav", "form", "button", "footer")
_FEWEST = 2
_FEWEST_UNSTATED, _SHARE_IN_POSTS = 4, 0.6
"""Where a page does not say that it is live: the posts that it has, and their share of the story."""
_LIVE = re.compile(
    r"\b(?:live|live-?blog|live-?ticker|news-?ticker|ticker|minuto a minuto|en vivo|en directo|en direct|in diretta|"
    r"ao vivo|canlı|онлайн|liveuutiset|nyhetsdøgnet)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,5})?", re.IGNORECASE)


class Post(NamedTuple):
    """One post: its lines on the page, those that are its text, its heading, when it is from, and its anchor."""

    lines: list[int]
    story: list[int]
    heading: str | None
    time: StatedTime | None
    anchor: str | None


def live_posts(root: etree._Element, lines: list[PageLine]) -> list[Post]:
    """Return the posts of a live page in the page's order: children of one element that each have a time and words.

    Empty when there is no such element, as when a script draws them.
    """
    within: dict[etree._Element, list[int]] = {}
    for at, line in enumerate(lines):
        if line.within(*_WORDS) and not line.within(*_ASIDE):
            for element in line.inside:
                within.setdefault(element, []).append(at)
    clocks = {line.inside[-1]: line.words for line in lines if line.inside and _CLOCK.fullmatch(line.words)}
    marks = [*root.iter("time"), *clocks]
    timed = dict.fromkeys(up for mark in marks for up in mark.iterancestors() if up in within)
    homes: dict[etree._Element, list[etree._Element]] = {}
    for element in timed:
        if (parent := element.getparent()) is not None:
            homes.setdefault(parent, []).append(element)
    posts = max(homes.values(), key=lambda posts: _weight(posts, within), default=[])
    if len(posts) < _FEWEST:
        return []
    ordered = sorted(posts, key=lambda element: within[element][0])
    return [_post(element, within[element], lines, clocks) for element in ordered]


def live_by_layout(root: etree._Element, lines: list[PageLine], story: set[int], titles: Iterable[str]) -> list[Post]:
    """Return the posts of a page that does not say it is live; none if its story is not a row of dated posts.

    ``story`` are the lines chosen as the page's text. Most of them are in four posts or more, and the posts' times rise
    or fall throughout; hours without a day count only if an address or a headline among ``titles`` says “live”.
    """
    is_called_live = any(map(_LIVE.search, titles))
    # The quick look comes first: most pages have their times in teasers.
    around = {element for at in story for element in lines[at].inside}
    homes = {next((up for up in time.iterancestors() if up in around), None) for time in root.iter("time")}
    if len(homes) < _FEWEST_UNSTATED and not is_called_live:
        return []
    posts = [post for post in live_posts(root, lines) if not story.isdisjoint(post.story)]
    told = {at for post in posts for at in post.story}
    share = sum(len(lines[at].words) for at in story & told) / (sum(len(lines[at].words) for at in story) or 1)
    if len(posts) < _FEWEST_UNSTATED or share < _SHARE_IN_POSTS:
        return []
    times = [post.time.iso for post in posts if post.time and post.time.iso]
    if len(times) < len(posts):
        return posts if is_called_live else []
    return posts if len(set(times)) > 1 and times in (sorted(times), sorted(times, reverse=True)) else []


def _weight(posts: list[etree._Element], within: dict[etree._Element, list[int]]) -> tuple[bool, int]:
    """Return how much a group of posts looks like a live page: many posts of several lines each."""
    several = sum(len(within[post]) for post in posts) >= 2 * len(posts)
    return several and len(posts) >= _FEWEST, len(posts)


def _post(element: etree._Element, within: list[int], lines: list[PageLine], clocks: dict[etree._Element, str]) -> Post:
    told = [at for at in within if not _CLOCK.fullmatch(lines[at].words)]
    heading = told[0] if told and lines[told[0]].within(*_HEADINGS) else None
    story = [at for at in told if at != heading and _is_story(lines[at])]
    anchors = (one.get("id") for one in element.iter() if isinstance(one.tag, str))
    words = lines[heading].words if heading is not None else None
    return Post(within, story, words, _time(element, clocks), next(filter(None, anchors), None))


def _is_story(line: PageLine) -> bool:
    is_said = line.linked * 2 < len(line.words) or is_linked_sentence(line)
    return is_said and not time_line(line.words) and not is_furniture(line.words)


def _time(post: etree._Element, clocks: dict[etree._Element, str]) -> StatedTime | None:
    """Return the time of a post's first time element, else the hour printed on a line of its own."""
    stated = (time.get("datetime") or " ".join(time.itertext()) for time in post.iter("time"))
    raw = next((words for text in stated if (words := " ".join(text.split()))), None)
    raw = raw or next((clocks[element] for element in post.iter() if element in clocks), None)
    return stated_time(raw) if raw else None
