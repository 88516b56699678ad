"""ANPA 1312, the text wire of American newspapers: a caret opens a line of the head, a tab one of the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Article
from newstext.formats.agency_copy import body_of, dateline_in, full_year, messages, not_blank, state_of, text_paragraphs
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.lines import byline, embargo_line
from newstext.formats.times import stated_time

if TYPE_CHECKING:
    from newstext.stated import StatedTime

_MESSAGE = re.compile(r"\x16+\x01(?P<head>[^\x01\x02]*)\x02(?P<text>[^\x01\x03\x04]*)(?P<tail>\x03[^\x01\x04\x16]*)?")
_NUMBER = re.compile(r"(?P<id>[A-Za-z]\d{1,5})\x1f")
# The second line: priority, category, the two codes of its type, keyword.
_TABULAR = re.compile(r"\n\w \w(?:\x14|.\x12)")
_SLUG = re.compile(r"[A-Z]{2}-\S")
_VERSION = re.compile(
    r",(?P<version>[^,]*\b(?:Ld|Lead|Writethru|Add|Take|Update|Corr(?:ection)?|Kill|Withdrawal)\b[^,]*)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?P<source>[A-Z]{2,8})-[A-Z]{1,6}-(?P<time>(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) ?"
    r"(?P<hour>\d\d)(?P<minute>\d\d) ?(?P<zone>[A-Z]{1,4}))"
)
_NOTE = re.compile(r"(?:eds?|editors?(?:['’]s? note)?)\s*:", re.IGNORECASE)
_NO_HEADLINE = re.compile(
    r"[A-Z]{2,4} (?:Photo|Video|Graphic|Interactive)s?\b.*|With [A-Z].*|For use .*|URGENT|BULLETIN|FLASH"
)
_TYPESETTING = dict.fromkeys([*range(9), *range(11, 32), 127])


class _Head(NamedTuple):
    """The caret lines above the story."""

    slug: str | None
    headline: str | None
    byline: str | None
    note: str | None


def read(data: bytes, name: str) -> list[Article]:
    """Read every message in ``data``; UnreadableError when there is none, or one is cut short."""
    text, guessed = decode(data)
    articles = [_article(message, guessed) for message in messages(_MESSAGE, text, name, "ANPA 1312")]
    return not_blank(articles, name, "ANPA 1312")


def _article(message: re.Match[str], guessed: str | None) -> Article:
    lines = unix_lines(message["text"]).translate(_TYPESETTING).split("\n")
    start = _start_of_story(lines)
    head = _head(lines[:start])
    tabular = bool(_TABULAR.search(unix_lines(message["head"])))
    story = _paragraphs(lines[start:], together=tabular)
    dateline = dateline_in(story)
    number, stamp = _NUMBER.match(message["head"]), _STAMP.search(message["tail"] or "")
    published = _published(stamp) if stamp else None
    version = _VERSION.search(head.slug or "")
    take = version["version"].strip() if version else None
    embargo = next((time for line in [head.note or "", *story[:2]] if (time := embargo_line(line))), None)
    return Article(
        headline=head.headline,
        byline=head.byline,
        dateline=dateline.words if dateline else None,
        source=stamp["source"] if stamp else dateline.agency if dateline else None,
        published=published,
        # The number comes round again within days: only with its time is it this message and no other.
        external_id=f"{number['id']} {published.raw}" if number and published else None,
        external_version=take,
        state=state_of(
            "killed" if re.search(r"\b(?:kill|withdrawal)\b", take or "", re.IGNORECASE) else None,
            embargo,
            corrects=bool(re.search(r"\bcorr(?:ection)?\b", take or "", re.IGNORECASE)),
            labels=(head.headline,),
            notes=[head.note],
            body=story,
        ),
        embargo=embargo,
        body=body_of(story),
        guessed_encoding=guessed,
    )


def _start_of_story(lines: list[str]) -> int:
    """Return the first line that begins with a tab; without tabs (some lines lose them), the first without a caret."""
    tabbed = next((at for at, line in enumerate(lines) if line.startswith("\t")), None)
    plain = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("^")), len(lines))
    return plain if tabbed is None else tabbed


def _head(lines: list[str]) -> _Head:
    """Read the lines above the story: slug, headline, notes, pictures, byline and the writer's title."""
    said: list[str] = []
    for line in lines:
        if line.startswith("^") or not said:
            said.append(_without_marks(line))
        elif line.strip():
            said[-1] += f" {_without_marks(line)}"
    said = [line for line in said if line]
    slug = said.pop(0) if said and _SLUG.match(said[0]) else None
    at_byline = next((at for at, line in enumerate(said) if byline(line)), len(said))
    headlines = [line for line in said[:at_byline] if not (_NOTE.match(line) or _NO_HEADLINE.fullmatch(line))]
    return _Head(
        slug,
        headlines[0] if headlines else None,
        byline(said[at_byline]) if at_byline < len(said) else None,
        next((line for line in said if _NOTE.match(line)), None),
    )


def _paragraphs(lines: list[str], *, together: bool) -> list[str]:
    """Return the story's paragraphs: a tab begins one, but in tables, where rows stand ``together``, a row."""
    if not any(line.startswith("\t") for line in lines):
        return text_paragraphs("\n".join(line.rstrip("< ") for line in lines))
    done: list[str] = []
    before = ""
    for line in lines:
        words = _without_marks(line)
        starts = not before.strip() or line.startswith("^") or (line.startswith("\t") and not together)
        before = line
        if not words or words in ("END", "MORE"):
            continue
        if starts or not done:
            done.append(words)
        else:
            done[-1] += f"\n{words}"
    return done


def _without_marks(line: str) -> str:
    """Strip the typesetter's marks off a line: a caret or tab before it, ``<`` or (in a head) ``=`` after it."""
    if line.startswith("^"):
        return line[1:].rstrip("<= ").lstrip()
    return line.rstrip("< ").strip(" \t")


def _published(stamp: re.Match[str]) -> StatedTime:
    """Return the time in the trailer, ``AP-WF-11-13-13 1509GMT``: month, day, year, hour, minute, zone."""
    words = f"{full_year(stamp['year'])}-{stamp['month']}-{stamp['day']} {stamp['hour']}:{stamp['minute']}"
    zone = {"EST": "-05:00", "EDT": "-04:00", "GMT": "Z", "UTC": "Z"}.get(stamp["zone"], "")
    return replace(stated_time(words + zone), raw=stamp["time"])
