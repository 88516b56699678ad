"""Resolves a source, from the words beside the verb to the fullest name in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from newstext.quotations import lexicon
from newstext.quotations.asides import is_aside
from newstext.quotations.callings import is_calling
from newstext.quotations.descriptions import INDEFINITE, Descriptions, head_of, plain
from newstext.quotations.names import WORDS
from newstext.quotations.people import People
from newstext.quotations.pronouns import Salience
from newstext.quotations.speaker import CERTAIN, GUESSED, LIKELY, Heard, Speaker, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.quotations.names import Mention
    from newstext.spans import Span

_PERSONAL = {"he": "m", "she": "f", "him": "m", "his": "m", "her": "f", "who": "", "i": ""}
_GROUP_PRONOUNS = frozenset(["they", "it", "we"])
_BARE_POSSESSIVE = regex.compile(r"^(\p{Lu}.*)['’]s$")
_TAIL = regex.compile(r",? (?:who|which|speaking|asking|citing|referring|quoting|including)\b.*$|[,;:]? ?$")
_BEHIND_NAME = regex.compile(r",? ?(?:(?:of|from|in|at|for) (?:the )?[\p{Lu}][\w.’' -]*|\([^()]*\)|\d{2})?,? ?")
_ARTICLES = INDEFINITE | {"the"}
_LONGEST = 160
_RELATIVE = 80
"""Code points before "who" in which the name that it hangs on begins."""
_DESCRIBING = regex.compile(r"(?:an?|the) (?:[\p{Ll}-]+ )+", regex.IGNORECASE)
_INCLUDING = regex.compile(r",? (?:including|such as)\b")
_APPOSED_NAME = regex.compile(r", (?=\p{Lu})")
_SENTENCE_END = regex.compile(r"[.!?”\"]\s|\n")
_NO_ADJECTIVES = lexicon.UNNAMED | lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS | {"of"}
_CLEAR = 40
"""Code points behind a role in which the name in apposition to it begins."""


class Resolver:
    """Resolves the sources of one text; ask in the order of the text, for who spoke last counts.

    ``marked`` are the stretches in quotation marks of the text, in order.
    """

    def __init__(self, text: str, marked: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.people = People(text)
        self.salience = Salience(self.people, marked)
        self.heard = Heard()
        self._descriptions = Descriptions(self.people, self.salience, self.heard, self._speaker)
        self._said: Sequence[Span] = ()

    def resolve(self, span: Span, said: Sequence[Span] = ()) -> Speaker:
        """Name the person meant by the words at ``span``, who says the words at ``said``."""
        self._said = said
        speaker = self._speaker(span)
        self.heard.note(speaker, span.start)
        beside = _SENTENCE_END.split(self.text[max(span.start, span.end - 20) : span.end + 40])[0]
        if "statement" in beside and "statement" not in (speaker.name or "statement"):
            self.heard.statement = speaker
        return speaker

    def _speaker(self, span: Span) -> Speaker:
        raw = span.of(self.text)
        words = _TAIL.sub("", " ".join(raw.split()))
        words = _BARE_POSSESSIVE.sub(r"\1", words)  # "Pell's answer:": the answer is the cue
        low = words.lower()
        if low in ("who", "which"):
            before = self._before_relative(span)
            if before.name is not None or low == "which":
                return before
        if low in _PERSONAL:
            return self._by_pronoun(words, _PERSONAL[low], span.start)
        if low in _GROUP_PRONOUNS:
            return self._descriptions.by_group_pronoun(low, words, self._before(span))
        if raw.lower().startswith("who "):
            return self._before_relative(span)
        return self._by_name(span, low) or self._descriptions.speaker(words, span)

    def _before(self, span: Span) -> list[Span]:
        """Return the words said that stand before their source."""
        return [said for said in self._said if said.end <= span.start]

    def _by_pronoun(self, words: str, gender: str, before: int) -> Speaker:
        ranked = self.salience.ranked(gender, before, self.heard.spoke, self._said)
        if not ranked:
            return Speaker(words, how="pronoun", likelihood=GUESSED)
        person = ranked[0].person
        person.gender = person.gender or gender  # so that the next "he" is not she
        return named(person, "pronoun", ranked[0].likelihood)

    def _by_name(self, span: Span, low: str) -> Speaker | None:
        """A person named in the source, or in an apposition right behind it; the last word of a name is enough."""
        end = span.end
        apposed = _APPOSED_NAME.match(self.text, end - (self.text[end - 1 : end] == ","))
        listed = _INCLUDING.search(self.text, span.start, end)
        inside = self.people.within(span.start, listed.start() if listed else end)
        if apposed and any(map(is_calling, low.split())):
            inside = inside + self.people.within(apposed.end(), apposed.end() + _CLEAR)[:1]
        if low.split()[:1] and low.split()[0] in INDEFINITE and not apposed:
            inside = [m for m in inside if self._is_head(m, span)]
        named_ones = [self._called(mention) for mention in inside if not self._is_aside(mention, span)]
        return next((speaker for speaker in named_ones if speaker is not None), None)

    def _is_head(self, mention: Mention, span: Span) -> bool:
        """``A top strategist, John Weaver,`` and ``a tearful Holt``: behind an article, and who it is about."""
        start = mention.start - (len(mention.titles) + 1 if mention.titles else 0)
        before = self.text[span.start : start]
        if before.endswith(", ") and before.count(",") == 1:
            person = self.people.called(mention)
            described = any(is_calling(w) or w in lexicon.UNNAMED for w in WORDS.findall(before.lower()))
            return described or (person is not None and person.human > 0)
        words = WORDS.findall(before.lower())
        described = _DESCRIBING.fullmatch(before) is not None and not any(
            w in _NO_ADJECTIVES or is_calling(w) for w in words
        )
        return described and self.text[mention.end : span.end].strip(" ,") == ""

    def _called(self, mention: Mention) -> Speaker | None:
        person = self.people.called(mention)
        if person is not None and person.is_somebody:
            sure = CERTAIN if " " in mention.name or self.people.is_unmistakable(mention) else LIKELY
            return named(person, "name", sure)
        if person is not None or mention.name in self.people.firms:
            return Speaker(mention.name, how="name", likelihood=LIKELY)
        return None

    def _before_relative(self, span: Span) -> Speaker:
        """``Adewole, who wrote the bill``, ``Holt of Sandrey, who``: the name that the clause hangs on."""
        before = self.people.within(max(0, span.start - _RELATIVE), span.start)
        for mention in reversed(before):
            person = self.people.called(mention)
            beside = _BEHIND_NAME.fullmatch(self.text, mention.end, span.start) is not None
            if beside and person is not None and person.is_somebody:
                return named(person, "name")
        if before and span.start - before[-1].end <= len(", "):
            return Speaker(before[-1].name, how="name", likelihood=LIKELY)
        return self._described_before(span.start)

    def _described_before(self, before: int) -> Speaker:
        """Return the person a sentence begins to describe: ``A man in a good overcoat, with an umbrella, who``."""
        start = max((m.end() for m in _SENTENCE_END.finditer(self.text, max(0, before - _LONGEST), before)), default=0)
        words = self.text[start or self.text.rfind("\n", 0, before) + 1 : before].strip()
        phrase = words.split(",", 1)[0].strip()
        parts = WORDS.findall(phrase.lower())
        described = bool(parts) and parts[0] in _ARTICLES and len(words) < _LONGEST
        if described and (is_calling(head_of(parts)) or head_of(parts) in lexicon.UNNAMED):
            return Speaker(plain(phrase), unnamed=True, how="words")
        return Speaker(None)

    def _is_aside(self, mention: Mention, span: Span) -> bool:
        person = self.people.called(mention)
        return is_aside(mention, span, self.text, is_person=person is not None and person.human > 0)
