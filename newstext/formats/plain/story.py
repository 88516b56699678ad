"""One story as plain text: its head (headline, byline, times, summary, captions) and its body, verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newstext.article import Article, Caption
from newstext.formats.agency_copy import state_named, state_of
from newstext.formats.lines import (
    byline,
    caption,
    dateline,
    embargo_line,
    is_furniture,
    is_url,
    parts_of,
    point,
    printed_line,
    time_line,
    without_by,
)
from newstext.formats.paragraphs import join, paragraphs
from newstext.formats.plain.paste import first_repeated_headline
from newstext.formats.times import stated_time
from newstext.stated import State

if TYPE_CHECKING:
    from newstext.formats.lines import Line

_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z -]{1,20}?)\s*:\s+(?P<value>\S.*)")
_FIELDS = {
    "headline": "headline",
    "title": "headline",
    "standfirst": "standfirst",
    "summary": "standfirst",
    "byline": "byline",
    "author": "byline",
    "dateline": "dateline",
    "source": "source",
    "publisher": "source",
    "agency": "source",
    "credit": "credit",
    "published": "published",
    "date": "published",
    "updated": "updated",
    "language": "language",
    "url": "url",
    "id": "external_id",
    "version": "external_version",
    "state": "state",
    "status": "state",
    "embargo": "embargo",
    "caption": "captions",
}
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|de|la|al|von|van|bin|and|&))+")
_AGENCY = re.compile(
    r"AFP|AP|Associated Press|Reuters|dpa|PA|UPI|PTI|ANI|IANS|EFE|ANSA|TASS|Xinhua|Kyodo|Yonhap|Anadolu|Bloomberg|CNS",
    re.IGNORECASE,
)
_LONGEST_HEAD = 40


@dataclass
class _Head:
    """The fields found so far above the body."""

    fields: dict[str, Any] = field(default_factory=dict)
    standfirst: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)

    def keep(self, name: str, value: object) -> None:
        """Keep the first value of a field: later ones are the page repeating itself."""
        if value is not None:
            self.fields.setdefault(name, value)


def read_story(text: str, lines: list[Line]) -> Article:
    """Read the one story in these lines of ``text``."""
    lines = _without_blank_ends(lines)
    head = _Head()
    start = _fielded(lines, head) or _headed(lines, head)
    end = len(lines)
    while end > start and (not lines[end - 1].words or is_furniture(lines[end - 1].words)):
        end -= 1
    body = [line for line in lines[start:end] if not is_furniture(line.words, in_story=True)]
    found = paragraphs(body, text)
    if found and "dateline" not in head.fields and (opening := dateline(found[0].of(text))):
        place, agency = opening
        head.keep("dateline", place)
        head.keep("source", agency)
    # Agencies write it into the headline, or above the story in brackets.
    head.keep("state", state_of(None, labels=[head.fields.get("headline")], body=[span.of(text) for span in found[:2]]))
    return Article(
        **head.fields,
        standfirst=tuple(head.standfirst),
        captions=tuple(head.captions),
        body=join(found, text),
    )


def _without_blank_ends(lines: list[Line]) -> list[Line]:
    kept = [at for at, line in enumerate(lines) if line.words]
    return lines[kept[0] : kept[-1] + 1] if kept else []


# -- A header of fields: "Headline: …", "Source: …"


def _fielded(lines: list[Line], head: _Head) -> int:
    """Read a header of named fields; return the line after it, 0 if there is no such header."""
    fields = []
    for line in lines:
        found = _FIELD.fullmatch(line.words)
        if not found or found["name"].lower() not in _FIELDS:
            break
        fields.append((_FIELDS[found["name"].lower()], found["value"]))
    if len(fields) < 2 and "headline" not in dict(fields):
        return 0
    for name, value in fields:
        _keep_field(head, name, value)
    return len(fields)


def _keep_field(head: _Head, name: str, value: str) -> None:
    if name == "standfirst":
        head.standfirst.append(value)
    elif name == "captions":
        head.captions.append(caption(value))
    elif name == "state":
        head.keep(name, state_named(value))
    elif name == "embargo":
        head.keep(name, stated_time(value))
        head.keep("state", State.EMBARGOED)
    elif name in ("published", "updated"):
        head.keep(name, stated_time(value))
    else:
        head.keep(name, without_by(value) if name == "byline" else value)


# -- A printed head


def _headed(lines: list[Line], head: _Head) -> int:
    """Read a headline and the lines below it; return where the body begins."""
    at = 0
    while at < len(lines) and _stands_above_headline(lines[at].words, head):
        at += 1
    if repeated := first_repeated_headline(lines[at:]):
        first, again = (at + line for line in repeated)
        head.keep("headline", lines[first].words)
        _between_headlines(lines[first + 1 : again], head)
        at = again + 1
    elif _is_headline(lines, at):
        head.keep("headline", lines[at].words)
        at += 1
    while at < len(lines) and _is_head_line(lines, at, head):
        at += 1
    return at


def _stands_above_headline(words: str, head: _Head) -> bool:
    if embargo_line(words) or time_line(words) or is_url(words):
        return _keep_plain(words, head)
    return not words or is_furniture(words)


def _is_headline(lines: list[Line], at: int) -> bool:
    """Whether line ``at`` is a headline: short, no sentence, and set off from a story that follows."""
    if len(lines) - at < 2 or len(lines[at].words) > 200 or point(lines[at].words):
        return False
    following = lines[at + 1].words
    if lines[at].ends_sentence or byline(lines[at].words):
        return False
    stated = byline(following) or time_line(following) or printed_line(following)
    set_off = not following or bool(stated) or is_furniture(following)
    # Without a blank line it is one only above a line that runs on as text does.
    return set_off or (len(lines[at].words) <= 120 and len(following) > 120 and lines[at + 1].ends_sentence)


def _between_headlines(lines: list[Line], head: _Head) -> None:
    """Read what a page prints between its headline and the same headline again."""
    for line in lines:
        words = line.words
        if not words or is_furniture(words):
            continue
        if _keep_plain(words, head):
            continue
        if summary := point(words):
            head.standfirst.append(summary)
        elif len(words) > 30 or caption(words).credit:
            head.captions.append(caption(words))
        elif _AGENCY.fullmatch(words):
            head.keep("source", words)
        elif _NAME.fullmatch(words):
            head.keep("byline", words)


def _keep_plain(words: str, head: _Head) -> bool:
    """Keep the field that a line states by itself, anywhere in the head."""
    if len(parts := parts_of(words)) > 1:
        return _keep_parts(parts, head)
    if stated := time_line(words):
        head.keep(*stated)
    elif name := byline(words):
        head.keep("byline", name)
    elif printed := printed_line(words):
        paper, day = printed
        head.keep("source", paper)
        head.keep("published", day)
    elif until := embargo_line(words):
        head.keep("embargo", until)
        head.keep("state", State.EMBARGOED)
    elif is_url(words):
        head.keep("url", words)
    else:
        return False
    return True


def _keep_parts(parts: list[str], head: _Head) -> bool:
    """Keep the side-by-side parts of a line if each is recognised; next to a byline, one other part is the paper."""
    strangers = [part for part in parts if not (byline(part) or time_line(part) or is_furniture(part))]
    if len(strangers) > any(map(byline, parts)):
        return False
    for part in parts:
        if part in strangers:
            head.keep("source", part)
        else:
            _keep_plain(part, head)
    return True


def _is_head_line(lines: list[Line], at: int, head: _Head) -> bool:
    """Read line ``at`` as part of the head; False when the body begins there."""
    words = lines[at].words
    if not words or is_furniture(words) or words == head.fields.get("headline"):
        return True
    if not head.fields:
        return False
    if _keep_plain(words, head):
        return True
    below = lines[at + 1 :]
    if not any(line.words for line in below):
        return False
    if summary := point(words):
        head.standfirst.append(summary)
    elif _is_source(lines, at):
        head.keep("source", words)
    elif len(words) <= 300 and caption(words).credit and not dateline(words):
        head.captions.append(caption(words))
    elif "byline" not in head.fields and _stands_above_byline(lines, at):
        head.standfirst.append(words)
    else:
        return False
    return True


def _is_source(lines: list[Line], at: int) -> bool:
    """Whether a short line that shares its block with a byline or a time names the paper."""
    words = lines[at].words
    neighbours = [lines[n].words for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    beside = any(byline(near) or time_line(near) for near in neighbours)
    return beside and len(words) <= _LONGEST_HEAD and not lines[at].ends_sentence


def _stands_above_byline(lines: list[Line], at: int) -> bool:
    """Whether a byline follows within two paragraphs, so that this line is a standfirst and not the story."""
    following = [line.words for line in lines[at + 1 :][:8] if line.words][:2]
    return len(lines[at].words) <= 300 and any(byline(words) for words in following)
