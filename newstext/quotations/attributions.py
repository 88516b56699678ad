"""Joins the clauses of paragraphs into attributions: carries speakers on and continues quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newstext.quotations.clauses import HEADLINE, LED_IN, SIGNED
from newstext.quotations.lexicon import CUES
from newstext.quotations.phrases import head_of_sentence, subject_after, subject_before
from newstext.quotations.signatures import signatures
from newstext.quotations.subjects import subject_led_in
from newstext.quotations.tokens import MARK, OUT

if TYPE_CHECKING:
    from newstext.quotations.clauses import Clause, Range
    from newstext.quotations.people import People
    from newstext.quotations.tokens import Paragraph
    from newstext.spans import Span

_FARTHEST = 2
"""Paragraphs after which a quotation without a speaker no longer belongs to the one before."""

_LATEST = 4
"""Attributions among which the one who answers a question has spoken before."""

_ASKED = frozenset(["asked", "asks", "asking", "inquired", "enquired", "wondered", "continued", "pressed", "demanded"])
_DETERMINERS = frozenset(["a", "an", "the", "this", "that", "his", "her", "their", "its"])
_CHOSEN = frozenset(["key", "best", "main", "top", "other", "more", "some", "selected", "memorable"])
"""Before the noun of ``Key quotes:``."""
_TRANSCRIPT = re.compile(r"\W{0,2}([A-Z][A-Z .’'-]{1,30}):")


@dataclass(slots=True)
class Attribution:
    """One attribution of a text, in code points. ``pattern`` names the rule that made it.

    ``verbatim`` is true where the form of the copy says that these are the very words, with marks or without.
    """

    content: list[Span]
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    pattern: str = "bare"
    paragraph: int = 0
    score: float = 1.0
    agreed: bool = False
    verbatim: bool = False
    via: Span | None = None


def join(found: list[tuple[Paragraph, list[Clause]]], text: str, people: People) -> list[Attribution]:
    """Turn the clauses of each paragraph into attributions, in the order of the text."""
    return _Join(found, text, people).attributions()


class _Join:
    """The knowledge about speakers so far, while the paragraphs are read one by one."""

    def __init__(self, found: list[tuple[Paragraph, list[Clause]]], text: str, people: People) -> None:
        self.found, self.people, self.text = found, people, text
        self.out: list[Attribution] = []
        self.signed = _signed(found, text)
        self.last: Attribution | None = None
        self.last_number, self.said, self.quoting = 0, False, False
        self.introduced: Attribution | None = None
        self.waiting: list[Span] = []

    def attributions(self) -> list[Attribution]:
        for number in range(len(self.found)):
            self._read(number)
        for attribution in self.out:
            attribution.content.sort()
        return self.out

    def _read(self, number: int) -> None:
        p, clauses = self.found[number]
        if any(clause.pattern == HEADLINE for clause in clauses):
            self.out += [_attribution(p, clause, number) for clause in clauses]
            return
        clauses, led = _led_in_apart(p, clauses, number, self.people)
        spoken, bare = _parted(p, clauses, number)
        spoken += led
        if bare and not spoken:
            if not self._finds_speaker(number, bare):
                return
        elif bare:
            _give_to_nearest(spoken, bare)
        self.introduced = _introduction(p, spoken, number)
        if self.introduced is not None:
            spoken = []  # "Asked about it, she had this answer:": nobody has spoken yet
        self.out.extend(spoken)
        if spoken:
            min(spoken, key=lambda a: a.content[0]).content.extend(self.waiting)
            self.waiting = []
            self.last = last = _last_quoted(p, spoken)
            self.quoting = _quotes(p, last)
            self.said = self.quoting or any(w in CUES for cue in last.cue for w in cue.of(self.text).lower().split())
        if spoken or bare:
            self.last_number = number

    def _answer(self, bare: list[Span], number: int) -> Attribution:
        """Attribute words by themselves below a question to the last speaker other than its asker, if there is one."""
        asker = [span.of(self.text) for span in self.last.source] if self.last else []
        before = [a for a in self.out[-_LATEST:] if a.source and [s.of(self.text) for s in a.source] != asker]
        return _carried(before[-1], bare, number) if before else Attribution(bare, paragraph=number)

    def _finds_speaker(self, number: int, bare: list[Span]) -> bool:
        """Find a speaker elsewhere for what nobody in its paragraph says; False when he is still to come."""
        p, _ = self.found[number]
        near = self.last is not None and number - self.last_number <= _FARTHEST
        owner = self.signed.get(number) or self.introduced or _transcript(p, number, self.text)
        owner = owner or _led_in(self.found, number, bare[0], self.people)
        if owner is not None:
            owner.content.extend(bare)
            self.last = None if owner.pattern == SIGNED else owner  # nobody goes on below a signature
        elif not (self.said and number - self.last_number <= _FARTHEST) and _next_quotes(self.found, number):
            self.waiting = bare
            return False
        elif (
            self.last is not None and number - self.last_number == 1 and self.quoting and _asks(p, self.last, self.text)
        ):
            self.out.append(self._answer(bare, number))
            return True
        elif self.last is not None and number - self.last_number == 1 and self.quoting:
            self.last.content.extend(bare)
            return True
        elif self.last is not None and near and self.last.source:
            self.last = owner = _carried(self.last, bare, number)
        else:
            self.out.append(Attribution(bare, paragraph=number))
            return True
        self.out.append(owner)
        self.quoting = True
        return True


def _asks(p: Paragraph, last: Attribution, text: str) -> bool:
    """``“Did you see it?” counsel asked.``: what stands by itself in the next paragraph is no more of the question."""
    asked = not _ASKED.isdisjoint(word for cue in last.cue for word in cue.of(text).lower().split())
    ends = max(last.content).of(text).rstrip("”’\"'»")[-1:] == "?"
    return asked and ends and p.lower[-2:-1] != ["?"]


def _parted(p: Paragraph, clauses: list[Clause], number: int) -> tuple[list[Attribution], list[Span]]:
    """Return the clauses that say who speaks, as attributions, and the contents of those that do not."""
    spoken = [_attribution(p, c, number) for c in clauses if c.cue or c.source]
    bare = [p.cover(*r) for c in clauses if not (c.cue or c.source) for r in c.content]
    return spoken, bare


def _attribution(p: Paragraph, clause: Clause, number: int) -> Attribution:
    return Attribution(
        [p.cover(*r) for r in clause.content],
        [p.cover(*clause.cue)] if clause.cue else [],
        [p.cover(*clause.source)] if clause.source else [],
        clause.pattern,
        number,
        clause.score,
        clause.agreed,
        via=p.cover(*clause.via) if clause.via else None,
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


def _led_in(found: list[tuple[Paragraph, list[Clause]]], number: int, bare: Span, people: People) -> Attribution | None:
    """``Hale was furious. “We gave it away.”``, in one paragraph or two: whom the sentence before is about."""
    p, clauses = found[number]
    first, _ = p.tokens_in(bare)
    if first == p.body and number:
        p, clauses = found[number - 1]
        first = len(p)
    subject = subject_led_in(p, clauses, first, people)
    return None if subject is None else Attribution([], source=[subject], pattern=LED_IN, paragraph=number)


def _led_in_apart(
    p: Paragraph, clauses: list[Clause], number: int, people: People
) -> tuple[list[Clause], list[Attribution]]:
    """Part from the clauses the quotations that a sentence about somebody else leads up to.

    ``Dray said it was fair. Tom Hale was furious. “We gave it away.”``
    """
    kept: list[Clause] = []
    led: list[Attribution] = []
    for clause in clauses:
        content = list(clause.content)
        for r in clause.content if clause.cue else ():
            subject = subject_led_in(p, clauses, r[0], people) if _stands_off(p, clause, r) else None
            if subject is not None:
                content.remove(r)
                led.append(Attribution([p.cover(*r)], source=[subject], pattern=LED_IN, paragraph=number))
        if content:
            kept.append(replace(clause, content=content))
    return kept, led


def _stands_off(p: Paragraph, clause: Clause, r: Range) -> bool:
    """Whether a further piece begins in marks and in a sentence of its own."""
    first = r[0]
    begins = first > p.body and p.place[first] == MARK and p.sentence[first - 1] != p.sentence[first]
    return (
        begins and len(clause.content) > 1 and clause.cue is not None and p.sentence[clause.cue[0]] != p.sentence[first]
    )


def _last_quoted(p: Paragraph, spoken: list[Attribution]) -> Attribution:
    return next((attribution for attribution in reversed(spoken) if _quotes(p, attribution)), spoken[-1])


def _quotes(p: Paragraph, attribution: Attribution) -> bool:
    return any(owner >= 0 for piece in attribution.content for owner in p.stretch[slice(*p.tokens_in(piece))])


def _next_quotes(found: list[tuple[Paragraph, list[Clause]]], number: int) -> bool:
    """Whether the next paragraph begins with words in marks that somebody says: these before it are his too."""
    if number + 1 >= len(found):
        return False
    p, clauses = found[number + 1]
    opens = p.body < len(p) and p.stretch[p.body] >= 0
    return opens and any(c.source and any(first <= p.body < end for first, end in c.content) for c in clauses)


def _transcript(p: Paragraph, number: int, text: str) -> Attribution | None:
    """``HOLT: "…"``: the speaker's name before a colon, in capitals."""
    match = _TRANSCRIPT.match(text, p.span.start, p.span.end)
    if match is None:
        return None
    end = next((i for i, word in enumerate(p.words) if word == ":"), 0)
    if not 0 < end < len(p):
        return None
    return Attribution([], [p.cover(end, end + 1)], [p.cover(0, end)], "transcript", number)


def _signed(found: list[tuple[Paragraph, list[Clause]]], text: str) -> dict[int, Attribution]:
    names = signatures([p for p, _ in found], text)
    return {n: Attribution([], source=[name], pattern=SIGNED, paragraph=n) for n, name in names.items()}


def _introduction(p: Paragraph, spoken: list[Attribution], number: int) -> Attribution | None:
    """A paragraph that ends in a colon introduces the quotation of the next one."""
    if any(a.source for a in spoken) or not p.words or p.words[-1] != ":" or p.place[-1] != OUT or len(p) < 3:
        return None
    cue = next((i for i in range(len(p) - 1, -1, -1) if p.lower[i] in CUES and p.place[i] == OUT), None)
    if cue is None or p.lower[cue - 1] in _CHOSEN:
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
