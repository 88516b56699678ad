"""Resolves sources that describe: ``the ambassador``, ``its foreign ministry``, ``a senior official``, ``Ankara``."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import regex

from newstext.quotations import lexicon
from newstext.quotations.asides import is_aside
from newstext.quotations.callings import is_calling
from newstext.quotations.names import WORDS, is_organisation, names_an_outlet
from newstext.quotations.people import is_dateline
from newstext.quotations.place_names import country_of
from newstext.quotations.speaker import CERTAIN, GUESSED, LIKELY, UNRESOLVED, Heard, Speaker, named
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newstext.quotations.people import People, Person
    from newstext.quotations.pronouns import Salience

INDEFINITE = frozenset(
    ["a", "an", "one", "another", "some", "several", "two", "three", "four", "many", "most", "other"]
)
_SEVERAL = lexicon.word_set("other others another some several many most more few numerous various multiple")
_DEFINITE = lexicon.word_set("the this that these those his her its their our my your")
_ARTICLE = regex.compile(r"^(?:the|an?|one|two|three|some|several|many|most|other|another) ", regex.IGNORECASE)
_UTTERANCE = (
    r"(?:statement|report|announcement|website|spokes\w+|answer|verdict|reply|response|comment|remark|reaction|view|advice"
    r"|message|conclusion|explanation|warning|summary|take|words|line|letter|tweet|post|testimony|book|memoir|speech)s?"
)
_POSSESSOR = regex.compile(rf"^(.{{2,60}}?)['’]s? {_UTTERANCE}$")
_OWN_WORDS = regex.compile(rf"^(his|her) (?:\w+ ){{0,2}}(?!spokes){_UTTERANCE}$", regex.IGNORECASE)
_HEAD_ENDS = lexicon.word_set("of for to at in from on with who that which near behind familiar close briefed")
_CALLINGS = lexicon.word_set(
    "midfielder striker defender winger goalkeeper player author writer novelist poet actor actress singer musician"
    " composer artist veteran farmer fisherman historian banker entrepreneur billionaire businessman businesswoman"
    " tycoon mogul quarterback pitcher goalie defenceman golfer rapper comedian star professor labourer rookie native"
)
"""Descriptions of somebody just named who was not described so before: "the former midfielder"."""
_PORTFOLIOS = lexicon.word_set(
    "foreign interior defence defense finance home health education justice treasury state trade labour labor transport"
    " energy environment agriculture culture prime vice deputy"
)
_SAME = ("author writer novelist poet", "lawyer attorney counsel solicitor barrister", "head chief director boss")
_FIRST_NAMES = 12
"""The number of names at the head of a text that may be the firm that it is about."""
_NEAR = 800
"""The greatest distance, in code points, between a name and "the former midfielder" for the same person."""
_OUTLETS = lexicon.word_set("station newspaper paper broadcaster channel magazine agency website")


class Descriptions:
    """Resolves descriptions in one text, from what it has heard; ``resolve`` names any other source."""

    def __init__(self, people: People, salience: Salience, heard: Heard, resolve: Callable[[Span], Speaker]) -> None:
        self.text = people.text
        self.people = people
        self.salience = salience
        self.heard = heard
        self.resolve = resolve
        self._country_of = cache(partial(country_of, text=self.text))  # each search reads the whole text

    def speaker(self, words: str, span: Span) -> Speaker:
        """Return who is meant by ``words`` at ``span``: somebody named before, or the words themselves."""
        low = words.lower()
        parts = WORDS.findall(low)
        first = parts[0] if parts else ""
        head = head_of(parts)
        is_role = is_calling(head) or head == "head"
        if is_role and first not in INDEFINITE:
            person = self._by_role(head, parts, span.start)
            if person is not None and not _is_another(words, head, person):
                return named(person, "role", LIKELY)
        if first not in INDEFINITE:
            meant = self._by_back_reference(words, parts, span)
            if meant is not None:
                return meant
        unnamed = any(part in lexicon.UNNAMED for part in parts) or is_role
        bare = head.endswith("s") and not head.endswith("ss") and head != words
        unnamed = unnamed or (bare and head == first and " " in words)
        documents = bool(parts) and any(part in lexicon.DOCUMENTS for part in parts)
        if not unnamed and not documents and not any(c.isupper() for c in words[1:]):
            unnamed = first in INDEFINITE or parts[-1:] == ["media"] or (bare and first not in _DEFINITE)
        others = first in _SEVERAL or (first in INDEFINITE and (unnamed or documents) and "," not in words)
        organisation = None if others else self._organisation(words, span)
        if organisation is not None:
            return Speaker(organisation, how="name")
        unnamed = unnamed or first in _SEVERAL or (documents and first != "the")
        sure = CERTAIN if unnamed else UNRESOLVED if first in _DEFINITE else LIKELY
        return Speaker(self._owned(plain(words), first, span), None, unnamed, how="words", likelihood=sure)

    def by_group_pronoun(self, low: str, words: str, said: Sequence[Span] = ()) -> Speaker:
        """``It`` is one, and no more than one; ``they`` may be anybody.

        ``Norvik expects a loss, it said``: the body that the words ``said`` before it are about.
        """
        own = self._organisation_at(said[0]) if low == "it" and said else None
        group = own or next(
            (g for g in reversed(self.heard.groups) if low != "it" or not _is_several(g.name or "")), None
        )
        if group is None:
            return Speaker(words, how="pronoun", likelihood=GUESSED)
        return Speaker(group.name, group.role, group.unnamed, how="pronoun", likelihood=GUESSED)

    def _organisation_at(self, said: Span) -> Speaker | None:
        """Return the organisation that words begin with, by the name that it was called before."""
        start = said.start + (len("The ") if self.text.startswith("The ", said.start) else 0)
        mention = next((m for m in self.people.within(start, said.end) if m.start == start), None)
        if mention is None or self.people.called(mention) is not None:
            return None
        known = [g for g in self.heard.groups if g.name and g.name.split()[0] == mention.name.split()[0]]
        return known[-1] if known else Speaker(mention.name, how="name", likelihood=LIKELY)

    def _organisation(self, words: str, span: Span) -> str | None:
        """``Mine owner Koldberg Copper`` and ``United Relief, an aid agency``: the name without what describes it."""
        end = span.start + len(words)
        for mention in self.people.within(span.start, end):
            ends = mention.end == end or self.text[mention.end : mention.end + 1] == ","
            if ends and not is_aside(mention, span, self.text, is_person=False):
                return self._with_owner(mention.name, span.start, mention.start) if len(mention.name) > 3 else None
        return None

    def _with_owner(self, name: str, start: int, end: int) -> str:
        """``Velmora’s Foreign Ministry``: its owner distinguishes it."""
        owner = _OWNER.fullmatch(self.text, start, end)
        return owner[1] + name if owner and is_organisation(name) else name

    def _by_role(self, role: str, parts: list[str], before: int) -> Person | None:
        same = next((group.split() for group in _SAME if role in group.split()), [role])
        holders = [h for h in (self.people.holder(r, before) for r in same) if h is not None]
        if holders:
            return max(holders, key=lambda p: p.last_seen(before))
        if parts[0] in ("the", "this") and role in _CALLINGS and role not in self.heard.described:
            return self._just_named(before)
        return None

    def _by_back_reference(self, words: str, parts: list[str], span: Span) -> Speaker | None:
        """Descriptions of somebody named before: "The 24-year-old", "the statement", "the ministry", "Ankara"."""
        if any(part.endswith("-year-old") or part == "old" for part in parts[:4]):
            person = self._just_named(span.start)
            return named(person, "description", GUESSED) if person else None
        statement = self.heard.statement
        if parts[:1] == ["the"] and parts[-1] == "statement" and len(parts) == 2 and statement:
            return Speaker(statement.name, statement.role, statement.unnamed, how="statement", likelihood=LIKELY)
        owner = _POSSESSOR.match(words)
        if owner:
            return self.resolve(Span(span.start, span.start + len(owner.group(1))))
        own = _OWN_WORDS.match(words)
        if own:
            return self.resolve(Span(span.start, span.start + len(own.group(1))))
        if parts[:1] == ["the"] and len(parts) == 2:
            return self._named_group(parts[1], span.start)
        country = self._country_of(words)
        return Speaker(country, f"government ({words})", how="capital", likelihood=LIKELY) if country else None

    def _named_group(self, noun: str, before: int) -> Speaker | None:
        """``the ministry`` after ``Tarn’s food ministry``, ``the station`` after ``Radio Northmere``."""
        groups = self.heard.groups
        for group in reversed(groups[-12:]):
            if group.name and group.name.lower() != f"the {noun}" and noun in group.name.lower().split():
                return group
        outlet = noun in _OUTLETS
        for mention in reversed(self.people.within(max(0, before - 3 * _NEAR), before)):
            parts = mention.name.lower().split()
            if is_dateline(mention, self.text):
                continue
            if (noun in parts and len(parts) > 1) or (
                outlet and len(parts) > 1 and any(part in lexicon.OUTLETS for part in parts)
            ):
                return Speaker(mention.name, how="description", likelihood=LIKELY)
        owned = regex.compile(rf"\p{{Lu}}[\w-]*['’]s? (?:[\w-]+ ){{0,3}}{regex.escape(noun)}\b")
        phrases = owned.findall(self.text, max(0, before - 3 * _NEAR), before)
        if phrases:
            return Speaker(phrases[-1], how="description", likelihood=LIKELY)
        if noun not in lexicon.COMPANIES:
            return None
        if groups and groups[-1].name and _is_firm(groups[-1].name):
            return groups[-1]
        firms = [
            m.name
            for m in self.people.within(0, before)[:_FIRST_NAMES]
            if is_organisation(m.name) and " " in m.name and not names_an_outlet(m.name)
        ]
        return Speaker(firms[0], how="description", likelihood=GUESSED) if firms else None

    def _just_named(self, before: int) -> Person | None:
        ranked = self.salience.ranked("", before, self.heard.spoke)
        return ranked[0].person if ranked and before - ranked[0].person.last_seen(before) < _NEAR else None

    def _owned(self, words: str, first: str, span: Span) -> str:
        """``Its foreign ministry``: the owner is the last body named; ``his lawyer``: the person he is."""
        if first in ("his", "her"):
            ranked = self.salience.ranked("m" if first == "his" else "f", span.start, self.heard.spoke)
            return (
                f"{ranked[0].person.name}’s {words.split(' ', 1)[-1]}"
                if ranked and ranked[0].person.gender
                else words[0].lower() + words[1:]
            )
        if first not in ("its", "their"):
            return words
        for mention in reversed(self.people.within(max(0, span.start - _NEAR), span.start)):
            group = first == "its" or mention.name.isupper() or is_organisation(mention.name)
            if group and self.people.called(mention) is None:
                return f"{mention.name}’s {words.split(' ', 1)[-1]}"
        return words


_OWNER = regex.compile(r"(?:[Tt]he )?((?:\p{Lu}[\w-]* )*\p{Lu}[\w-]*['’]s? )")


def _is_another(words: str, head: str, person: Person) -> bool:
    """``The U.S. secretary of state`` after an ``Indian Foreign Secretary``: the office of somebody else."""
    told = {w for w in WORDS.findall(words)[1:] if w[0].isupper() or w in _PORTFOLIOS} - {head}
    held = {w for role in person.roles for w in WORDS.findall(role) if w[0].isupper() or w in _PORTFOLIOS}
    told, held = ({w.lower() for w in each} - {head} for each in (told, held))
    return bool(told and held) and told.isdisjoint(held)


def head_of(parts: list[str]) -> str:
    """Return the noun a description is about: ``engineer`` in ``an engineer at the plant``."""
    stop = next((i for i, part in enumerate(parts) if i and part in _HEAD_ENDS), len(parts))
    return parts[stop - 1] if parts else ""


def plain(words: str) -> str:
    """Return the describing words: an article in lower case, or left out before a name if it is a definite one."""
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
    head = head_of(name.split())
    return head.islower() and head.endswith("s") and not head.endswith("ss")
