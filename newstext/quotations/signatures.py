"""Quotations that somebody signs: ``— Tessa Varga, harbour master`` below the words, or a name, age and calling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quotations.given_names import gender_of
from newstext.quotations.lexicon import CUES, ROLES
from newstext.quotations.tokens import OUT
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.quotations.tokens import Paragraph

_NAME = r"(?P<name>(?:[\w.’'-]+[ \u00a0]){0,7}[A-ZÀ-Þ][\w.’'-]*)"
_BEHIND_DASH = re.compile(rf"\s*(?:(?:—|–|―|--|-\s)\s*|\(){_NAME}\s*(?:[,(|][^\n“”\"]{{0,120}})?")
_NAME_LINE = re.compile(
    r"\s*(?P<name>[A-ZÀ-Þ][\w.’'-]*(?:[ \u00a0](?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|la)){1,4})"
    r"(?:(?:,\s|\s?[(|]\s?)(?P<what>[^\n“”\"?!:]{1,80}[^\n“”\"?!:.,]))?"
)
_AGE = re.compile(r"\b[1-9]\d\b")


def signatures(paragraphs: Sequence[Paragraph], text: str) -> dict[int, Span]:
    """Return the signatory of each paragraph that is only words in marks, by its number."""
    quoted = [bool(p.stretches) and OUT not in p.place[p.body :] for p in paragraphs]
    signed: dict[int, Span] = {}
    for number, name in _below(paragraphs, text):
        at = number - 1
        while at >= 0 and quoted[at] and at not in signed:
            signed[at] = name
            at -= 1
        if at >= 0 and at != number - 1 and not _stands_apart(paragraphs[at]):
            for other in range(at + 1, number - 1):
                del signed[other]  # they may have the speaker of the paragraph before
    signed.update(_named_lines(paragraphs, quoted, text, signed))
    return signed


def _below(paragraphs: Sequence[Paragraph], text: str) -> Iterator[tuple[int, Span]]:
    """Yield the paragraphs that begin with a dash and a name."""
    for number, p in enumerate(paragraphs):
        match = None if p.stretches else _BEHIND_DASH.fullmatch(text, p.span.start, p.span.end)
        if match is not None and CUES.isdisjoint(p.lower):
            yield number, Span(*match.span("name"))


def _stands_apart(p: Paragraph) -> bool:
    """Whether a paragraph is a heading or another signature, behind which other words begin."""
    return not p.stretches and p.lower[-1] not in (".", "?", "!")


def _named_lines(
    paragraphs: Sequence[Paragraph], quoted: list[bool], text: str, signed: dict[int, Span]
) -> dict[int, Span]:
    """``Nora Quist, 31, nurse`` above or below the words of each of several, or of one with an age or a calling."""
    names: dict[int, Span] = {}
    sure = 0
    for number, p in enumerate(paragraphs):
        beside = quoted[max(0, number - 1) : number + 2]
        match = None if p.stretches or not any(beside) else _NAME_LINE.fullmatch(text, p.span.start, p.span.end)
        if match is not None and CUES.isdisjoint(p.lower) and (match["what"] or gender_of(match["name"])):
            names[number] = Span(*match.span("name"))
            what = match["what"] or ""
            sure += bool(_AGE.search(what)) or not ROLES.isdisjoint(what.lower().split())
    if len(names) < 2 and not sure:
        return {}
    first = min(names)
    above = not (first and quoted[first - 1])
    return {
        n: names[n - 1 if above else n + 1]
        for n, alone in enumerate(quoted)
        if alone and n not in signed and (n - 1 if above else n + 1) in names
    }
