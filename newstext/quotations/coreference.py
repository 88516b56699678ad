"""Resolves a source, from the words beside the verb to the fullest name in the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, partial

import regex

from newstext.quotations import lexicon
from newstext.quotations.given_names import gender_of
from newstext.quotations.names import ABBREVIATED, WORDS, Mention, is_organisation, names_an_outlet
from newstext.quotations.people import People, Person
from newstext.quotations.place_names import country_of
from newstext.spans import Span

_PERSONAL = {"he": "m", "she": "f", "him": "m", "her": "f", "who": "", "i": ""}
_GROUP_PRONOUNS = frozenset(["they", "it", "we"])
_INDEFINITE = frozenset(
    ["a", "an", "one", "another", "some", "several", "two", "three", "four", "many", "most", "other"]
)
_ARTICLE = regex.compile(r"^(?:the|an?|one|two|three|some|several|many|most|other|another) ", regex.IGNORECASE)
_POSSESSOR = regex.compile(
    r"^(.{2,60}?)['’]s? (?:statement|report|announcement|website|spokes\w+|answer|verdict|reply|response|comment|remark"
    r"|reaction|view|advice|message|conclusion|explanation|warning|summary|take|words|line)s?$"
)
_BARE_POSSESSIVE = regex.compile(r"^(\p{Lu}.*)['’]s$")
_TAIL = regex.compile(r",? (?:who|which|speaking|asking|citing|referring|quoting)\b.*$|[,;:]? ?$")
_APPOSED_NAME = regex.compile(r", (?=\p{Lu})")
_DESCRIBED = regex.compile(r", (?:\d|who\b|whose\b|an? |his |her )")
_AFTER_PREPOSITION = regex.compile(r"\b(?:of|for|to|at|by|from|with|in|on|near)\s+\S*\s*$")
_SENTENCE_END = regex.compile(r"[.!?”\"]\s|\n")
_ATTRIBUTE = regex.compile(r" (?!(?:and|or|who|of|in|at|from|for|on|himself|herself|itself|themselves)\b)\p{Ll}")
_HEAD_ENDS = lexicon.word_set("of for to at in from on with who that which near behind familiar close briefed")
_CALLINGS = lexicon.word_set(
    "midfielder striker defender winger goalkeeper player author writer novelist poet actor actress singer musician"
    " composer artist veteran farmer fisherman historian banker entrepreneur"
)
"""What a text calls somebody it has just named, without having said so before: "the former midfielder"."""
_SAME = ("author writer novelist poet", "lawyer attorney counsel solicitor barrister", "head chief director boss")
_FIRST_NAMES = 12
"""Among how many names at the head of a text the firm that it is about is looked for."""
_NEAR = 800
"""How many code points back somebody is still who is meant by "the former midfielder"."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the fullest name (or, for the unnamed, the words that describe them), and the role as printed."""

    name: str | None
    role: str | None = None
    unnamed: bool = False
    person: Person | None = None
    how: str = ""


