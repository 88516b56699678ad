"""Ranks the people of a text by how likely a pronoun means them: recency, subjects, who speaks, gender.

The weights were learned by ``bench.quotations.pronouns``, which says from what.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import exp, log1p
from typing import TYPE_CHECKING

import regex

from newstext.quotations import lexicon
from newstext.quotations.callings import is_calling
from newstext.quotations.name_edges import starts_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.quotations.names import Mention
    from newstext.quotations.people import People, Person
    from newstext.spans import Span

Features = dict[str, float]

WEIGHTS: Features = {
    "apposed": 0.7,
    "apposed here": 0.77,
    "first": 0.08,
    "gender": -0.08,
    "human": 0.87,
    "in words": -0.96,
    "latest": 0.38,
    "mentions": 0.23,
    "object": -0.55,
    "object here": 0.48,
    "owner": -0.02,
    "owner here": -0.14,
    "paragraphs": -1.62,
    "quoted": -0.78,
    "quoted here": -1.1,
    "recency": -0.55,
    "same paragraph": 0.09,
    "same sentence": -0.16,
    "speaks": -0.31,
    "spoke before": 0.51,
    "spoke just now": 0.67,
    "spoke last": 1.7,
    "subject": 0.65,
    "subject here": 0.07,
}
NOBODY = -2.0
"""The weight of the case that a pronoun means none of the candidates."""

_MOST = 8
"""People who are considered, the latest mentioned."""
_FARTHEST = 60
"""The number of earlier mentions that are considered."""
_SENTENCE = regex.compile(r"[.!?]['’\"”)]*\s")
_DESCRIBED = regex.compile(r"The ((?:[\w-]+ ){1,4})")
_VERBS = lexicon.AUXILIARIES | lexicon.CUES | lexicon.THINKING
_OBJECT_BEFORE = lexicon.PREPOSITIONS | lexicon.CUES | {"and", "of", "to"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody a pronoun may mean, with the likelihood, between 0 and 1, and what it was weighed from."""

    person: Person
    likelihood: float
    features: Features


class Salience:
    """Where everybody of one text is mentioned, and how; for ranking them at a place.

    ``marked`` are the stretches in quotation marks, in order.
    """

    def __init__(self, people: People, marked: Sequence[tuple[int, int]]) -> None:
        self.people = people
        text = people.text
        self._marks = [start for start, _ in marked]
        self._mark_ends = [end for _, end in marked]
        self._paragraphs = [m.end() for m in regex.finditer(r"\n", text)]
        self._sentences = [m.end() for m in _SENTENCE.finditer(text)]
        self._mentions: list[tuple[Mention, Person]] = [
            (m, person) for m in people.mentions if (person := people.called(m)) is not None
        ]
        self._places = [(m.start, person, self._role(m)) for m, person in self._mentions] + self._described()
        self._places.sort(key=lambda item: item[0])
        self._starts = [start for start, _, _ in self._places]

    def ranked(
        self, gender: str, at: int, spoke: Sequence[tuple[int, Person]], words: Sequence[Span] = ()
    ) -> list[Ranked]:
        """Return whom a pronoun of ``gender`` at ``at`` may mean, the likeliest first.

        ``spoke`` are those who spoke before, each with where, in order; ``words`` what the pronoun's person says.
        """
        recent = self._recent(gender, at, spoke)
        described = [(p, self._features(p, i, order, at, spoke, words)) for order, (p, i) in enumerate(recent)]
        scores = [exp(sum(WEIGHTS.get(name, 0.0) * x for name, x in f.items())) for _, f in described]
        total = sum(scores) + exp(NOBODY)
        ranked = [Ranked(p, score / total, f) for (p, f), score in zip(described, scores, strict=True)]
        return sorted(ranked, key=lambda r: -r.likelihood)

    def _recent(self, gender: str, at: int, spoke: Sequence[tuple[int, Person]]) -> list[tuple[Person, int]]:
        """The people mentioned last, the latest first, each with the place of the mention in the list of all."""
        found: dict[Person, int] = {}
        end = bisect_left(self._starts, at)
        for i in range(end - 1, max(-1, end - 1 - _FARTHEST), -1):
            person = self._places[i][1]
            if person not in found and _fits(person, gender):
                found[person] = i
                if len(found) == _MOST:
                    break
        for _, person in spoke[-2:]:
            if person not in found and _fits(person, gender):
                seen = bisect_left(person.seen, at)
                found[person] = bisect_left(self._starts, person.seen[seen - 1]) if seen else 0
        return list(found.items())

    def _features(
        self, person: Person, i: int, order: int, at: int, spoke: Sequence[tuple[int, Person]], words: Sequence[Span]
    ) -> Features:
        start, _, role = self._places[i]
        paragraphs = bisect_right(self._paragraphs, at) - bisect_right(self._paragraphs, start)
        sentences = bisect_right(self._sentences, at) - bisect_right(self._sentences, start)
        last = bool(spoke) and spoke[-1][1] is person
        spoke_near = last and bisect_right(self._paragraphs, at) - bisect_right(self._paragraphs, spoke[-1][0]) <= 1
        count = bisect_left(person.seen, at)
        return {
            "spoke last": float(last),
            "spoke just now": float(spoke_near),
            "spoke before": float(any(p is person for _, p in spoke[-4:])),
            "speaks": float(person.has_spoken),
            role: 1.0,
            f"{role} here": float(paragraphs == 0),
            "recency": float(order),
            "latest": float(order == 0),
            "paragraphs": log1p(paragraphs),
            "same paragraph": float(paragraphs == 0),
            "same sentence": float(sentences == 0),
            "in words": float(any(w.start <= start < w.end for w in words)),
            "mentions": log1p(count),
            "first": float(count <= 1),
            "gender": float(bool(person.gender)),
            "human": min(4.0, max(-4.0, person.human)),
        }

    def _described(self) -> list[tuple[int, Person, str]]:
        """``The former governor`` at the head of a sentence: the person with that role in the text."""
        text, found = self.people.text, []
        for start in [0, *self._paragraphs, *self._sentences]:
            match = _DESCRIBED.match(text, start)
            head = match and next(filter(is_calling, match.group(1).split()), None)
            person = self.people.holder(head, start) if head else None
            if person is not None:
                found.append((start, person, "subject"))
        return found

    def _role(self, mention: Mention) -> str:
        """Return a mention's place in its sentence: subject, owner, object or quoted."""
        text = self.people.text
        mark = bisect_right(self._marks, mention.start) - 1
        if mark >= 0 and mention.start < self._mark_ends[mark]:
            return "quoted"
        start = mention.start - (len(mention.titles) + 1 if mention.titles else 0)
        if text[mention.end : mention.end + 1] in ("'", "’"):
            return "owner"
        if starts_sentence(text, start):
            return "subject"
        following = text[mention.end : mention.end + 20].split()[:1]
        before = text[max(0, start - 15) : start].split()[-1:]
        if before and before[0].lower() in _OBJECT_BEFORE:
            return "object"
        if following and (following[0] in _VERBS or following[0].endswith("ed")):
            return "subject"
        return "apposed" if before and before[0].endswith(",") else "object"


def _fits(person: Person, gender: str) -> bool:
    return (not gender or person.gender in ("", gender)) and person.human > -1
