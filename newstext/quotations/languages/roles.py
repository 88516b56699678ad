"""Finds what people are: the roles that a text prints before and behind their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.languages.words import SAYING, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.people import Mention, People
    from newstext.quotations.languages.tokens import Line, Range

_LONGEST = 10
_LONG_WORD = 4
_ENDS = Kind.AUXILIARY | Kind.THAT | Kind.RELATIVE | Kind.BREAK | Kind.TIME | Kind.AS


def describe(people: People, text: str) -> None:
    """Give everybody the first role that the text prints beside their name, and the words of every role."""
    for mention in people.mentions:
        line = people.lines[mention.line]
        role = (_before(line, mention) or _behind(line, mention)) if mention.person is not None else None
        if mention.person is not None and role is not None:
            words = line.cover(*role).of(text)
            mention.person.role = mention.person.role or words
            mention.person.role_words |= role_words(words, people.pack)


def role_words(role: str, pack: Pack) -> set[str]:
    """The words of a role that tell one from another."""
    words = role.lower().replace(",", " ").split()
    return {word for word in words if len(word) >= _LONG_WORD or pack.kind(word) & Kind.ROLE}


def _before(line: Line, mention: Mention) -> Range | None:
    """``the minister for transport, Mira Holt`` and ``minister Mira Holt``."""
    end = mention.lead
    if end > 0 and line.words[end - 1] == ",":
        end -= 1
    if mention.lead < mention.first and _is_role(line, mention.first - 1):
        return mention.lead, mention.first
    k = end
    quote = line.quote[mention.first]
    while k > 0 and end - k < _LONGEST and _may_describe(line, k - 1, quote):
        k -= 1
        opens = k == 0 or line.has(k - 1, Kind.ARTICLE) or not line.is_word(k - 1)
        if opens and _is_role(line, k):
            return k, end
    return None


def _behind(line: Line, mention: Mention) -> Range | None:
    """``Mira Holt, the minister for transport,``."""
    i = mention.end
    if i + 1 >= len(line) or line.words[i] != ",":
        return None
    first = i + 1 + line.has(i + 1, Kind.ARTICLE)
    end = first
    quote = line.quote[mention.first]
    while end < len(line) and end - first < _LONGEST and _may_describe(line, end, quote):
        end += 1
    return (first, end) if end > first and _is_role(line, first) else None


def _is_role(line: Line, i: int) -> bool:
    return line.has(i, Kind.ROLE) and line.names[i] < 0


def _may_describe(line: Line, i: int, quote: int) -> bool:
    """Whether a token can stand inside a role: a word, no verb, and nothing that begins a clause."""
    verb = line.kinds[i] & (SAYING | _ENDS) and not line.kinds[i] & (Kind.ROLE | Kind.OF) and line.words[i].islower()
    return line.is_word(i) and line.quote[i] == quote and not verb
