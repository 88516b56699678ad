"""IPTC 7901, the text wire of 1979 that agencies still send: control characters around lines of type."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Article
from newstext.formats.agency_copy import (
    body_of,
    byline_in,
    dateline_in,
    full_year,
    messages,
    not_blank,
    state_of,
    text_paragraphs,
)
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.lines import embargo_line
from newstext.formats.times import stated_time

if TYPE_CHECKING:
    from newstext.stated import StatedTime

_MESSAGE = re.compile(r"\x01(?P<head>[^\x01\x02]*)\x02(?P<text>[^\x01\x03\x04]*)(?P<tail>\x03[^\x01\x04]*)?")
_HEAD = re.compile(
    r"(?P<id>[A-Za-z]{1,10}\d{1,6}) +\S +[A-Za-z]{1,3}\b(?:.* )?(?P<source>[^\W\d_][\w.-]{1,15}) +\d{1,6}\s*$"
)
_STAMP = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?(?P<zone>[A-Z]{1,4}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d\d)\b"
)
# Lines above the headline that say what kind of take this is: "REFILE", "1ST LEAD".
_TAKE = re.compile(
    r"(?:\d+(?:ST|ND|RD|TH) )?(?:ADD|ADVISORY|ATTENTION|BULLETIN|CORRECT(?:ED|ION)|EMBARGO(?:ED)?|EXTRA|FLASH|KILL|"
    r"LEAD|LD|REFILE|REPEAT|RPT|ROUNDUP|SUMMARY|UPDATE|URGENT|WITHDRAWN|WRITETHRU)\b[^a-z]*"
)
_LONGEST_HEAD = 8
# The beginning of text for editors: the notebook, and what "is not for publication".
_EDITORS_ONLY = re.compile(
    r"^(?:#+ .{0,40}\bnotebook\b|(?:\* ?){3,}$|the following information is not\b)", re.IGNORECASE | re.MULTILINE
)


class _Text(NamedTuple):
    """The lines of a message's text: what kind of take, the headline, the byline, and the story below."""

    takes: list[str]
    headline: str | None
    byline: str | None
    story: str


def read(data: bytes, name: str) -> list[Article]:
    """Read every message in ``data``; UnreadableError when there is none, or one is cut short."""
    text, guessed = decode(data)
    articles = [_article(message, guessed) for message in messages(_MESSAGE, text, name, "IPTC 7901")]
    return not_blank(articles, name, "IPTC 7901")


def _article(message: re.Match[str], guessed: str | None) -> Article:
    first_line, *others = [line.strip() for line in unix_lines(message["head"]).split("\n")]
    head = _HEAD.match(first_line)
    slug = " ".join(line for line in others if line).strip("/ ") or None
    text = _text(unix_lines(message["text"]))
    story = text_paragraphs(text.story)
    dateline = dateline_in(story)
    published = _published(message["tail"] or "")
    embargo = next((time for line in [*text.takes, *story[:2]] if (time := embargo_line(line))), None)
    return Article(
        headline=text.headline,
        byline=text.byline or byline_in(story),
        dateline=dateline.words if dateline else None,
        source=head["source"] if head else dateline.agency if dateline else None,
        published=published,
        # The number comes round again within days: only with its time is it this message and no other.
        external_id=f"{head['id']} {published.raw}" if head and published else None,
        external_version=" ".join(text.takes) or None,
        state=state_of(
            "embargoed" if any("EMBARGO" in take for take in text.takes) else None,
            embargo,
            corrects=any("CORRECT" in take for take in text.takes),
            labels=(*text.takes, text.headline, slug),
            body=story,
        ),
        embargo=embargo,
        body=body_of(story),
        guessed_encoding=guessed,
    )


def _text(text: str) -> _Text:
    """Separate the lines above the story, which end with ``=`` or at a blank line, from the story."""
    text = text.strip("\n ")
    block = text.split("\n\n", 1)[0].split("\n")
    marked = next((at for at, line in enumerate(block, start=1) if line.rstrip().endswith("=")), None)
    end = marked or len(block)
    # Without the mark, a block that is all there is, or that is long, is the story itself.
    if dateline_in(block[:1]) or end > _LONGEST_HEAD or (not marked and "\n\n" not in text):
        end = 0
    lines = [words for line in block[:end] if (words := line.strip().rstrip("= "))]
    story = "\n".join(text.split("\n")[end:])
    takes = []
    while len(lines) > 1 and _TAKE.fullmatch(lines[0]):
        takes.append(lines.pop(0))
    # "By dpa correspondents" has no name in it, but stands where a byline does.
    author = lines.pop().removeprefix("By ") if len(lines) > 1 and lines[-1].startswith("By ") else None
    headline = " ".join(lines) or None
    editors_only = _EDITORS_ONLY.search(story)
    return _Text(takes, headline, author, story[: editors_only.start()] if editors_only else story)


def _published(tail: str) -> StatedTime | None:
    """Return the time in the trailer, ``131137 GMT Nov 13``: day, hour, minute, zone, month, year."""
    stamp = _STAMP.search(tail)
    if not stamp:
        return None
    year = full_year(stamp["year"])
    words = f"{stamp['day']} {stamp['month']} {year} {stamp['hour']}:{stamp['minute']} {stamp['zone']}"
    return replace(stated_time(words), raw=stamp[0])
