"""Recognises interviews without labels: the paper's questions, and below each what the person answers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.quotations.attributions import Attribution
from newstext.quotations.clauses import ANSWER
from newstext.quotations.genres.copy import FIRST_PERSON, interviewed
from newstext.spans import Span, trimmed

if TYPE_CHECKING:
    from newstext.quotations.genres.copy import Copy

_QUESTION = re.compile(r"(?P<sign>\*\*|__|\d{1,2}[.)]\s|[—–-]\s)?[^\n]{3,300}\?[\"”’)]?(?:\*\*|__)?")
_BOLD = re.compile(r"(?:\*\*|__)[^\n]{3,300}(?:\*\*|__)")
_DASH = re.compile(r"\s*[—–-]\s+")
_HINT = re.compile(
    r"\b(?i:interview|q ?& ?a|questions?|asked|conversation|talks?|talking|spoke|speaks|met|minutes? with|chat)\b"
    r"|[“\"][^”\"\n]{4,}[”\"]"
)
_FEWEST, _FEWEST_SIGNED = 3, 2
_HEAD = 800
_LONGEST_ANSWER = 8
"""Paragraphs of one answer; more are no interview."""


def interview(copy: Copy) -> tuple[list[Attribution], set[int]]:
    """Return the answers to the questions that stand in paragraphs of their own, and which paragraphs were read.

    None unless several paragraphs only ask, each with an answer below it, and the head says whom the paper talks to.
    """
    questions = _questions(copy)
    if not questions:
        return [], set()
    first = copy.span(questions[0]).start
    who = interviewed(copy, max(0, first - _HEAD), first, frozenset())
    if who is None:
        return [], set()
    answers = _answers(copy, questions, who.of(copy.text))
    if answers is None or not _is_spoken_by_one(copy, answers, copy.text[max(0, first - _HEAD) : first]):
        return [], set()
    found = [
        Attribution([_said(copy, n) for n in each], [], [who], ANSWER, each[0], agreed=True, verbatim=True)
        for each in answers
    ]
    return found, {n for each in answers for n in each} | set(questions)


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
    return plain if len(plain) >= _FEWEST else []


def _answers(copy: Copy, questions: list[int], who: str) -> list[list[int]] | None:
    """The paragraphs below each question; None when one has none, or too many."""
    answers = [list(range(n + 1, end)) for n, end in pairwise([*questions, len(copy.found)])]
    if not all(answers):
        return None
    told = next((i for i, n in enumerate(answers[-1]) if i and _is_told(copy, n, who)), len(answers[-1]))
    answers[-1] = answers[-1][: min(told, _LONGEST_ANSWER)]
    return answers if all(len(each) <= _LONGEST_ANSWER for each in answers) else None


def _is_told(copy: Copy, number: int, who: str) -> bool:
    return copy.is_narrated(number) or copy.speaks_of(number, who)


def _is_spoken_by_one(copy: Copy, answers: list[list[int]], head: str) -> bool:
    """Whether the answers speak of themselves, or the head says that it is an interview, and nobody tells of them."""
    told = sum(any(copy.is_narrated(n) for n in each) for each in answers)
    own = sum(any(FIRST_PERSON.search(copy.line(n)) for n in each) for each in answers)
    return told == 0 and own > 0 and (_HINT.search(head) is not None or 2 * own >= len(answers))


def _said(copy: Copy, number: int) -> Span:
    span = copy.words(number)
    dash = _DASH.match(copy.text, span.start, span.end)
    return trimmed(Span(dash.end(), span.end), copy.text) if dash else span
