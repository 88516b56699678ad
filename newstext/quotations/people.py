"""Finds the people in a text: one Person for each full name, with printed roles and mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

import regex

from newstext.quotations import lexicon
from newstext.quotations.given_names import gender_of, is_given_name
from newstext.quotations.name_variants import fuller_names, is_slogan
from newstext.quotations.names import FIRM, Mention, is_organisation, mentions, role_words, surname
from newstext.quotations.personhood import beside, is_in_place, is_personal, of_name
from newstext.quotations.printed_roles import roles_beside

_WOMAN = lexicon.word_set("mrs ms miss lady queen princess dame sister mother wife widow daughter aunt actress")
_MAN = lexicon.word_set("mr sir lord king prince brother father husband son uncle fisherman imam bishop pope")
_WORD = regex.compile(r"[\w’'-]+")
_DATELINE = regex.compile(r"[^\n]{0,40}?(?::|—|–| --? )")
_PRONOUN = regex.compile(r"\b(?:(he|himself)|(she|herself))\b|[“”\"\n]", regex.IGNORECASE)
_SPOKEN_OF = regex.compile(r" (?:\p{Ll}[\w’'-]* ){1,10}?(?:he|she|himself|herself)\b")
_SHORT = 2
_NEAR_PRONOUN = 160
"""The greatest distance of a pronoun behind its name, in code points."""
_LONGEST_NAME = 3
"""Words of a headline that may still be somebody's name."""
_LONGEST_HEADLINE, _SMALL_WORD = 200, 4
_SAID = frozenset(w for w in lexicon.CUES if w.endswith(("ed", "ing"))) | {"said", "says", "told", "tells", "wrote"}
_NO_NAMES = (lexicon.AUXILIARIES | lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS | _SAID) - {"will", "may"}
_WITH_GIVEN_NAMES = frozenset(
    ["Sir", "Dame", "Lord", "Lady", "Sister", "Brother", "Father", "Prince", "Princess", "King", "Queen"]
)
_BESIDE = 1.5
_LEAST_HUMAN = -0.5
_OUTWEIGHS = 3
_MOST = 40
"""Namesakes and holders of one role that are considered, the latest of them: no text may take more than linear time."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in full, or what is written like it.

    ``roles`` keeps its order; ``seen`` are the places of all mentions, ``role_words`` every word of every role;
    ``has_spoken`` becomes true with the first words that are theirs;
    ``human`` weighs whether the name is a person's: above 0 for most people, below for places and organisations.
    """

    name: str
    first_seen: int
    roles: dict[str, None] = field(default_factory=dict)
    role_words: set[str] = field(default_factory=set)
    gender: str = ""
    seen: list[int] = field(default_factory=list)
    of_name: float = 0.0
    beside: float = 0.0
    has_spoken: bool = False

    @property
    def human(self) -> float:
        """Words of the name, and what stands beside it on average."""
        return self.of_name + _BESIDE * self.beside / max(1, len(self.seen))

    @property
    def is_somebody(self) -> bool:
        """Whether the name is likely to be a person's."""
        return self.human > _LEAST_HUMAN

    def last_seen(self, before: int) -> int:
        """Where this person was last mentioned before ``before``; -1 if nowhere."""
        i = bisect_left(self.seen, before)
        return self.seen[i - 1] if i else -1


