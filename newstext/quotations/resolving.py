"""Who a source is: from the words beside the verb to the fullest name the text gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quotations import words as lexicon
from newstext.quotations.names import People, Person, is_organisation

if TYPE_CHECKING:
    from newstext.quotations.joining import Attribution

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_PERSONAL = frozenset(["he", "she", "who"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the fullest name (or, for the unnamed, the words that describe them), and the role as printed."""

    name: str | None
    role: str | None = None
    unnamed: bool = False
    person: Person | None = None


class Resolver:
    """Resolves the sources of one text, in the order in which they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people = People(text)
        self.last_person: Person | None = None
        self.last_group: Speaker | None = None

    def resolve(self, attribution: Attribution) -> Speaker:
        """Name the speaker of ``attribution``; with no source there is nobody to name."""
        if not attribution.source:
            return Speaker(None)
        span = attribution.source[0]
        speaker = self._speaker(self.text[span.start : span.end], span.start, span.end)
        if speaker.person is not None:
            self.last_person = speaker.person
        elif speaker.name is not None:
            self.last_group = speaker
        return speaker

    def _speaker(self, words: str, start: int, end: int) -> Speaker:
        low = words.lower().strip()
        if low in _PERSONAL:
            person = self.last_person or self._latest_person(start)
            return _named(person) if person else Speaker(words)
        if low in ("they", "it"):
            return self.last_group or Speaker(words)
        for mention in self.people.within(start, end):
            person = self.people.called(mention.name, start + 1)
            if person is not None:
                return _named(person)
            if mention.titles and not is_organisation(mention.name):
                return Speaker(mention.name, mention.titles)
        return self._described(words, start)

    def _described(self, words: str, start: int) -> Speaker:
        parts = re.findall(r"[\w-]+", words.lower())
        roles = [part for part in parts if part in lexicon.ROLES]
        if roles and words.lower().startswith("the "):
            person = self._holder(roles[-1], start)
            if person is not None:
                return _named(person)
        unnamed = any(part in lexicon.UNNAMED for part in parts)
        return Speaker(_plain(words), None, unnamed)

    def _holder(self, role: str, before: int) -> Person | None:
        """The person last mentioned before ``before`` of whom the text has said that role."""
        holders = [p for p in self.people.everybody.values() if role in p.role_words and p.first_seen < before]
        return max(holders, key=lambda p: max(s for s in p.seen if s < before), default=None)

    def _latest_person(self, before: int) -> Person | None:
        for mention in reversed(self.people.within(0, before)):
            person = self.people.called(mention.name, before)
            if person is not None:
                return person
        return None


def _named(person: Person) -> Speaker:
    return Speaker(person.name, person.roles[0] if person.roles else None, False, person)


def _plain(words: str) -> str:
    """The describing words, an article at their head in lower case, punctuation at their end left out."""
    words = words.strip().rstrip(",;:")
    match = _ARTICLE.match(words)
    return words[0].lower() + words[1:] if match else words
