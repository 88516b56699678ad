"""Finds whom the sentence before a quotation is about: ``Manager Tom Hale was furious. “We gave it away.”``"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.lexicon import CONJUNCTIONS, ROLES, UNNAMED, UTTERANCES, word_set
from newstext.quotations.phrases import head_of_sentence
from newstext.quotations.sources import is_genitive
from newstext.quotations.tokens import OUT
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.quotations.clauses import Clause, Range
    from newstext.quotations.people import People
    from newstext.quotations.tokens import Paragraph

_PRONOUNS = frozenset(["he", "she"])
_ANSWERS = UTTERANCES | word_set("verdict advice explanation message reaction view conclusion thoughts words")
_CALLINGS = ROLES | UNNAMED
_STOPS = frozenset(".!?…")
_LONGEST_SENTENCE = 60
_LONGEST_NAME = 8


def subject_led_in(p: Paragraph, clauses: Sequence[Clause], end: int, people: People) -> Span | None:
    """Return the person whom the sentence that ends before token ``end`` is about.

    None when the sentence holds quotation marks or says itself who says what, or is about no person.
    """
    first = end
    while first > p.body and end - first < _LONGEST_SENTENCE and p.sentence[first - 1] == p.sentence[end - 1]:
        first -= 1
    if end - first < 2 or any(place != OUT for place in p.place[first:end]) or _attributes(clauses, first, end):
        return None
    for start in (*_further_clauses(p, first, end), first):
        person = _person_at(p, start, end, people)
        if person is not None:
            return person
    return _named_last(p, first, end, people)


def _named_last(p: Paragraph, first: int, end: int, people: People) -> Span | None:
    """``There was no sympathy from Karl Hauge.``: the one person in the sentence, at its end."""
    span = p.cover(first, end - (p.lower[end - 1] in _STOPS))
    persons = [m for m in people.within(span.start, span.end) if people.called(m) is not None]
    lone = len(persons) == 1 and persons[0].end == span.end and p.lower[first] in ("there", "it", "that")
    return Span(persons[0].start, persons[0].end) if lone else None


def _attributes(clauses: Sequence[Clause], first: int, end: int) -> bool:
    ranges = [r for c in clauses for r in (c.cue, c.source, *c.content) if r is not None]
    return any(r[0] < end and first < r[1] for r in ranges)


def _further_clauses(p: Paragraph, first: int, end: int) -> list[int]:
    """Yield where the clauses behind ``, and`` and ``, but`` begin, the last first."""
    joined = [i for i in range(first + 1, end - 1) if p.lower[i] in ("and", "but", "while") and p.lower[i - 1] == ","]
    return [i + 1 for i in reversed(joined)]


def _person_at(p: Paragraph, first: int, end: int, people: People) -> Span | None:
    if p.lower[first] in CONJUNCTIONS:
        first += 1
    genitive = next((i for i in range(first + 1, min(end - 1, first + _LONGEST_NAME)) if is_genitive(p, i)), None)
    if genitive is not None and p.lower[genitive + 1] in _ANSWERS:
        return p.cover(first, genitive)  # "Park's verdict on her goal? “Lucky.”"
    concerned = p.lower[first] == "for"  # "For Bob Grint, a shepherd, the matter is simple."
    subject = _named_at(p, first + 1, end) if concerned else head_of_sentence(p, first, end)
    if subject is None or subject[1] - subject[0] > _LONGEST_NAME:
        return None
    named = _with_apposed_name(p, *subject, end)
    last = p.lower[subject[1] - 1]
    if last in _PRONOUNS and subject[1] - subject[0] == 1:
        return p.cover(*subject)
    if last.endswith("year-old") or (last in _CALLINGS and not last.endswith("s")):
        return p.cover(*named)
    return p.cover(*named) if _ends_in_person(p, named, people) else None


def _named_at(p: Paragraph, first: int, end: int) -> Range | None:
    """The name behind "for", its titles and roles passed over."""
    start = first
    while first < end and first - start < _LONGEST_NAME and p.words[first][0].islower() and p.place[first] == OUT:
        first += 1
    behind = first
    while behind < end and p.words[behind][0].isupper():
        behind += 1
    return (first, behind) if first < behind < end else None


def _with_apposed_name(p: Paragraph, first: int, end: int, stop: int) -> Range:
    """``His coach, Bob Grint, was in tears``: the name behind the comma belongs to it."""
    behind = end + 1
    while end < behind < stop and p.lower[end] == "," and (p.words[behind][0].isupper() or behind == end + 1):
        if p.words[behind][0].islower() and not p.lower[behind].endswith("year-old"):
            break
        behind += 1
    return (first, behind) if behind > end + 1 and p.words[behind - 1][0].isupper() else (first, end)


def _ends_in_person(p: Paragraph, subject: Range, people: People) -> bool:
    span = p.cover(*subject)
    named = [people.called(m) for m in people.within(span.start, span.end) if m.end == span.end]
    return any(person is not None and person.is_somebody for person in named)