class People:
    """The people and the mentions of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = frozenset(word for word in text.split() if word.islower())
        found = mentions(text, self._plain)
        self.mentions = _without_places([m for m in found if not _is_headline(m, text)], text)
        self._starts = [m.start for m in self.mentions]
        self._fuller: dict[str, str] = {}
        self._by_word: dict[str, list[Person]] = {}
        self.everybody: dict[str, Person] = {}
        self._known: dict[int, Person | None] = {}
        self._register()

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that start in ``[start, end)``."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def called(self, mention: Mention) -> Person | None:
        """The person a mention stands for: the same name, or one that holds all its words and fits its title."""
        return self._known[mention.start] if mention.start in self._known else self._called(mention)

    def _called(self, mention: Mention) -> Person | None:
        name = self._fuller.get(mention.name, mention.name)
        if name in self.everybody:
            return self.everybody[name]
        if mention.name in self.firms:
            return None
        parts = mention.name.split()
        known = self._by_word.get(surname(mention.name).lower(), [])[-_MOST:]
        fitting = [p for p in known if _fits(parts, p, mention.titles)]
        if len(parts) == 1:
            fitting = [p for p in fitting if surname(p.name) == parts[0]] or fitting
        gender = _gender_of_titles(mention.titles)
        if gender:
            fitting = [p for p in fitting if (p.gender or gender_of(p.name)) in (gender, "")]
        if len(fitting) > 1:
            return max(fitting, key=lambda p: (p.last_seen(mention.start), -p.first_seen))
        return fitting[0] if fitting else None

    def is_unmistakable(self, mention: Mention) -> bool:
        """Whether nobody else in the text has the name that a mention has."""
        word = surname(mention.name)
        alike = [p for p in self._by_word.get(word.lower(), []) if surname(p.name) == word]
        return len(alike) <= 1

    def holder(self, role: str, before: int) -> Person | None:
        """Return the person last mentioned before ``before`` who has that role in the text."""
        holders = [p for p in self._holders.get(role, [])[-_MOST:] if p.first_seen < before]
        return max(holders, key=lambda p: p.last_seen(before), default=None)

    def _register(self) -> None:
        self.firms = {m.name for m in self.mentions if FIRM.match(self.text, m.end)}
        self._places = {m.name for m in self.mentions if " " not in m.name and is_in_place(m, self.text)}
        named = {m.name: m for m in reversed(self.mentions) if self._may_be_somebody(m)}
        named = {name: m for name, m in named.items() if not is_slogan(name, named)}
        self._fuller = fuller_names(list(named))
        for mention in sorted(named.values(), key=lambda m: m.start):
            if mention.name not in self._fuller:
                self._add(mention.name, mention)
        for mention in self.mentions:
            alone = len(mention.name.split()) == 1 and is_personal(mention.titles)
            if alone and not is_organisation(mention.name) and self.called(mention) is None:
                self._add(_lone(mention), mention)
            elif not (alone or " " in mention.name or mention.titles) and self._is_told_of(mention):
                self._add(mention.name, mention)
        self._holders: dict[str, list[Person]] = {}
        for mention in self.mentions:
            person = self._known[mention.start] = self._called(mention)
            if person is not None:
                person.seen.append(mention.start)
                person.beside += beside(mention, self.text)
                self._describe(person, mention)
        self._weigh_surnames()
        self._learn_genders()
        for person in self.everybody.values():
            for word in person.role_words:
                self._holders.setdefault(word, []).append(person)

    def _is_told_of(self, mention: Mention) -> bool:
        """``Dray was right when he``: somebody with only a surname in the text."""
        spoken_of = _SPOKEN_OF.match(self.text, mention.end) is not None and len(mention.name) > _SHORT
        return (
            spoken_of
            and mention.name not in self._places
            and not is_organisation(mention.name)
            and self.called(mention) is None
        )

    def _weigh_surnames(self) -> None:
        """Only people are called by the last word of their names."""
        alone = {m.name for m in self.mentions if " " not in m.name and m.name.lower() not in self._plain}
        for person in self.everybody.values():
            person.of_name += surname(person.name) in alone

    def _may_be_somebody(self, mention: Mention) -> bool:
        several = len(mention.name.split()) > 1 and not (is_organisation(mention.name) or mention.name in self.firms)
        several = several and not any(word.lower() in _NO_NAMES for word in mention.name.split())
        return several and not is_dateline(mention, self.text) and not _is_furniture(mention, self.text)

    def _learn_genders(self) -> None:
        """Settle the genders that no title or role shows: by a pronoun behind the name, else by the given name."""
        votes: Counter[tuple[Person, str]] = Counter()
        for i, mention in enumerate(self.mentions):
            called = self.called(mention)
            if called is None or called.gender:
                continue
            stop = next((m.start for m in self.mentions[i + 1 : i + 6] if self.called(m)), len(self.text))
            match = _PRONOUN.search(self.text, mention.end, min(stop, mention.end + _NEAR_PRONOUN))
            if match is not None and (match.group(1) or match.group(2)):
                votes[called, "m" if match.group(1) else "f"] += 1
        for somebody in self.everybody.values():
            if not somebody.gender:
                somebody.gender = _elected(votes[somebody, "m"], votes[somebody, "f"], gender_of(somebody.name))

    def _add(self, name: str, mention: Mention) -> None:
        if name in self.everybody:
            return
        gender = _gender_of_titles(mention.titles)
        person = Person(name, mention.start, gender=gender, of_name=of_name(name, self._plain))
        self.everybody[name] = person
        for word in set(mention.name.lower().split()):
            self._by_word.setdefault(word, []).append(person)

    def _describe(self, person: Person, mention: Mention) -> None:
        found = roles_beside(mention, self.text)
        for role in found:
            if role:
                person.roles.setdefault(role)
        said = set[str]().union(*map(role_words, (*found, mention.titles)))
        person.role_words |= said
        person.gender = person.gender or _gender_of_titles(mention.titles) or _gender_of_roles(said)


def _fits(parts: list[str], person: Person, titles: str) -> bool:
    """Whether somebody may be called by ``parts``: by surname, which some put first, or by a given name."""
    name = person.name.split()
    if len(parts) > 1:
        return set(parts) <= set(name)
    if parts[0].lower() == surname(person.name).lower():
        return True
    if parts[0] == name[0] and titles.rpartition(" ")[2] in _WITH_GIVEN_NAMES:
        return True
    surname_first = len(name) <= _LONGEST_NAME and person.human > 0 and parts[0][0].isupper()
    return parts[0] == name[0] and (surname_first or is_given_name(parts[0]))


def is_dateline(mention: Mention, text: str) -> bool:
    """``PORT VERRIN (Port Wire) —`` at the head of a paragraph is a place."""
    head = mention.start == 0 or text[mention.start - 1] == "\n"
    return head and mention.name.isupper() and _DATELINE.match(text, mention.end) is not None


def _is_headline(mention: Mention, text: str) -> bool:
    """``Quay Line Orders New Rudders`` in a line with a capital on every long word is not a name."""
    words = mention.name.split()
    if len(words) < _LONGEST_NAME or (len(words) == _LONGEST_NAME and is_given_name(words[0])):
        return False
    start = text.rfind("\n", max(0, mention.start - _LONGEST_HEADLINE), mention.start) + 1
    end = text.find("\n", mention.end, mention.end + _LONGEST_HEADLINE)
    if not start and mention.start > _LONGEST_HEADLINE:
        return False
    line = text[start : end if end >= 0 else mention.end + _LONGEST_HEADLINE]
    return not any(word[0].islower() for word in _WORD.findall(line) if len(word) > _SMALL_WORD)


def _elected(men: int, women: int, by_name: str) -> str:
    """The gender most pronouns tell; they outweigh a given name only when they are several and agree."""
    told = "m" if men > women else "f" if women > men else ""
    return told if told and (not by_name or abs(men - women) >= _OUTWEIGHS) else by_name


def _is_furniture(mention: Mention, text: str) -> bool:
    """``Article Continued Below`` on a line by itself; not so a signature or a name that is one by its first word."""
    alone = text[mention.start - 1 : mention.start] in ("", "\n") and text[mention.end : mention.end + 1] in ("", "\n")
    return alone and not mention.titles and not is_given_name(mention.name.split()[0])


def _gender_of_titles(titles: str) -> str:
    words = set(titles.lower().replace(".", "").split())
    return "f" if words & _WOMAN else "m" if words & _MAN else ""


def _gender_of_roles(words: set[str]) -> str:
    if any(w in _WOMAN or w.endswith("woman") for w in words):
        return "f"
    return "m" if any(w in _MAN or (w.endswith("man") and w != "woman") for w in words) else ""


def _without_places(found: list[Mention], text: str) -> list[Mention]:
    """``Ambassador of Odessia Timur Rashidov``: a name known from elsewhere, behind "of", is none of his."""
    known = Counter(m.name for m in found)
    for mention in found:
        parts = mention.name.split()
        if len(parts) > 2 and known[parts[0]] and text[max(0, mention.start - 4) : mention.start] in (" of ", "for "):
            mention.start += len(parts[0]) + 1
            mention.name = " ".join(parts[1:])
    return found


def _lone(mention: Mention) -> str:
    """Somebody with only one name in the text, and the title before it: ``Judge Hanser``, ``Chief Na’moks``."""
    return f"{mention.titles.rpartition(' ')[2]} {mention.name}"