class Resolver:
    """Resolves the sources of one text; ask in the order of the text, for who spoke last counts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people = People(text)
        self._spoke: list[tuple[int, Person]] = []
        self._groups: list[Speaker] = []
        self._described: set[str] = set()
        self._statement: Speaker | None = None
        self._country_of = cache(partial(country_of, text=text))  # each search reads the whole text

    def resolve(self, span: Span) -> Speaker:
        """Name who is meant by the words at ``span``."""
        speaker = self._speaker(span)
        if speaker.person is not None:
            self._spoke.append((span.start, speaker.person))
        elif speaker.name and speaker.how != "pronoun":
            self._groups.append(speaker)
            if speaker.unnamed:
                self._described.update(speaker.name.lower().split())
        beside = _SENTENCE_END.split(self.text[max(span.start, span.end - 20) : span.end + 40])[0]
        if "statement" in beside and "statement" not in (speaker.name or "statement"):
            self._statement = speaker
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
            person = self._by_pronoun(_PERSONAL[low], span.start)
            if person is None:
                return Speaker(words, how="pronoun")
            person.gender = person.gender or _PERSONAL[low]  # so that the next "he" is not she
            return _named(person, "pronoun")
        if low in _GROUP_PRONOUNS:
            return self._by_group_pronoun(low, words)
        if raw.lower().startswith("who "):
            return self._before_relative(span)
        person_or_name = self._by_name(span, low)
        if person_or_name is not None:
            return person_or_name
        return self._by_description(words, low, span)

    # -- names --------------------------------------------------------------------------------------------------

    def _by_name(self, span: Span, low: str) -> Speaker | None:
        """A person named in the source, or in an apposition right behind it; the last word of a name is enough."""
        end = span.end
        apposed = _APPOSED_NAME.match(self.text, end - (self.text[end - 1 : end] == ","))
        inside = self.people.within(span.start, end)
        if apposed and any(word in lexicon.ROLES for word in low.split()):
            inside = inside + self.people.within(apposed.end(), apposed.end() + 40)[:1]
        if low.split()[:1] and low.split()[0] in _INDEFINITE and not (apposed and len(inside) > 0):
            return None
        for mention in inside:
            if self._is_aside(mention, span):
                continue
            person = self.people.called(mention)
            if person is not None:
                return _named(person, "name")
            if mention.name in self.people.firms:
                return Speaker(mention.name, how="name")
        return None

    def _before_relative(self, span: Span) -> Speaker:
        """``Adewole, who wrote the bill, denied``: the name that the clause hangs on."""
        beside = [m for m in self.people.within(max(0, span.start - 60), span.start) if span.start - m.end <= 2]
        person = self.people.called(beside[-1]) if beside else None
        if person is None and beside:
            return Speaker(beside[-1].name, how="name")
        return _named(person, "name") if person else Speaker(None)

    def _is_aside(self, mention: Mention, span: Span) -> bool:
        """``Ayre’s widow``, ``the aide to Renner``: a name inside a description is not the speaker."""
        behind = self.text[mention.end : span.end]
        if behind[:1] in ("'", "’") or _ATTRIBUTE.match(behind):
            return True
        before = self.text[max(span.start, mention.start - len(mention.titles) - 5) : mention.start].lower()
        return bool(_AFTER_PREPOSITION.search(before))

    # -- pronouns -----------------------------------------------------------------------------------------------

    @cached_property
    def _subjects(self) -> list[tuple[int, Person]]:
        """Where a sentence begins with somebody's name: whoever is spoken of there is who "he" means next."""
        found = []
        for mention in self.people.mentions:
            start = mention.start - (len(mention.titles) + 1 if mention.titles else 0)
            person = self.people.called(mention)
            if person is not None and (_starts_sentence(self.text, start) or self._is_introduced(mention, person)):
                found.append((mention.start, person))
        return found

    def _is_introduced(self, mention: Mention, person: Person) -> bool:
        """``the owner, Gerda Pohl, was handing out``: whoever is named with a role for the first time."""
        described = bool(person.roles or gender_of(person.name) or _DESCRIBED.match(self.text, mention.end))
        return person.first_seen == mention.start and self.text[mention.end : mention.end + 1] == "," and described

    def _by_pronoun(self, gender: str, before: int) -> Person | None:
        i = bisect_right(self._subjects, before, key=lambda item: item[0])
        recent = sorted(self._spoke[-8:] + self._subjects[max(0, i - 8) : i], key=lambda item: item[0])
        for _, person in reversed(recent):
            if not gender or person.gender in ("", gender):
                return person
        mentioned = [self.people.called(m) for m in self.people.within(max(0, before - _NEAR), before)]
        fitting = [p for p in mentioned if p is not None and (not gender or p.gender == gender)]
        return fitting[-1] if fitting else None

    # -- descriptions -------------------------------------------------------------------------------------------

    def _by_description(self, words: str, low: str, span: Span) -> Speaker:
        parts = WORDS.findall(low)
        first = parts[0] if parts else ""
        head = _head(parts)
        is_role = head in lexicon.ROLES or head == "head"
        if is_role and first not in _INDEFINITE:
            person = self._by_role(head, parts, span.start)
            if person is not None:
                return _named(person, "role")
        if first not in _INDEFINITE:
            meant = self._by_back_reference(words, parts, span)
            if meant is not None:
                return meant
        unnamed = any(part in lexicon.UNNAMED for part in parts) or is_role
        documents = bool(parts) and any(part in lexicon.DOCUMENTS for part in parts)
        if not unnamed and not documents and not any(c.isupper() for c in words[1:]):
            unnamed = first in _INDEFINITE or parts[-1:] == ["media"]
        others = first in ("other", "others", "another") and "," not in words
        named = None if others else self._organisation(words, span)
        if named is not None:
            return Speaker(named, how="name")
        return Speaker(
            self._owned(_plain(words), first, span), None, unnamed or (documents and first != "the"), how="words"
        )

    def _organisation(self, words: str, span: Span) -> str | None:
        """``Mine owner Koldberg Copper`` and ``United Relief, an aid agency``: the name without what describes it."""
        end = span.start + len(words)
        for mention in self.people.within(span.start, end):
            if not self._is_aside(mention, span) and (
                mention.end == end or self.text[mention.end : mention.end + 1] == ","
            ):
                return mention.name if len(mention.name) > 3 else None
        return None

    def _by_role(self, role: str, parts: list[str], before: int) -> Person | None:
        same = next((group.split() for group in _SAME if role in group.split()), [role])
        holders = [h for h in (self.people.holder(r, before) for r in same) if h is not None]
        if holders:
            return max(holders, key=lambda p: p.last_seen(before))
        if parts[0] in ("the", "this") and role in _CALLINGS and role not in self._described:
            return self._just_spoke(before)
        return None

    def _by_back_reference(self, words: str, parts: list[str], span: Span) -> Speaker | None:
        """ "The 24-year-old", "the statement", "the ministry", "Ankara": what stands for somebody named before."""
        if any(part.endswith("-year-old") or part == "old" for part in parts[-2:]):
            person = self._just_spoke(span.start)
            return _named(person, "description") if person else None
        if parts[:1] == ["the"] and parts[-1] == "statement" and len(parts) == 2 and self._statement:
            return Speaker(self._statement.name, self._statement.role, self._statement.unnamed, how="statement")
        owner = _POSSESSOR.match(words)
        if owner:
            return self._speaker(Span(span.start, span.start + len(owner.group(1))))
        if parts[:1] == ["the"] and len(parts) == 2:
            return self._named_group(parts[1], span.start)
        country = self._country_of(words)
        return Speaker(country, f"government ({words})", how="capital") if country else None

    def _named_group(self, noun: str, before: int) -> Speaker | None:
        """``the ministry`` after ``Tarn’s food ministry``, ``the station`` after ``Radio Northmere``."""
        for group in reversed(self._groups[-12:]):
            if group.name and group.name.lower() != f"the {noun}" and noun in group.name.lower().split():
                return group
        outlet = noun in ("station", "newspaper", "paper", "broadcaster", "channel", "magazine", "agency", "website")
        for mention in reversed(self.people.within(max(0, before - 3 * _NEAR), before)):
            parts = mention.name.lower().split()
            if (noun in parts and len(parts) > 1) or (
                outlet and len(parts) > 1 and any(part in lexicon.OUTLETS for part in parts)
            ):
                return Speaker(mention.name, how="description")
        owned = regex.compile(rf"\p{{Lu}}[\w-]*['’]s? (?:[\w-]+ ){{0,3}}{regex.escape(noun)}\b")
        phrases = owned.findall(self.text, max(0, before - 3 * _NEAR), before)
        if phrases:
            return Speaker(phrases[-1], how="description")
        if noun not in lexicon.COMPANIES:
            return None
        if self._groups and self._groups[-1].name and _is_firm(self._groups[-1].name):
            return self._groups[-1]
        firms = [
            m.name
            for m in self.people.within(0, before)[:_FIRST_NAMES]
            if is_organisation(m.name) and " " in m.name and not names_an_outlet(m.name)
        ]
        return Speaker(firms[0], how="description") if firms else None

    def _by_group_pronoun(self, low: str, words: str) -> Speaker:
        """``It`` is one, and no more than one; ``they`` may be anybody."""
        group = self._groups[-1] if self._groups else None
        several = group is not None and low == "it" and _is_several(group.name or "")
        return Speaker(words, how="pronoun") if group is None or several else group

    def _just_spoke(self, before: int) -> Person | None:
        recent = [item for item in self._spoke[-1:] + self._subjects_before(before) if before - item[0] < _NEAR]
        return max(recent, key=lambda item: item[0])[1] if recent else None

    def _subjects_before(self, before: int) -> list[tuple[int, Person]]:
        i = bisect_right(self._subjects, before, key=lambda item: item[0])
        return self._subjects[max(0, i - 1) : i]

    def _owned(self, words: str, first: str, span: Span) -> str:
        """``Its foreign ministry``: the owner is the last one named that is no person; ``his lawyer``: who he is."""
        if first in ("his", "her"):
            person = self._by_pronoun(_PERSONAL.get(first, "m"), span.start)
            return (
                f"{person.name}’s {words.split(' ', 1)[-1]}"
                if person and person.gender
                else words[0].lower() + words[1:]
            )
        if first not in ("its", "their"):
            return words
        for mention in reversed(self.people.within(max(0, span.start - _NEAR), span.start)):
            if self.people.called(mention) is None:
                return f"{mention.name}’s {words.split(' ', 1)[-1]}"
        return words


