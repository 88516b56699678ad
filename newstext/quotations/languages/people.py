"""Finds who is named in copy whose names begin with capitals: everybody once, and every place that names them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newstext.quotations.given_names import gender_of, is_given_name
from newstext.quotations.languages.capitals import NOUN_ENDS, ROLE_ENDS, behind_given, is_capital, nouns
from newstext.quotations.languages.words import NOTHING, SAYING, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.tokens import Line, Range

_NO_NAME = (
    Kind.ARTICLE | Kind.PREPOSITION | Kind.OF | Kind.PRONOUN | Kind.AND | Kind.THAT | Kind.RELATIVE | Kind.ADVERB
    | Kind.BREAK | Kind.TIME | Kind.AUXILIARY | Kind.BACK | Kind.GENITIVE | Kind.AS | Kind.FINITE
)  # fmt: skip
_VERBAL = Kind.AUXILIARY | Kind.FINITE | Kind.ADVERB | Kind.TIME
"""Words that may begin both a sentence and a name: the *Stati* Uniti."""
_DESCRIBES = Kind.TITLE | Kind.ROLE | Kind.UNNAMED
_BEFORE_NO_NAME = Kind.ARTICLE | Kind.GENITIVE
"""Words that come before a noun but not before a bare name."""
_LONGEST_NAME = 6
_MOST = 40
"""Namesakes that are considered, the latest of them: no text may take more than linear time."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in full. ``seen`` holds the places of all mentions, in code points."""

    name: str
    gender: str = ""
    role: str | None = None
    role_words: set[str] = field(default_factory=set)
    seen: list[int] = field(default_factory=list)

    def last_seen(self, before: int) -> int:
        """Return where this person was last mentioned before ``before``; -1 if nowhere."""
        i = bisect_left(self.seen, before)
        return self.seen[i - 1] if i else -1


@dataclass(slots=True)
class Mention:
    """A name where it stands: tokens ``first`` to ``end`` without titles and roles, which begin at ``lead``."""

    line: int
    lead: int
    first: int
    end: int
    name: str
    is_person: bool
    person: Person | None = None


