"""From clauses of single paragraphs to attributions of a text: speakers carried on, quotations joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newstext.quotations.phrases import head_of_sentence, subject_after, subject_before
from newstext.quotations.tokens import OUT
from newstext.quotations.words import CUES

if TYPE_CHECKING:
    from newstext.quotations.rules import Clause
    from newstext.quotations.tokens import Paragraph
    from newstext.spans import Span

_FARTHEST = 2
"""Paragraphs after which a quotation without a speaker no longer belongs to the one before."""

_DETERMINERS = frozenset(["a", "an", "the", "this", "that", "his", "her", "their", "its"])
_TRANSCRIPT = re.compile(r"\W{0,2}([A-Z][A-Z .’'-]{1,30}):")


@dataclass(slots=True)
class Attribution:
    """One attribution of a text, in code points. ``pattern`` names the rule that made it."""

    content: list[Span]
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    pattern: str = "bare"
    paragraph: int = 0
    score: float = 1.0
    agreed: bool = False


def join(found: list[tuple[Paragraph, list[Clause]]], text: str) -> list[Attribution]:
    """Turn the clauses of each paragraph into attributions, in the order of the text."""
    out: list[Attribution] = []
    last: Attribution | None = None
    last_number = 0
    introduced: Attribution | None = None
    for number, (p, clauses) in enumerate(found):
        spoken = [_attribution(p, c, number) for c in clauses if c.cue or c.source]
        bare = [p.cover(*r) for c in clauses if not (c.cue or c.source) for r in c.content]
        if bare and not spoken:
            owner = introduced or _transcript(p, number, text)
            if owner is not None:
                owner.content.extend(bare)
                out.append(owner)
                last = owner
            elif last is not None and number - last_number == 1:
                last.content.extend(bare)
            elif last is not None and number - last_number <= _FARTHEST and last.source:
                out.append(_carried(last, bare, number))
                last = out[-1]
            else:
                out.append(Attribution(bare, paragraph=number))
        elif bare:
            _give_to_nearest(spoken, bare)
        introduced = _introduction(p, spoken, number)
        out.extend(spoken)
        if spoken:
            last = _last_quoted(p, spoken)
        if spoken or bare:
            last_number = number
    for attribution in out:
        attribution.content.sort()
    return out


def _attribution(p: Paragraph, clause: Clause, number: int) -> Attribution:
    return Attribution(
        [p.cover(*r) for r in clause.content],
        [p.cover(*clause.cue)] if clause.cue else [],
        [p.cover(*clause.source)] if clause.source else [],
        clause.pattern,
        number,
        clause.score,
        clause.agreed,
    )


def _carried(last: Attribution, bare: list[Span], number: int) -> Attribution:
    return Attribution(bare, source=list(last.source), pattern="carried", paragraph=number)


def _give_to_nearest(spoken: list[Attribution], bare: list[Span]) -> None:
    pieces = sorted((piece.start, i) for i, a in enumerate(spoken) for piece in a.content)
    for span in bare:
        right = bisect_left(pieces, (span.start, -1))
        beside = pieces[max(0, right - 1) : right + 1]
        _, nearest = min(beside, key=lambda piece: abs(span.start - piece[0]))
        spoken[nearest].content.append(span)


def _last_quoted(p: Paragraph, spoken: list[Attribution]) -> Attribution:
    for attribution in reversed(spoken):
        for first, end in map(p.tokens_in, attribution.content):
            if any(owner >= 0 for owner in p.stretch[first:end]):
                return attribution
    return spoken[-1]


def _transcript(p: Paragraph, number: int, text: str) -> Attribution | None:
    """``HOLT: "…"``: the name of who speaks stands before a colon, in capitals."""
    match = _TRANSCRIPT.match(text, p.span.start, p.span.end)
    if match is None:
        return None
    end = next((i for i, word in enumerate(p.words) if word == ":"), 0)
    if not 0 < end < len(p):
        return None
    return Attribution([], [p.cover(end, end + 1)], [p.cover(0, end)], "transcript", number)


def _introduction(p: Paragraph, spoken: list[Attribution], number: int) -> Attribution | None:
    """A paragraph that ends in a colon introduces the quotation of the next one."""
    if spoken or not p.words or p.words[-1] != ":" or p.place[-1] != OUT or len(p) < 3:
        return None
    cue = next((i for i in range(len(p) - 1, -1, -1) if p.lower[i] in CUES and p.place[i] == OUT), None)
    if cue is None:
        return None
    subject = subject_before(p, cue, p.body)
    if p.lower[cue - 1] in _DETERMINERS:
        head = head_of_sentence(p, p.body, cue)
        if head is None:
            return None
        cued, source = (head[1], len(p)), head
    elif subject is not None:
        cued, source = (min(subject.verb, cue), len(p)), (subject.first, subject.end)
    else:
        after = subject_after(p, cue + 1, len(p) - 1)
        if after is None:
            return None
        cued, source = (cue, cue + 1), after
    return Attribution([], [p.cover(*cued)], [p.cover(*source)], "introduced", number + 1)
