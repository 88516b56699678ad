"""Splits a paste into its stories. When in doubt it does not split."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.formats.lines import byline, caption, is_furniture, is_url, point, time_line

if TYPE_CHECKING:
    from newstext.formats.lines import Line

_REPEATED_WITHIN = 14
_MOST_LABELS = 4
_LEAST_BODY = 200
_END_OF_STORY = re.compile(r"-\s?30\s?-|end of document|\d+ of \d+ documents|document \d+ of \d+", re.IGNORECASE)
_RULE = re.compile(r"[-=_*#~]{5,}")
_HEADLINE_FIELD = re.compile(r"headline:\s+\S", re.IGNORECASE)


def split(lines: list[Line]) -> list[list[Line]]:
    """Return the lines of each story among ``lines``; all of them when there is no good reason for more.

    A good reason is a headline that comes back a few lines on with only the page's furniture between, as in
    copy from a news page; a line that says the story ends there; a ruled line, or every gap of two blank
    lines, before what has a headline and a byline or time of its own; or a header that begins again with
    "Headline:". Each story must have a body of some length.
    """
    starts = _field_starts(lines) or _page_starts(lines) or _ruled_starts(lines)
    found = [lines[start:end] for start, end in pairwise([0, *starts[1:], len(lines)])]
    return found if all(map(_has_body, found)) else [lines]


def first_repeated_headline(lines: list[Line]) -> tuple[int, int] | None:
    """Return both line numbers of a headline that stands twice at the top of a paste, or None.

    Above it there may be a few lines of the page: a button, a section's name.
    """
    above = 0
    for at, line in enumerate(lines):
        if above > _MOST_LABELS or len(lines) - at < 2:
            return None
        again = repeated_headline(lines, at) if line.words else None
        if again is not None:
            return at, again
        if len(line.words) > 40 or line.ends_sentence:
            return None
        above += bool(line.words)
    return None


def repeated_headline(lines: list[Line], at: int) -> int | None:
    """Return where the headline in line ``at`` stands again with only furniture, captions and credits between."""
    headline = lines[at].words
    if not 20 <= len(headline) <= 200 or is_furniture(headline) or point(headline):
        return None
    again = next((n for n in range(at + 1, min(at + _REPEATED_WITHIN, len(lines))) if lines[n].words == headline), None)
    between = [line.words for line in lines[at + 1 : again] if line.words]
    if again is None or not between:
        return again
    strangers = [words for words in between if not _stands_around_pictures(words)]
    # A verse has its refrain too: without a sign of the page, what is between are lines of the story.
    if len(strangers) == len(between) or sum(len(words) > 30 for words in strangers) > 1:
        return None
    return again


def _stands_around_pictures(words: str) -> bool:
    return bool(is_furniture(words) or time_line(words) or byline(words) or is_url(words) or caption(words).credit)


def _page_starts(lines: list[Line]) -> list[int]:
    """Return the first lines of stories copied from a page, by repeated headlines and by gaps."""
    repeated, gaps = _repeated_starts(lines), _gap_starts(lines)
    if not repeated:
        return gaps
    return sorted({*repeated, *(gap for gap in gaps if gap > repeated[0])})


def _repeated_starts(lines: list[Line]) -> list[int]:
    """Return the first lines of stories by their repeated headlines, when one of them comes first."""
    first = first_repeated_headline(lines)
    if first is None:
        return []
    starts = [first[0]]
    at = first[1] + 1
    while at < len(lines):
        words, above = lines[at].words, lines[at - 1].words if at else ""
        again = repeated_headline(lines, at) if words else None
        if again is not None and above:
            # With no blank line above it, the page's own labels must stand between the two.
            between = lines[at + 1 : again]
            again = again if any(is_furniture(line.words) or time_line(line.words) for line in between) else None
        if again is None:
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


def _gap_starts(lines: list[Line]) -> list[int]:
    """Return the first lines of stories separated by two blank lines, if such gaps occur nowhere else."""
    first = next((at for at, line in enumerate(lines) if line.words), 0)
    gaps = [
        at for at in range(first + 3, len(lines)) if lines[at].words and not lines[at - 1].words + lines[at - 2].words
    ]
    return [first, *gaps] if gaps and all(_has_head(lines, at) for at in (first, *gaps)) else []


def _ruled_starts(lines: list[Line]) -> list[int]:
    starts = [0]
    for at, line in enumerate(lines):
        is_end = bool(_END_OF_STORY.fullmatch(line.words))
        if not is_end and not _is_rule(line):
            continue
        following = next((n for n in range(at + 1, len(lines)) if lines[n].words), None)
        if following is None:
            break
        if is_end or (_has_head(lines, following) and _has_head(lines, starts[-1])):
            if not any(before.words for before in lines[starts[-1] : at]):
                starts.pop()
            starts.append(at + 1)
    return starts


def _is_rule(line: Line) -> bool:
    return bool(_RULE.fullmatch(line.words))


def _has_head(lines: list[Line], at: int) -> bool:
    """Whether there is a headline at ``at``, with a byline or a time within the next few lines."""
    at = next((n for n in range(at, len(lines)) if lines[n].words), at)
    headline = lines[at]
    if not headline.words or len(headline.words) > 200 or headline.ends_sentence:
        return False
    return any(byline(line.words) or time_line(line.words) for line in lines[at + 1 : at + 8])


def _has_body(lines: list[Line]) -> bool:
    long = [line for line in lines if len(line.words) > 40]
    running = sum(len(line.words) for line in long if len(line.words) > 60 and line.ends_sentence)
    return running >= _LEAST_BODY or sum(len(line.words) for line in long) >= 3 * _LEAST_BODY
