"""Turns in a text whose lines say who speaks: ``SMITH: …``, ``Q: …``, ``Mira Holt  0:14`` above the words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from newstext.formats.transcripts.clock import STAMP, milliseconds
from newstext.formats.transcripts.labels import MAY_STOP, label_at, of_speakers
from newstext.spans import Span, trimmed
from newstext.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.article import Article
    from newstext.formats.transcripts.labels import Label

_FARTHEST = 150
"""Code points from the beginning of a line to the colon of its label or its time."""
_BREAK = re.compile(
    rf"[\[(](?P<stamp>{STAMP})[\])]"
    r"|^[ \t]*(?:\([^()\n]{1,80}\)|\[[^\[\]\n]{1,80}\])[ \t]*$"
    r"|^[ \t]*(?P<closing>transcribed by\b.{0,80}|transcript (?:by|provided by|produced by)\b.{0,80}"
    r"|this transcript was\b.{0,200}|-[ ]?30[ ]?-|#[ ]?#[ ]?#|\(?ends\)?"
    r"|end of (?:the )?(?:transcript|interview|hearing)\.?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FINE = re.compile(r"[\[(]\d+:\d+(?:[:.,]\d+|.*-->)")
"""A time in brackets, to the second at least: no time of the day."""
_FEWEST, _FEWEST_TIMED = 3, 2
_MOST_LINES_A_LABEL = 12
"""Lines of text for each label, on average: more are a story in which a few lines look like labels."""


def with_turns(article: Article) -> Article:
    """Return an article with the turns of its text, if the text is a transcript and it has none."""
    if article.turns:
        return article
    article = _with_first_label(article)
    turns = tuple(turns_of(article.body))
    return replace(article, turns=turns) if turns else article


def _with_first_label(article: Article) -> Article:
    """Return a document with its headline in the text, if that is the label of the first turn: ``Mira Holt  0:03``."""
    headline = article.headline or ""
    label = label_at(headline, 0, len(headline))
    if label is None or label.start_ms is None or not is_labelled(body := f"{headline}\n\n{article.body}"):
        return article
    by = len(headline) + 2
    pages = [replace(page, start=page.start and page.start + by) for page in article.pages]
    joins = [replace(join, at=join.at + by) for join in article.joins]
    return replace(article, headline=None, body=body, pages=tuple(pages), joins=tuple(joins))


def is_labelled(text: str) -> bool:
    """Whether a text is a transcript by its labels."""
    return bool(_labels(text))


def turns_of(text: str) -> list[Turn]:
    """Return the turns of a transcript, in order; none when the text is no transcript.

    An aside on a line of its own, ``(Applause)``, and a time in brackets end a turn, which goes on behind it.
    """
    turns: list[Turn] = []
    speaker: str | None = None
    waiting: int | None = None
    labels = _labels(text)
    for label, following in zip_longest(labels, labels[1:]):
        speaker = label.speaker or speaker
        end = following.start if following else len(text)
        stated = waiting if label.start_ms is None else label.start_ms
        for span, ms in _spoken(text, label.end, end):
            turns.append(Turn(speaker, stated if ms is None else ms, label.end_ms, span))
            stated = None
        waiting = stated  # a time on a line of its own, above the speaker
    return turns


def first_label(text: str) -> int | None:
    """Return where the first turn's line begins, in code points; None if the text is not a transcript."""
    return next((label.start for label in _labels(text)), None)


def _labels(text: str) -> list[Label]:
    """Return the labels of a transcript; none when the text is no transcript.

    Several lines are labelled, one name comes back or all have a time, and they reach over most of the text.
    """
    lines = list(_signed(text))
    if len(lines) < _FEWEST_TIMED:
        return []
    found = of_speakers(label for line in lines if (label := label_at(text, *line)))
    if not found:
        return []
    counts = Counter(label.speaker for label in found if label.speaker)
    times = [label.start_ms for label in found if label.start_ms is not None]
    if times != sorted(times):
        return []  # a live page: its times are of the day, and fall
    is_clock = bool(counts) or all(_FINE.search(text, label.start, label.end) for label in found)
    is_timed = is_clock and len(times) >= max(_FEWEST_TIMED, len(found) - 1)
    takes_turns = sum(counts.values()) >= _FEWEST and len(counts) > 1 and max(counts.values(), default=0) > 1
    if not (is_timed or takes_turns):
        return []
    below = sum(bool(line.strip()) for line in text[found[0].start :].split("\n"))
    reaches_over = 2 * found[0].start <= len(text) and below <= _MOST_LINES_A_LABEL * len(found)
    return found if reaches_over else []


def _signed(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines are that may begin with a label; the others are not looked at any closer."""
    at = 0
    for line in text.split("\n"):
        if line and (line.find(":", 0, _FARTHEST) >= 0 or line.find("：", 0, _FARTHEST) >= 0 or MAY_STOP.match(line)):
            yield at, at + len(line)
        at += len(line) + 1


def _spoken(text: str, start: int, end: int) -> Iterator[tuple[Span, int | None]]:
    """Yield the stretches of a turn that somebody says, each with the time stated before it.

    They end at an aside on a line of its own, at a time in brackets, and at the closing line.
    """
    at, ms = start, None
    for found in _BREAK.finditer(text, start, end):
        if found["closing"] and found.start() == start:
            continue
        yield from ((span, ms) for span in _words(text, at, found.start()))
        at, ms = found.end(), milliseconds(found["stamp"]) if found["stamp"] else None
        if found["closing"]:
            return
    yield from ((span, ms) for span in _words(text, at, end))


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    span = trimmed(Span(start, max(start, end)), text)
    if any(character.isalnum() for character in span.of(text)):
        yield span
