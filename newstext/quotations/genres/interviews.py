"""Recognises interviews without labels: the paper's questions, and below each what the person answers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newstext.quotations.attributions import Attribution
from newstext.quotations.clauses import ANSWER
from newstext.quotations.genres.copy import FIRST_PERSON, interviewed
from newstext.spans import Span, trimmed

if TYPE_CHECKING:
    from newstext.quotations.genres.copy import Copy

_QUESTION = re.compile(
    r"(?P<sign>\*\*|__|\d{1,2}[.)]\s|[—–-]\s)?[^\n]{3,300}\?[\"”’)]?(?:\*\*|__)?(?:\s\([^()\n]{1,40}\))?"
)
_BOLD = re.compile(r"(?:\*\*|__)[^\n]{3,300}(?:\*\*|__)")
_DASH = re.compile(r"\s*[—–-]\s+")
_HINT = re.compile(
    r"\b(?i:interview|q ?& ?a|questions?|asked|conversation|talks?|talking|spoke|speaks|met|minutes? with|chat)\b"
    r"|[“\"][^”\"\n]{4,}[”\"]"
)
_FEWEST, _FEWEST_SIGNED = 3, 2
_HEAD = 800
_SHORT = 40
_LONGEST_ANSWER = 8
"""The most paragraphs of an answer in an interview."""


def interview(copy: Copy) -> tuple[list[Attribution], set[int]]:
    """Return the answers to the questions that stand in paragraphs of their own, and which paragraphs were read.

    None unless several paragraphs only ask, each with an answer below it, and the head or the last lines say whom the
    paper talks to.
    """
    questions = _questions(copy)
    if not questions:
        return [], set()
    frame = _Frame.around(copy, questions)
    if frame is None:
        return [], set()
    answers = _answers(copy, questions, frame)
    hinted = _HINT.search(copy.text, *frame.told) is not None
    if answers is None or not _is_spoken_by_one(copy, answers, hinted=hinted):
        return [], set()
    if len(questions) < _FEWEST and not hinted and not _is_signed(copy, questions):
        return [], set()
    found = [
        Attribution([_said(copy, n) for n in each], [], [frame.who], ANSWER, each[0], agreed=True, verbatim=True)
        for each in answers
    ]
    return found, {n for each in answers for n in each} | set(range(questions[0], answers[-1][-1] + 1))


class _Frame(NamedTuple):
    """The person interviewed, and the code point where they are named: before the first question or after the last."""

    who: Span
    told: Span
    last: int
    """The number of the paragraph behind the last answer."""

    @classmethod
    def around(cls, copy: Copy, questions: list[int]) -> _Frame | None:
        """Look for the person before the questions, then in the last paragraph."""
        first, last = copy.span(questions[0]).start, copy.span(len(copy.found) - 1)
        head = Span(max(0, first - _HEAD), first)
        who = interviewed(copy, *head, frozenset())
        if who is not None:
            return cls(who, head, len(copy.found))
        who = interviewed(copy, *last, frozenset()) if len(copy.found) - 2 > questions[-1] else None
        return None if who is None else cls(who, last, len(copy.found) - 1)


def _questions(copy: Copy) -> list[int]:
    """The paragraphs that only ask, numbered, in bold, behind a dash or plain; all in one manner, or none."""
    asked = {n: m["sign"] or "" for n in range(len(copy.found)) if (m := _QUESTION.fullmatch(copy.line(n)))}
    bold = [n for n in range(len(copy.found)) if _BOLD.fullmatch(copy.line(n))]
    signed = [n for n, sign in asked.items() if sign]
    if len(bold) >= _FEWEST_SIGNED and 2 * sum(n in asked for n in bold) >= len(bold):
        return bold
    if len(signed) >= _FEWEST_SIGNED:
        return signed
    plain = [n for n in asked if not copy.found[n][0].stretches and n - 1 not in asked]
    return plain if len(plain) >= _FEWEST_SIGNED else []


def _is_signed(copy: Copy, questions: list[int]) -> bool:
    match = _QUESTION.fullmatch(copy.line(questions[0]))
    return match is None or bool(match["sign"])


def _answers(copy: Copy, questions: list[int], frame: _Frame) -> list[list[int]] | None:
    """The paragraphs below each question; None when one has none, or too many.

    Where question and answer take turns, paragraph by paragraph, what stands in a question's place is the paper's,
    though it asks nothing: ``That must take its toll.``
    """
    first, last = questions[0], questions[-1]
    if all((n - first) % 2 == 0 for n in questions) and len(questions) < (last - first) // 2 + 1:
        questions = list(range(first, frame.last - 1, 2))
    answers = [list(range(n + 1, end)) for n, end in pairwise([*questions, frame.last])]
    if not all(answers):
        return None
    who = frame.who.of(copy.text)
    told = next((i for i, n in enumerate(answers[-1]) if i and _is_told(copy, n, who)), len(answers[-1]))
    answers[-1] = answers[-1][: min(told, _LONGEST_ANSWER)]
    return answers if all(len(each) <= _LONGEST_ANSWER for each in answers) else None


def _is_told(copy: Copy, number: int, who: str) -> bool:
    return copy.is_narrated(number) or copy.speaks_of(number, who)


def _is_spoken_by_one(copy: Copy, answers: list[list[int]], *, hinted: bool) -> bool:
    """Whether the answers are in the first person or the text calls itself an interview, and nobody is reported on."""
    told = sum(any(copy.is_narrated(n) for n in each) for each in answers)
    own = sum(any(FIRST_PERSON.search(copy.line(n)) for n in each) for each in answers)
    short = all(len(copy.line(n).split()) <= _SHORT for each in answers for n in each)
    return told == 0 and (2 * own >= len(answers) or (hinted and (own > 0 or short)))


def _said(copy: Copy, number: int) -> Span:
    span = copy.words(number)
    dash = _DASH.match(copy.text, span.start, span.end)
    return trimmed(Span(dash.end(), span.end), copy.text) if dash else span
