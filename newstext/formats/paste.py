"""Several stories in one paste: where each begins. Rather one story too few than one cut in two."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.formats.lines import byline, caption, is_furniture, is_url, lines_of, point, time_line
from newstext.spans import Span

if TYPE_CHECKING:
    from newstext.formats.lines import Line

_REPEATED_WITHIN = 14
_LEAST_BODY = 200
_END_OF_STORY = re.compile(r"-\s?30\s?-|end of document|\d+ of \d+ documents|document \d+ of \d+", re.IGNORECASE)
_RULE = re.compile(r"[-=_*#~]{5,}")
_HEADLINE_FIELD = re.compile(r"headline:\s+\S", re.IGNORECASE)


def split(text: str) -> list[Span]:
    """Return the stretch of each story in ``text``; one stretch when there is no good reason for more.

    A good reason is a headline that comes back a few lines on with only the page's furniture between, as in
    copy from a news page; a line that says the story ends there; a ruled line before what has a headline and
    a byline or time of its own; or a header that begins again with "Headline:". Each story must have a body
    worth the name.
    """
    lines = lines_of(text)
    starts = _field_starts(lines) or _repeated_starts(lines) or _ruled_starts(lines)
    bounds = [0, *(lines[start].span.start for start in starts[1:]), len(text)]
    spans = [Span(start, end) for start, end in pairwise(bounds)]
    return spans if len(spans) > 1 and all(_has_body(span, text) for span in spans) else [Span(0, len(text))]


def repeated_headline(lines: list[Line], at: int) -> int | None:
    """Return where the headline in line ``at`` stands again with only furniture, captions and credits
    between."""
    headline = lines[at].words
    if not 20 <= len(headline) <= 200 or is_furniture(headline) or point(headline):
        return None
    uncredited = 0
    for again in range(at + 1, min(at + _REPEATED_WITHIN, len(lines))):
        words = lines[again].words
        if words == headline:
            return again
        if len(words) > 30 and not _stands_around_pictures(words):
            uncredited += 1
        if uncredited > 1:
            return None
    return None


def _stands_around_pictures(words: str) -> bool:
    return bool(is_furniture(words) or time_line(words) or byline(words) or is_url(words) or caption(words).credit)


def _repeated_starts(lines: list[Line]) -> list[int]:
    """Return the first lines of stories by their repeated headlines, when the very first line is one."""
    starts: list[int] = []
    at = 0
    while at < len(lines):
        words, above = lines[at].words, lines[at - 1].words if at else ""
        again = repeated_headline(lines, at) if words and not above else None
        if again is None:
            # What stands before the first headline found belongs to a story with no such sign.
            if words and not starts and not is_furniture(words):
                return []
            at += 1
        else:
            starts.append(at)
            at = again + 1
    return starts


def _field_starts(lines: list[Line]) -> list[int]:
    starts = [
        at
        for at, line in enumerate(lines)
        if _HEADLINE_FIELD.match(line.words) and (at == 0 or not lines[at - 1].words or _is_rule(lines[at - 1]))
    ]
    return starts if starts and not any(line.words for line in lines[: starts[0]]) else []


def _ruled_starts(lines: list[Line]) -> list[int]:
    starts = [0]
    for at, line in enumerate(lines):
        following = next((n for n in range(at + 1, len(lines)) if lines[n].words), None)
        if following is None or not (_END_OF_STORY.fullmatch(line.words) or _is_rule(line)):
            continue
        if _END_OF_STORY.fullmatch(line.words) or (_has_head(lines, following) and _has_head(lines, starts[-1])):
            if not any(before.words for before in lines[starts[-1] : at]):
                starts.pop()
            starts.append(at + 1)
    return starts


def _is_rule(line: Line) -> bool:
    return bool(_RULE.fullmatch(line.words))


def _has_head(lines: list[Line], at: int) -> bool:
    """Whether a headline stands at ``at`` with a byline or a time within the next few lines."""
    at = next((n for n in range(at, len(lines)) if lines[n].words), at)
    headline = lines[at]
    if not headline.words or len(headline.words) > 200 or headline.ends_sentence:
        return False
    return any(byline(line.words) or time_line(line.words) for line in lines[at + 1 : at + 8])


def _has_body(span: Span, text: str) -> bool:
    running = [line for line in lines_of(text, span) if len(line.words) > 60 and line.ends_sentence]
    wrapped = sum(len(line.words) for line in lines_of(text, span) if len(line.words) > 40)
    return sum(len(line.words) for line in running) >= _LEAST_BODY or wrapped >= 3 * _LEAST_BODY
