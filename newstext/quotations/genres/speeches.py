"""Recognises the text of a speech or a statement, printed whole below a heading that says whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quotations.attributions import Attribution
from newstext.quotations.clauses import PRINTED
from newstext.quotations.genres.copy import FIRST_PERSON
from newstext.quotations.lexicon import ROLES
from newstext.spans import Span

if TYPE_CHECKING:
    from newstext.quotations.genres.copy import Copy

_KINDS = r"speech|address|remarks|statement|eulogy|homily|sermon|lecture|oration|testimony|toast|message|letter"
_ANNOUNCES = re.compile(r"(?:here(?: is|['’]s)|this is|(?:the )?following is|below is)\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:by|from|of) (?P<who>(?:the |his |her |its )(?:[\w’'-]+ ?){1,4}[\w’'-])(?=[:,])")
_OWNER = re.compile(r"(?P<who>(?:The )?[A-Z][\w-]*(?: [\w-]+){0,3})['’]s? ")
_TITLED = re.compile(r"\s*[“‘\"'][^“”\"\n]{2,90}[”’\"']\s*[:–—-]\s*")
_HEADING = re.compile(
    rf"(?:\d{{1,2}}[.:]\d\d\W{{1,3}})?(?:(?:{_ANNOUNCES.pattern} |read )?(?:the |an? )?(?:full |complete |prepared )?"
    rf"(?:text|transcript|extracts?|excerpts?|{_KINDS}|acceptance speech|open letter)\b"
    rf"|(?:[\w'’-]+ ){{1,3}}(?:{_KINDS}) (?:[\w,'’-]+ ){{0,6}}(?:by|from)\b"
    rf"|[^\n.!?]{{0,80}}?['’]s? (?:[\w'’-]+ ){{0,6}}(?:{_KINDS})\b)"
    r"[^\n]{0,240}",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    rf"\b(?:text|transcript|version|extracts?|excerpts?|{_KINDS})\b[^\n.]{{0,60}}"
    r"\b(?:follows?|below|in full|is printed here)\W{0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:for|to|about|on|against|of)\s+$", re.IGNORECASE)
_SHORT_LINE = re.compile(r"[^\n.!?:“\"]{1,50}")
_ENDS = re.compile(r"\W*(?:ends?|-30-|#\s?#\s?#|notes? to editors|applause)\W*", re.IGNORECASE)
_LEAD = re.compile(r"(?:On|About|To|Of|For|Asked about)\b[^\n“”\"]{2,60}:\s*(?=[“\"])")
_FEWEST = 2
_NEAR_HEAD = 3
"""Among how many paragraphs from the head the heading of a speech without marks stands."""


def speech(copy: Copy) -> tuple[list[Attribution], set[int]]:
    """Return each speech as one quotation of its speaker, a piece a paragraph, and which paragraphs were read."""
    found: list[Attribution] = []
    taken: set[int] = set()
    for number in range(len(copy.found) - 1):
        who = None if number in taken else _speaker(copy, number)
        if who is None:
            continue
        marked = _in_marks(copy, number + 1)
        body = marked or (_plain(copy, number + 1, who.of(copy.text)) if number < _NEAR_HEAD else [])
        if body:
            pieces = [_piece(copy, n) for n in body]
            found.append(Attribution(pieces, [], [who], PRINTED, body[0], agreed=True, verbatim=True))
            taken |= set(body)
    return found, taken


def _speaker(copy: Copy, number: int) -> Span | None:
    """The speaker that a heading announces; None if the paragraph is not a heading."""
    line = copy.line(number)
    span = copy.span(number)
    titled = _TITLED.match(copy.text, *span)
    if titled is not None:
        span = Span(titled.end(), span.end)
        line = span.of(copy.text).strip()
    persons = list(copy.persons(span.start, span.end))
    if _FOLLOWS.search(line) and persons:
        return Span(persons[0].start, persons[0].end)
    ends = line[-1:] in '!?”"' or (line[-1:] == "." and _ANNOUNCES.match(line) is None)
    if ends or (copy.found[number][0].stretches and titled is None) or _HEADING.fullmatch(line) is None:
        return None
    by = [m.end() for m in _BY.finditer(copy.text, span.start, span.end)]
    behind = [m for m in persons if by and m.start >= by[-1]]
    others = [m for m in persons if not _ABOUT.search(copy.text, max(span.start, m.start - 12), m.start)]
    chosen = next(iter(behind or others or persons), None)
    if chosen is not None:
        return Span(chosen.start, chosen.end)
    office = _OFFICE.search(copy.text, span.start, span.end)
    if office is not None and line[-1:] == ":":
        return Span(*office.span("who"))
    owner = _OWNER.match(copy.text, span.start, span.end)
    return Span(*owner.span("who")) if owner is not None and owner["who"].split()[-1].lower() in ROLES else None


def _in_marks(copy: Copy, first: int) -> list[int]:
    """The paragraphs in marks right below the heading, with what heads each, as ``On taxes: “…”``."""
    body: list[int] = []
    for number in range(first, len(copy.found)):
        lead = _LEAD.match(copy.text, *copy.span(number))
        if not copy.is_in_marks(number, lead.end() if lead else 0):
            break
        body.append(number)
    return body


def _plain(copy: Copy, first: int, who: str) -> list[int]:
    """Return the paragraphs of a speech printed without marks: in the first person, with nobody reporting on it."""
    while (
        first < len(copy.found)
        and _SHORT_LINE.fullmatch(copy.line(first))
        and not FIRST_PERSON.search(copy.line(first))
    ):
        first += 1
    body: list[int] = []
    for number in range(first, len(copy.found)):
        line = copy.line(number)
        if _ENDS.fullmatch(line) or copy.speaks_of(number, who) or copy.is_narrated(number):
            break
        body.append(number)
    own = sum(FIRST_PERSON.search(copy.line(n)) is not None for n in body)
    return body if len(body) >= _FEWEST and 3 * own >= len(body) else []


def _piece(copy: Copy, number: int) -> Span:
    lead = _LEAD.match(copy.text, *copy.span(number))
    return copy.words(number, lead.end() if lead else None)