class People:
    """Everybody that a text names, and where."""

    def __init__(self, lines: list[Line], pack: Pack) -> None:
        self.pack = pack
        self.lines = lines
        self.mentions: list[Mention] = []
        self.everybody: dict[str, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._small = {
            word for line in lines for word, as_is in zip(line.lower, line.words, strict=True) if word == as_is
        }
        self._nouns = nouns(lines, pack)
        self._behind_given = behind_given(lines)
        self._counts = Counter(word for line in lines for word in line.words)
        for number in range(len(lines)):
            self._read(number)
        self._register()
        self.by_line: list[list[Mention]] = [[] for _ in lines]
        """The names of each paragraph, in order."""
        for mention in sorted(self.mentions, key=lambda each: (each.line, each.first)):
            self.by_line[mention.line].append(mention)
        genders = Counter(person.gender for person in self.everybody.values())
        self.alone = {p.gender: p for p in self.everybody.values() if p.gender and genders[p.gender] == 1}
        """The only man and the only woman of the text."""

    def _read(self, number: int) -> None:
        line, i = self.lines[number], 0
        while i < len(line):
            end = self._run_end(line, i)
            mention = self._mention(number, i, end) if end > i else None
            if mention is not None:
                line.names[mention.first : mention.end] = [len(self.mentions)] * (mention.end - mention.first)
                if mention.is_person and mention.end - mention.first > 1:
                    line.persons.add(len(self.mentions))
                self.mentions.append(mention)
            i = max(end, i + 1)

    def _run_end(self, line: Line, i: int) -> int:
        """Return where a run of capitals that begins at ``i`` ends, including small words inside a name."""
        if not is_capital(line, i):
            return i
        end = i + 1
        while end < len(line) and end - i < 2 * _LONGEST_NAME and line.quote[end] == line.quote[i]:
            if is_capital(line, end):
                if line.kinds[end] & (Kind.TIME | Kind.ARTICLE) and not line.kinds[end] & Kind.PARTICLE:
                    break
                end += 1
                continue
            after = end
            while after < end + 2 and line.has(after, Kind.PARTICLE):
                after += 1
            if after == end or after >= len(line) or not is_capital(line, after):
                break
            if self.pack.has("nouns are capitals") and end - i > 1:
                break  # "Ilse Marquardt von der Feuerwehr"
            end = after + 1
        return end

    def _mention(self, number: int, first: int, end: int) -> Mention | None:
        line = self.lines[number]
        opens = first == 0 or line.ends_sentence(first - 1) or not line.is_word(first - 1)
        begins = first
        while first < end and opens and line.kinds[first] & (_NO_NAME if first == begins else _NO_NAME & ~_VERBAL):
            first += 1
        lead = first
        small = line.lower[first] in self._small if first < end else False
        if opens and end - first > 1 and small and not (self._is_given(line, first) or line.has(first, Kind.PARTICLE)):
            first += 1
        first = self._without_description(line, first, end, opens=opens)
        if first >= end:
            return None
        alone = end - first == 1
        described = line.kinds[first] & _DESCRIBES and line.words[first] not in self._behind_given
        if alone and ((line.lower[first] in self._small and first == lead) or described):
            return None
        name = _printed(line, first, end)
        organised = self._is_organisation(line, first, end)
        if self.pack.has("nouns are capitals") and not self._is_german_name(line, lead, first, end):
            return None
        return Mention(number, lead, first, end, name, not organised)

    def _without_description(self, line: Line, first: int, end: int, *, opens: bool) -> int:
        """Step over titles and roles, and over a noun that the text uses as one, up to a given name."""
        given = next((i for i in range(first, end) if self._is_given(line, i)), None)
        lead = first
        while first < end - 1 and (self._describes(line, first) or line.lower[first] in self._nouns):
            if line.kinds[first] & _DESCRIBES == NOTHING and self._is_given(line, first):
                break
            first += 1
            while first < end - 1 and line.has(first, Kind.PARTICLE) and not line.words[first][0].isupper():
                first += 1
        if end - first > 2 and given in (None, first + 1) and self._sounds_like_role(line, first):
            return first + 1
        organised = given is not None and self._is_organisation(line, lead, given)
        cut = given is not None and given > first and end - given > 1 and not organised
        adjective = opens and given == lead + 1  # "Soddisfatto Matteo Salvini"
        if given is not None and cut and (adjective or self._stands_before_names(line, lead, given)):
            return given
        placed = line.has(lead - 1, Kind.WITHIN) and end - lead > 2 and self._is_given(line, lead + 1)
        if placed and first == lead:
            return lead + 1  # "in Florida Marco Rubio"
        return first

    def _sounds_like_role(self, line: Line, i: int) -> bool:
        """``Rektorin Eileen Lyons``: where nouns have capitals, a word that ends as words for people do."""
        return self.pack.has("nouns are capitals") and line.lower[i].endswith(ROLE_ENDS) and not self._is_given(line, i)

    def _describes(self, line: Line, i: int) -> bool:
        """Whether a word is a title or a role here; the *Policía* Nacional is not a policeman."""
        return bool(line.kinds[i] & _DESCRIBES) and not line.kinds[i] & Kind.ORGANISATION

    def _stands_before_names(self, line: Line, lead: int, given: int) -> bool:
        """Whether the word before a given name is not one: a noun, a role, a place behind "of"."""
        governed = lead > 0 and line.kinds[lead - 1] & (Kind.OF | Kind.PREPOSITION | Kind.ROLE)
        described = any(line.kinds[i] & _DESCRIBES for i in range(lead, given))
        return self.pack.has("nouns are capitals") or described or bool(governed)

    def _is_given(self, line: Line, i: int) -> bool:
        return is_given_name(line.words[i])

    def _is_organisation(self, line: Line, first: int, end: int) -> bool:
        if any(line.kinds[i] & (Kind.ORGANISATION | Kind.OUTLET) for i in range(first, end)):
            return True
        word = line.words[first]
        return end - first == 1 and len(word) > 1 and word.isupper() and not line.kinds[first] & Kind.ROLE

    def _is_german_name(self, line: Line, lead: int, first: int, end: int) -> bool:
        """In a language with capital nouns, a name shows by a given name, by a title, or by repetition."""
        if end - first == 1:
            return lead < first and bool(line.kinds[first - 1] & _DESCRIBES)
        if self._is_given(line, first) or lead < first:
            return True
        capitals = [i for i in range(first, end) if line.words[i][0].isupper()]
        nouns = any(
            line.lower[i] in self._nouns or line.kinds[i] or line.lower[i].endswith(NOUN_ENDS) for i in capitals
        )
        owner = line.lower[first].endswith("s")  # "Russlands Angriff"
        again = self._counts[line.words[end - 1]] > 1
        return again and not nouns and not owner and not line.has(first - 1, _BEFORE_NO_NAME)

    def _register(self) -> None:
        for mention in self.mentions:
            if mention.is_person and " " in mention.name and len(mention.name.split()) <= _LONGEST_NAME:
                self._add(mention)
        for mention in self.mentions:
            if mention.person is None and mention.is_person:
                mention.person = self._called(mention)
            if mention.person is not None:
                line = self.lines[mention.line]
                line.persons.add(line.names[mention.first])
                mention.person.seen.append(line.starts[mention.first])
                self._describe(mention.person, mention, line)
        if self.pack.has("nouns are capitals"):
            self._find_tellers()
            self._find_surnames()

    def _add(self, mention: Mention) -> None:
        person = self.everybody.get(mention.name)
        if person is None:
            person = Person(mention.name, self._gender_of(mention.name))
            self.everybody[mention.name] = person
            for word in self._surnames(mention.name):
                self._by_surname.setdefault(word, []).append(person)
        mention.person = person

    def _gender_of(self, name: str) -> str:
        return self.pack.given.get(name.split()[0].lower()) or gender_of(name)

    def _surnames(self, name: str) -> set[str]:
        """Return the words that somebody may be called by later."""
        parts = name.lower().split()
        return {parts[-1], parts[0], *parts[1:]} - {""}

    def _called(self, mention: Mention) -> Person | None:
        known = self.known_as(mention.name, self.lines[mention.line].starts[mention.first])
        line = self.lines[mention.line]
        if known is None and mention.lead < mention.first and self._gender_before(line, mention):
            known = self.everybody.setdefault(mention.name, Person(mention.name))
            self._by_surname.setdefault(mention.name.lower(), []).append(known)
        return known

    def known_as(self, name: str, before: int) -> Person | None:
        """The person that a part of a name means: of several the one seen last, surnames before given names."""
        parts = name.lower().split()
        known = self._by_surname.get(parts[-1], [])[-_MOST:]
        fitting = [p for p in known if set(parts) <= set(p.name.lower().split())]
        by_surname = [p for p in fitting if p.name.lower().split()[-1] == parts[-1]]
        return max(by_surname or fitting, key=lambda p: p.last_seen(before), default=None)

    def _find_tellers(self) -> None:
        """Add people who are named once, by one word, beside a verb of saying: ``sagte Holt``."""
        for line in self.lines:
            for i in range(len(line)):
                if not line.kinds[i] & SAYING & ~Kind.CALL or not line.kinds[i] & Kind.FINITE:
                    continue
                behind = i + 1
                while line.has(behind, Kind.PARTICLE):
                    behind += 1
                for j in (i - 1, behind):
                    if 0 <= j < len(line) and self._is_lone_name(line, j):
                        self._by_surname.setdefault(line.lower[j], [Person(line.words[j])])

    def _is_lone_name(self, line: Line, i: int) -> bool:
        """Whether a token is a capital that no list and no article of the text makes a noun."""
        noun = line.lower[i] in self._nouns or line.lower[i] in self._small or line.lower[i].endswith(NOUN_ENDS)
        apart = not line.has(i - 1, Kind.ARTICLE | Kind.GENITIVE | Kind.OF | Kind.PREPOSITION)
        inside = i > 0 and not line.ends_sentence(i - 1)
        titled = i + 1 < len(line) and line.names[i + 1] >= 0 and self._sounds_like_role(line, i)
        unknown = not line.kinds[i] and line.names[i] < 0 and not noun and not titled
        return is_capital(line, i) and unknown and apart and inside

    def _find_surnames(self) -> None:
        """# In a language with capital nouns, a bare surname shows only once its bearer is known."""
        for number, line in enumerate(self.lines):
            for i in range(len(line)):
                if line.names[i] < 0 and line.lower[i] in self._by_surname and self._may_be_name(line, i):
                    self._find_surname(number, line, i)

    def _may_be_name(self, line: Line, i: int) -> bool:
        return is_capital(line, i)

    def _find_surname(self, number: int, line: Line, i: int) -> None:
        person = self.known_as(line.words[i], line.starts[i])
        if person is None or line.lower[i] in self._nouns:
            return
        first = i
        while (
            first > 0 and line.kinds[first - 1] & Kind.PARTICLE and f" {line.lower[first - 1]} " in person.name.lower()
        ):
            first -= 1
        line.names[first : i + 1] = [len(self.mentions)] * (i + 1 - first)
        line.persons.add(len(self.mentions))
        self.mentions.append(Mention(number, first, first, i + 1, line.words[i], is_person=True, person=person))
        person.seen.insert(bisect_left(person.seen, line.starts[i]), line.starts[i])

    def _describe(self, person: Person, mention: Mention, line: Line) -> None:
        """Take gender from the titles and roles before a name."""
        gender = self._gender_before(line, mention)
        if gender in ("f", "m") and not (person.gender and mention.lead == mention.first):
            person.gender = gender

    def _gender_before(self, line: Line, mention: Mention) -> str:
        return next((g for i in range(mention.lead, mention.first) if (g := self.pack.gender(line.lower[i]))), "")

    def at(self, line: Line, i: int) -> Mention | None:
        """The name that token ``i`` is part of."""
        return self.mentions[line.names[i]] if line.names[i] >= 0 else None

    def before(self, number: int, i: int) -> list[Mention]:
        """Return the latest names of a paragraph before token ``i``."""
        end = bisect_left(self.by_line[number], i, key=lambda mention: mention.first)
        return self.by_line[number][max(0, end - _MOST) : end]

    def within(self, line: Line, part: Range) -> list[Mention]:
        """The names in a part of a paragraph, in order."""
        return [self.mentions[n] for n in dict.fromkeys(line.names[slice(*part)]) if n >= 0]


def _printed(line: Line, first: int, end: int) -> str:
    """A name with a space where the text has one: ``Marco Dell’Orto``."""
    apart = ("" if line.starts[i] == line.ends[i - 1] else " " for i in range(first + 1, end))
    return line.words[first] + "".join(gap + word for gap, word in zip(apart, line.words[first + 1 : end], strict=True))
