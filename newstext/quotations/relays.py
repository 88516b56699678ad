"""Finds who passes on what somebody else said: ``the Times quoted a diplomat as saying``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.quotations import lexicon
from newstext.quotations.narrated import is_clause
from newstext.quotations.phrases import subject_before
from newstext.quotations.sources import tidy
from newstext.quotations.tokens import OUT

if TYPE_CHECKING:
    from newstext.quotations.clauses import Clause, Range
    from newstext.quotations.tokens import Paragraph

_QUOTING = lexicon.word_set("quoted quotes quoting cited cites citing")
_SAYING = lexicon.word_set("saying telling warning insisting arguing adding claiming")
_PLAIN = lexicon.word_set("said says told tells wrote writes tweeted posted asked claimed added")
_FIRM = frozenset(word for word in lexicon.SAYING - lexicon.WEAK if not word.endswith("ing"))
_PASSIVE = lexicon.word_set("be been being is are was were not never n't n’t")
_NO_SUBJECTS = lexicon.word_set("who which that what")
_TO_TELLER = lexicon.word_set("him her them me us")
_LONGEST_SUBJECT, _NEAR = 8, 3


def relayed(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    """Return the clauses of ``p``, each with the innermost speaker as its source and who relays it as its ``via``."""
    found = []
    for clause in clauses:
        if clause.source is None or clause.cue is None or not clause.content:
            found.append(clause)
            continue
        inner = _quoted_as(p, clause) or _by_document(p, clause) or _said_in_document(p, clause) or _told(p, clause)
        found.append(inner or clause)
    return _with_cited(p, found)


def _quoted_as(p: Paragraph, clause: Clause) -> Clause | None:
    """``The Times quoted a diplomat as saying the talks were “dead”.``"""
    cue = clause.cue or (0, 0)
    if p.lower[cue[1] - 1] not in _QUOTING:
        return None
    first, end = clause.content[0]
    verb = next((i for i in range(first + 1, min(end, first + _LONGEST_SUBJECT)) if p.lower[i] in _SAYING), None)
    if verb is None or p.lower[verb - 1] != "as" or verb + 1 >= end:
        return None
    said = [(verb + 1, end), *clause.content[1:]]
    if verb - 1 == first:  # "He was quoted as saying": it is he who speaks
        return replace(clause, content=said, cue=(cue[0], verb + 1))
    return replace(clause, content=said, source=(first, verb - 1), cue=(verb - 1, verb + 1), via=clause.source)


def _by_document(p: Paragraph, clause: Clause) -> Clause | None:
    """``According to AFP, a user posted that …`` and ``Pell, according to the minutes, said …``."""
    first, end = clause.source or (0, 0)
    cue = clause.cue or (0, 0)
    if first > p.body + 3 and p.lower[first - 1] == "," and p.lower[p.body : p.body + 2] == ["according", "to"]:
        one = p.sentence[first] == p.sentence[p.body] and "," not in p.lower[p.body : first - 1]
        return replace(clause, via=(p.body + 2, first - 1)) if one and "according" not in p.lower[slice(*cue)] else None
    if p.lower[max(0, first - 2) : first] != ["according", "to"] or "according" in p.lower[slice(*cue)]:
        return None
    comma = next((i for i in range(first, end) if p.lower[i] == ","), None)
    if comma is not None and comma + 1 < end <= cue[0]:
        return replace(clause, source=(comma + 1, end), via=(first, comma))
    if end < cue[0] and p.lower[first - 3] == "," and p.lower[end] == ",":
        speaker = subject_before(p, first - 3, p.body)
        if speaker is not None and p.sentence[speaker.first] == p.sentence[first]:
            return replace(clause, source=(speaker.first, speaker.end), via=(first, end))
    return None


def _said_in_document(p: Paragraph, clause: Clause) -> Clause | None:
    """``It was content, its president, Orr, said, according to the minutes``; ``According to AFP, a user said …``."""
    if "according" not in p.lower[slice(*(clause.cue or (0, 0)))]:
        return None
    first, end = clause.content[0]
    if clause.cue is not None and p.place[end - 1] != OUT and end < clause.cue[0]:
        return _told_beside_marks(p, clause, end)
    if clause.cue is not None and end <= clause.cue[0] and len(clause.content) == 1:
        verb = end - 1 - (p.lower[end - 1] == ",")
        if p.lower[verb] not in _PLAIN or p.place[verb] != OUT or verb - first < _LONGEST_SUBJECT // 2:
            return None
        subject = subject_before(p, verb, first)
        if subject is None or subject.first - 1 <= first or p.lower[subject.first - 1] != ",":
            return None
        source = (subject.first, subject.end)
        return replace(
            clause, content=[(first, subject.first - 1)], source=source, cue=(verb, verb + 1), via=clause.source
        )
    inner = _inner(p, clause, _FIRM, first, min(end, first + _LONGEST_SUBJECT + 2))
    return inner if inner is not None and inner.source is not None and inner.source[0] == first else None


def _told_beside_marks(p: Paragraph, clause: Clause, end: int) -> Clause | None:
    """``“…,” he told advisers afterwards, according to Arad``: he speaks, and Arad relays it."""
    comma = (clause.cue or (0, 0))[0] - 1
    verb = next((i for i in range(end, comma) if p.lower[i] in _PLAIN), None)
    if verb is None or p.lower[comma] != "," or any(place != OUT for place in p.place[end:comma]):
        return None
    subject = subject_before(p, verb, end)
    if subject is None or subject.first != end:
        return None
    return replace(clause, source=(subject.first, subject.end), cue=(verb, verb + 1), via=clause.source)


def _told(p: Paragraph, clause: Clause) -> Clause | None:
    """``He said strangers told him the ferry was full``, ``Holt said Dray was right when he said “never”``."""
    first, end = clause.content[0]
    if p.lower[(clause.cue or (0, 1))[1] - 1] not in _PLAIN | _FIRM or (clause.cue or (0, 0))[0] > first:
        return None
    marked = next((i for i in range(first, end) if p.place[i] != OUT), None)
    if marked is not None:
        return _inner(p, clause, _PLAIN, max(first, marked - _NEAR - 1), marked) if marked > first else None
    verb = next((i for i in range(first + 1, min(end, first + _LONGEST_SUBJECT)) if p.lower[i] == "told"), None)
    if verb is None or p.lower[verb + 1 : verb + 2] == [] or p.lower[verb + 1] not in _TO_TELLER:
        return None
    return _inner(p, clause, frozenset(["told"]), first, verb + 1)


def _inner(p: Paragraph, clause: Clause, verbs: frozenset[str], first: int, stop: int) -> Clause | None:
    """The last verb of saying among the tokens from ``first`` to ``stop`` with its subject, and the rest as content."""
    end = clause.content[0][1]
    verb = next((i for i in range(stop - 1, first, -1) if p.lower[i] in verbs and p.place[i] == OUT), None)
    if verb is None or verb + 2 >= end:
        return None
    first = clause.content[0][0]
    start = first + (p.lower[first] == "that")
    subject = subject_before(p, verb, start)
    if subject is None or not _PASSIVE.isdisjoint(p.lower[subject.end : verb]):
        return None
    source = tidy(p, (subject.first, subject.end), (verb, verb + 1))
    if source is None or source[0] < start or _overlaps(source, clause.source) or p.lower[source[0]] in _NO_SUBJECTS:
        return None
    said = verb + 1
    if p.lower[verb] in lexicon.ADDRESSING and p.lower[said] in _TO_TELLER:
        said += 1
    that = next((i for i in range(said, min(end, said + _NEAR)) if p.lower[i] == "that" and i + 2 < end), said - 1)
    said = that + 1 if that >= said else said + (p.lower[said] in (",", ":"))
    return replace(
        clause, content=[(said, end), *clause.content[1:]], source=source, cue=(verb, said), via=clause.source
    )


def _overlaps(a: Range, b: Range | None) -> bool:
    return b is not None and a[0] < b[1] and b[0] < a[1]


def _with_cited(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    """``The Port Wire, citing two officials, reported that …``: they are whom it has it from."""
    for clause in clauses:
        cue = clause.cue
        if cue is None or clause.source is None or p.lower[cue[1] - 1] not in ("citing", "quoting"):
            continue
        main = next((c for c in clauses if c is not clause and c.source == clause.source and c.cue), None)
        if main is not None and main.via is None and not is_clause(p.lower[slice(*clause.content[0])]):
            main.via = clause.content[0]
    return clauses