def _head(parts: list[str]) -> str:
    """The noun a description is about: ``engineer`` in ``an engineer at the plant``."""
    stop = next((i for i, part in enumerate(parts) if i and part in _HEAD_ENDS), len(parts))
    return parts[stop - 1] if parts else ""


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in '.!?\n”"’:' or before.endswith("''")


def _named(person: Person, how: str) -> Speaker:
    role = next((r for r in person.roles if r.lower().rstrip(".") not in ABBREVIATED), None)
    return Speaker(person.name, role, False, person, how)


def _plain(words: str) -> str:
    """The describing words: an article at their head in lower case, a definite one left out before a name."""
    words = words.strip().rstrip(",;:")
    match = _ARTICLE.match(words)
    if match is None:
        first = words.split(" ", 1)[0]
        lone = first.istitle() and first.lower() in lexicon.UNNAMED
        return words[0].lower() + words[1:] if lone else words
    if match.group().lower() == "the " and words[match.end() : match.end() + 1].isupper():
        return words[match.end() :]
    return words[0].lower() + words[1:]


def _is_firm(name: str) -> bool:
    """Whether "the company" may mean it: a name, or words that say that it is one."""
    parts = name.split()
    return parts[-1].lower() in lexicon.COMPANIES or parts[-1][0].isupper()


def _is_several(name: str) -> bool:
    """``the fire inspectors`` and ``two officials``: described, and more than one."""
    head = _head(name.split())
    return head.islower() and head.endswith("s") and not head.endswith("ss")
