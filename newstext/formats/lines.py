"""Classifies single lines of copy: furniture, byline, time, caption, bullet of the summary."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Caption
from newstext.formats.times import stated_time
from newstext.spans import Span

if TYPE_CHECKING:
    from newstext.stated import StatedTime

_LONGEST_FURNITURE = 80
# Lines that no story consists of; lines that only a page's head and foot may be cleared of.
_LABEL = (
    r"short url|copy link|advertisement|advertising|read more|read also|more on this story|"
    r"related(?: stories| articles)|share (?:this|on|via)\b.{0,30}|follow us\b.{0,40}|skip to content|"
    r"listen to (?:this )?article|\d+ min(?:ute)?s? read"
)
_IN_STORY = re.compile(rf"(?:{_LABEL}):?", re.IGNORECASE)
_FURNITURE = re.compile(
    rf"(?:{_LABEL}|follow|share|save|print|e-?mail|tweet|comments?|\d+ comments?|leave a comment|sponsored|listen|"
    r"copied|facebook|twitter|x|whatsapp|linkedin|telegram|reddit|related|recommended|sign up.{0,60}|subscribe.{0,60}|"
    r"(?:enlarge )?image caption|-\s?30\s?-|\(?ends\)?|end of document|(?:#\s?){3,}|"
    # Lines that press offices set above a release and newsrooms do not.
    r"for immediate release|(?:press|news|media) (?:release|statement|advisory)|media alert):?",
    re.IGNORECASE,
)
_TIME_LINE = re.compile(
    r"(?:first |last )?(?P<what>published|posted|created|updated|modified)"
    r"\s*(?:on|at)?\s*[:|–-]?\s+(?P<time>\S.{3,60})",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"\W*(?:strictly )?embargo(?:ed)?(?: (?:until|till|to))?[:\s]\s*(?P<time>\S.{3,60}?)\W*", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:(?:reporting|interview|words|story|text|analysis|written|opinion|review|report)\s+)?by[:\s]\s*"
    r"(?P<name>(?:the\s+)?\S[^.!?]{1,100}(?:\b[A-Z]\.[^.!?]{1,60})*)",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:the\s+|our\s+)?.{0,40}\b(?:desk|staff|team|newsroom|reporters?|correspondents?|editors?)", re.IGNORECASE
)
# Words stand before it: a line in brackets, "(Adds details)", is a note.
_CREDIT = re.compile(r"\S\s*\((?P<credit>[^()]{2,60})\)\s*$")
_LABELLED_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|picture|image|credit|foto)(?: credit| by)?\s*:\s*(?P<credit>[^.:]{2,60})\.?\s*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[•‣▪●◦·∙]|[-*–]\s)\s*(?P<point>\S.*)")
# The look behind keeps a long run of blanks from being searched again from each of its characters.
_SIDE_BY_SIDE = re.compile(r"(?<!\s)\s+[|·•]\s+")
_BETWEEN_PARTS = re.compile(r"[|·•]")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.,;:][”\"’'»)\]]*$")

_DATELINE = re.compile(
    r"\s*(?P<place>(?P<city>[^\W\d_a-z][^\Wa-z]+(?:[ .’'-]+(?:[^\W\d_a-z][^\Wa-z]*|de|la|al|el|upon|sur))*)"
    r"(?:,\s[\w .]{2,30}?){0,2}(?:\s?[(/](?P<agency>[^()/]{2,30})[)/])?)\s*(?::|[—–]|--?|_)\s"
)
_MIXED_DATELINE = re.compile(
    r"\s*(?P<place>(?:[^\W\d_][\w.’'-]+[ ,/]+){1,5}\((?P<agency>[^()]{2,30})\))\s*(?:[—–]|--?|_)\s"
)
_PAPER = re.compile(
    r"(?i:(?=.*\b(?:gazette|times|news|post|herald|tribune|journal|star|mail|echo|chronicle|observer|guardian|telegraph|"
    r"mirror|standard|independent|press|courier|argus|mercury|examiner|record|express|daily|weekly|review|magazine|"
    r"bulletin|dispatch|globe|today|agency|wire|reuters|afp|ap|dpa|pa|upi)\b))"
    r"[A-Z]\S*(?: (?:[A-Z]\S*|of|and|the|for|on|&))*"
)
# Set as datelines are, and no places.
_LABELS = re.compile(
    r"exclusive|breaking(?: news)?|updated?|developing|look|watch|listen|read|video|photos|byline|boom|busted|analysis|"
    r"opinion|editorial|correction|clarification|note|editor'?s note|factbox|explainer|ap|afp|reuters|report|live",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line of a text: its span, and its words with white space folded (empty for a blank line)."""

    span: Span
    words: str

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence or clause of running text does, as headlines do not."""
        return bool(_SENTENCE_END.search(self.words))


def lines_of(text: str) -> list[Line]:
    """Split ``text`` at LF; the spans exclude the LF."""
    at = 0
    lines = []
    for line in text.split("\n"):
        lines.append(Line(Span(at, at + len(line)), _folded(line)))
        at += len(line) + 1
    return lines


def _folded(line: str) -> str:
    # Printable text has no white space except U+0020; most lines are folded already.
    is_folded = line.isprintable() and "  " not in line and not line.startswith(" ") and not line.endswith(" ")
    return line if is_folded else " ".join(line.split())


def is_furniture(words: str, *, in_story: bool = False) -> bool:
    """Whether a whole line is page furniture: a button, a label or an end mark.

    ``in_story`` is for a line between lines of the story, where "Listen" may be speech.
    """
    pattern = _IN_STORY if in_story else _FURNITURE
    return len(words) <= _LONGEST_FURNITURE and bool(pattern.fullmatch(words))


def time_line(words: str) -> tuple[str, StatedTime] | None:
    """Return ``published`` or ``updated`` and the time of a line that states only that, as "Updated 5 May
    2025"."""
    if found := _TIME_LINE.fullmatch(words):
        what = "updated" if found["what"].lower() in ("updated", "modified") else "published"
        return what, replace(stated_time(found["time"]), raw=words)
    bare = stated_time(words)
    return ("published", bare) if bare.day else None


