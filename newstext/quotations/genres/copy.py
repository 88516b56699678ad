"""A text as the genres read it, with its paragraphs, clauses and people, and their common questions about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quotations.names import names_an_outlet
from newstext.quotations.not_quoted import is_spoken
from newstext.quotations.tokens import OUT
from newstext.spans import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.quotations.clauses import Clause
    from newstext.quotations.names import Mention
    from newstext.quotations.people import People
    from newstext.quotations.tokens import Paragraph

FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y|[Oo]ur|me|us|mine)\b")
_TITLED = r"(?:the [a-z][\w -]{2,40}?,? )?(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?"
_NAMED = r"(?P<name>(?:[A-ZÀ-Þ][\w.’'-]+[ \u00a0]?){1,4})"
_ASKED = re.compile(
    r"\b(?i:interview with|talks? (?:to|with)|talked (?:to|with)|spoke (?:to|with)|speaks (?:to|with)|sat down with"
    r"|conversation with|in conversation:|chat with|questions (?:for|to)|questions|q ?& ?a:?(?: with)?|met|visited)"
    rf"(?: [a-z]+){{0,4}} {_TITLED}{_NAMED}"
)
_ASKING = re.compile(r"(?:\b[Bb]y|[Ii]nterview:|[Pp]hotos?:|[Pp]ictures?:|[Ww]ords:|(?<!ull )[Tt]ext:|[Aa]sking:)\s+$")
_REACH = 20


@dataclass(frozen=True)
class Copy:
    """A text in progress: ``found`` holds each paragraph with its clauses, in order."""

    text: str
    found: list[tuple[Paragraph, list[Clause]]]
    people: People

    def span(self, number: int) -> Span:
        return self.found[number][0].span

    def line(self, number: int) -> str:
        """The words of a paragraph, without white space at its ends."""
        return self.span(number).of(self.text).strip()

    def words(self, number: int, start: int | None = None) -> Span:
        """The span of a paragraph's words from ``start`` on, a code point of the text."""
        span = self.span(number)
        return trimmed(Span(span.start if start is None else start, span.end), self.text)

    def is_in_marks(self, number: int, start: int = 0) -> bool:
        """Whether a paragraph holds nothing but words in marks behind code point ``start``."""
        p, _ = self.found[number]
        first = next((i for i, at in enumerate(p.starts) if at >= start), len(p))
        return (
            bool(p.stretches) and first < len(p) and all(p.place[i] != OUT for i in range(max(first, p.body), len(p)))
        )

    def is_narrated(self, number: int) -> bool:
        """Whether the reporter names, in a paragraph, the speaker of the words in marks there."""
        p, clauses = self.found[number]
        named = [c for c in clauses if c.source is not None and c.cue is not None and p.lower[c.cue[0]] != ":"]
        return any(is_spoken(p, r) for c in named for r in c.content)

    def speaks_of(self, number: int, name: str) -> bool:
        """Whether a paragraph names somebody by surname, who would not do so himself."""
        return name.split()[-1].lower() in self.found[number][0].lower if name else False

    def persons(self, start: int, end: int) -> Iterator[Mention]:
        """The people who are named between two code points, without papers and stations."""
        for mention in self.people.within(start, end):
            if not names_an_outlet(mention.name) and self.people.called(mention) is not None:
                yield mention

    def asks(self, mention: Mention) -> bool:
        """Whether a name is in the interviewer's line: ``By Rosa Lindqvist``, ``Interview: Rosa Lindqvist``."""
        first = mention.start - (len(mention.titles) + 1 if mention.titles else 0)
        return _ASKING.search(self.text, max(0, first - _REACH), first) is not None


def interviewed(copy: Copy, start: int, end: int, asking: frozenset[str]) -> Span | None:
    """Return the name of the person whom the text between two code points says it talks to; ``asking`` is not meant.

    ``asking`` holds words of names in lower case.
    """
    told = (trimmed(Span(*match.span("name")), copy.text) for match in _ASKED.finditer(copy.text, start, end))
    meant = [name for name in told if not names_an_outlet(name.of(copy.text)) and _is_other(name.of(copy.text), asking)]
    for name in meant:
        for mention in copy.persons(name.start, name.end):
            return Span(mention.start, mention.end)
    for mention in copy.persons(start, end):
        if _is_other(mention.name, asking) and not copy.asks(mention):
            return Span(mention.start, mention.end)
    return next(iter(meant), None)


def _is_other(name: str, asking: frozenset[str]) -> bool:
    return asking.isdisjoint(name.lower().split())
