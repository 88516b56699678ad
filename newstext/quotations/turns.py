"""Recognises turns: lines that begin with a speaker and a colon, as in transcripts and interviews."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newstext.quotations.attributions import Attribution
from newstext.quotations.clauses import TRANSCRIPT
from newstext.quotations.lexicon import LABELS, word_set
from newstext.quotations.names import names_an_outlet
from newstext.spans import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.quotations.tokens import Paragraph

_LABEL = re.compile(
    r"\s*(?:[\[(]?\d{1,2}(?::\d\d){1,2}(?:[.,]\d{1,3})?[\])]?\s+)?"
    r"(?P<label>[QA](?=[.:]\s)|(?:[A-Z][\w.’'-]*)(?:[ ](?:[A-Z][\w.’'-]*|de|van|von|der|la)){0,4})"
    r"(?:,[^\n:]{1,60}|\s?\([^\n:()]{1,40}\))?(?P<colon>:|(?<=[QA])\.)\s+(?=\S)"
)
_ASIDE = re.compile(r"\s*(?:\([^()\n]*\)|\[[^\[\]\n]*\])\s*$")
_NO_LABELS = LABELS | word_set("from to where when what how why rating verdict")
_INTERVIEW = re.compile(
    r"\b(?i:interview with|talks? to|spoke to|conversation with)(?: [a-z]+){0,4} ((?:[A-Z][\w’'-]+ ?){2,4})"
)
_NAMED = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}")
_SURNAME = re.compile(r"\b[A-Z][\w’'-]+ (?=([A-Z][\w’'-]+))")
_INSIDE = re.compile(r" ([A-Z][\w’'-]*)")
_HEAD = 400
_FEWEST = 3


def turns(paragraphs: Sequence[Paragraph], text: str) -> tuple[list[Attribution], set[int]]:
    """Return each turn as words of its speaker, and the numbers of the paragraphs that are part of one.

    None unless several lines are labelled and one label comes back: a single colon is no transcript.
    """
    labelled = {n: m for n, p in enumerate(paragraphs) if (m := _LABEL.match(text, p.span.start, p.span.end))}
    surnames = {m[1] for m in _SURNAME.finditer(text)} if labelled else set()
    inside = set(_INSIDE.findall(text)) if labelled else set()
    counts = Counter(m["label"].upper() for m in labelled.values())
    named = {n: m for n, m in labelled.items() if _is_speaker(m["label"], counts, surnames, inside)}
    again = max((counts[m["label"].upper()] for m in named.values()), default=0)
    interview = "Q" in counts and "A" in counts
    if len(named) < _FEWEST or (again < 2 and not interview) or len(counts) < 2:
        return [], set()
    return _collected(paragraphs, named, text, interview=interview)


def _collected(
    paragraphs: Sequence[Paragraph], named: dict[int, re.Match[str]], text: str, *, interview: bool
) -> tuple[list[Attribution], set[int]]:
    found: list[Attribution] = []
    taken: set[int] = set()
    turn: Attribution | None = None
    for number, p in enumerate(paragraphs):
        label = named.get(number)
        start = p.span.start
        if label is not None:
            turn = Attribution(
                [], [Span(*label.span("colon"))], list(_source(label, text)), TRANSCRIPT, number, agreed=True
            )
            start = label.end()
            if label["label"] != "Q" and not (interview and names_an_outlet(label["label"])):
                found.append(turn)
        if turn is None:
            continue
        taken.add(number)
        if interview and label is None and p.lower[-1] == "?":
            continue  # a question whose "Q:" was left out
        words = trimmed(Span(start, p.span.end), text)
        if words.start < words.end and not _ASIDE.match(text, words.start, p.span.end):
            turn.content.append(words)
    return [each for each in found if each.content], taken


def _source(label: re.Match[str], text: str) -> Iterator[Span]:
    """The label, or of an A the person whom the head of the text says it talks to."""
    words = label["label"]
    if words not in ("Q", "A"):
        yield _initialled(words, text) or Span(*label.span("label"))
    elif found := _INTERVIEW.search(text, 0, _HEAD):
        partner = trimmed(Span(*found.span(1)), text)
        yield _first_person(text) or partner if names_an_outlet(partner.of(text)) else partner


def _first_person(text: str) -> Span | None:
    """``Marta Keane spoke to the Port Wire``: she is who answers."""
    names = (Span(*match.span()) for match in _NAMED.finditer(text, 0, _HEAD))
    return next((name for name in names if not names_an_outlet(name.of(text))), None)


def _initialled(label: str, text: str) -> Span | None:
    """``MK:`` for the Marta Keane of the head."""
    names = (Span(*match.span()) for match in _NAMED.finditer(text, 0, _HEAD))
    return next((n for n in names if len(label) > 1 and "".join(w[0] for w in n.of(text).split()) == label), None)


def _is_speaker(label: str, counts: Counter[str], surnames: set[str], inside: set[str]) -> bool:
    words = label.lower().replace(".", "").split()
    if not _NO_LABELS.isdisjoint(words):
        return False
    if label in ("Q", "A"):
        return counts["Q"] > 0 and counts["A"] > 0
    if label.isupper() or len(words) > 1:
        return True
    return label in surnames or (counts[label.upper()] > 1 and label in inside)