def printed_line(words: str) -> tuple[str, StatedTime] | None:
    """Return the paper and the day of a line that states only these, as "Marrow Gazette, 28 November 2026"."""
    paper, _, day = words.partition(", ")
    stated = stated_time(day)
    return (paper, replace(stated, raw=words)) if stated.day and _PAPER.fullmatch(paper) else None


def parts_of(words: str) -> list[str]:
    """Return the side-by-side parts of a line, as in "Published 5 May 2025 | Updated 6 May 2025"."""
    return _SIDE_BY_SIDE.split(words) if _BETWEEN_PARTS.search(words) else [words]


def embargo_line(words: str) -> StatedTime | None:
    """Return the time of a line such as "EMBARGOED UNTIL 24 November 2026 09:14"."""
    found = _EMBARGO.fullmatch(words)
    return stated_time(found["time"]) if found else None


def byline(words: str) -> str | None:
    """Return who wrote it, of a line such as "By Ada Lind, court reporter" or "Interview by Ada Lind"."""
    found = _BYLINE.fullmatch(words)
    if not found:
        return None
    name = found["name"]
    return name if name[:1].isupper() or _DESK.fullmatch(name) else None


def without_by(words: str) -> str:
    """Return an author field without a leading "By"."""
    return byline(words) or words


def point(words: str) -> str | None:
    """Return a bulleted line without its bullet."""
    found = _BULLET.fullmatch(words)
    return found["point"] if found else None


def is_url(words: str) -> bool:
    """Whether the line is one web address and nothing else."""
    return bool(_URL.fullmatch(words))


def caption(words: str) -> Caption:
    """Return a picture's caption, with the credit at its end when it has one."""
    found = _LABELLED_CREDIT.search(words) or _CREDIT.search(words)
    return Caption(words, found["credit"].strip() if found else None)


def dateline(paragraph: str) -> tuple[str, str | None] | None:
    """Return the place a paragraph opens with, as printed up to its dash or colon, and the agency in brackets."""
    opening = paragraph[:120]
    found = _DATELINE.match(opening) or _MIXED_DATELINE.match(opening)
    if not found or _LABELS.fullmatch(found["place"].strip()):
        return None
    return " ".join(found["place"].split()), found["agency"]
