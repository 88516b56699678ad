"""Resolves the words that name a speaker to somebody: a full name, a surname, a pronoun, a role, a description."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newstext.quotations.languages.phrases import is_governed
from newstext.quotations.languages.roles import describe
from newstext.quotations.languages.words import Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.people import Mention, People, Person
    from newstext.quotations.languages.tokens import Line, Range

_LONG_WORD = 4
_NEAR = 2
"""The number of paragraphs before a pronoun in which its person may be named."""
_SHORTEST_ROLE = 6
_NOBODYS = Kind.ORGANISATION | Kind.UNNAMED | Kind.OUTLET
_MOST = 60
"""People with roles that are considered, the latest of them: no text may take more than linear time."""
_DETERMINING = Kind.ARTICLE | Kind.GENITIVE | Kind.OBLIQUE


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person meant. ``how`` is ``name``, ``surname``, ``pronoun``, ``role``, ``near``, ``words`` or nothing."""

    name: str | None
    role: str | None = None
    unnamed: bool = False
    how: str = ""
    person: Person | None = None
    gender: str = ""
    """The description of somebody whom the text does not name."""

    def as_left_out(self) -> Speaker:
        """The same speaker, meant by a verb without a subject."""
        return replace(self, how="left out")


NOBODY = Speaker(None)


class Speakers:
    """The people meant by the sources of one text."""

    def __init__(self, people: People, text: str) -> None:
        self._people = people
        self._text = text
        self._pack = people.pack
        self._lines = people.lines
        describe(people, text)
        self._with_roles = [person for person in people.everybody.values() if person.role_words]
        self._heard: tuple[int, int, Person] | None = None
        """The paragraph, the place and the name of who spoke last."""
        self._last: tuple[int, Speaker] | None = None
        """The paragraph of the last speaker, named or not."""

    def resolve(self, number: int, source: Range) -> Speaker:
        """Say who is meant by tokens ``source`` of paragraph ``number``."""
        line = self._lines[number]
        mention = self._named(line, source)
        if mention is not None and (mention.is_person or not self._is_of_people(line, source)):
            return self._called(line, source, mention)
        if source[1] - source[0] == 1 and line.kinds[source[0]] & Kind.PRONOUN:
            return self._by_pronoun(number, source[0])
        return self._described(number, source)

    def _is_of_people(self, line: Line, source: Range) -> bool:
        """``un délégué CGT``: the words begin with what somebody is, so that a name behind is what they belong to."""
        first, end = self._trim(line, *source)
        return first < end and line.names[first] < 0 and bool(line.kinds[first] & (Kind.ROLE | Kind.UNNAMED))

    def _named(self, line: Line, source: Range) -> Mention | None:
        """The name that the words are about: persons first, and none that hangs on "of"."""
        within = self._people.within(line, source)
        named = [m for m in within if not self._is_governed(line, m, source) and line.words[m.lead - 1] != "("] or [
            m for m in within if m.lead and line.words[m.lead - 1] == "(" and m.lead - source[0] < _NEAR
        ]
        full = (mention for mention in named if mention.person is not None)
        return next(full, None) or next((m for m in named if m.is_person), None) or next(iter(named), None)

    def _is_governed(self, line: Line, mention: Mention, source: Range) -> bool:
        inside = mention.first > mention.lead and bool(line.kinds[mention.first - 1] & (Kind.OF | Kind.GENITIVE))
        return inside or is_governed(line, mention.lead, source[0])

    def _called(self, line: Line, source: Range, mention: Mention) -> Speaker:
        role = self._role(line, source, mention)
        person = mention.person
        if person is not None:
            return Speaker(
                person.name,
                role or person.role,
                how="name" if mention.name == person.name else "surname",
                person=person,
            )
        if mention.is_person:
            return Speaker(mention.name, role, how="words")
        comma = next((i for i in range(*source) if line.words[i] == ","), source[1])
        named = mention.end == comma and mention.first > source[0]
        return Speaker(mention.name if named else self._plain(line, source), how="organisation")

    def _role(self, line: Line, source: Range, mention: Mention) -> str | None:
        """The description around a name, as printed."""
        before = self._trim(line, source[0], mention.first)
        behind = self._trim(line, mention.end, source[1])
        while before[1] > before[0] and line.kinds[before[1] - 1] & Kind.TITLE:
            before = before[0], before[1] - 1
        part = before if before[1] > before[0] else behind
        return line.cover(*part).of(self._text) if part[1] > part[0] and not self._only_titles(line, part) else None

    def _trim(self, line: Line, first: int, end: int) -> Range:
        while first < end and (not line.is_word(first) or line.kinds[first] & _DETERMINING):
            first += 1
        while end > first and (line.words[end - 1] in ",:;" or line.kinds[end - 1] & (Kind.OF | Kind.AND)):
            end -= 1
        return first, end

    def _only_titles(self, line: Line, part: Range) -> bool:
        return all(line.kinds[i] & Kind.TITLE for i in range(*part))

    def heard(self, number: int, at: int, speaker: Speaker) -> None:
        """Remember who spoke last, in paragraph ``number`` at the code point ``at``."""
        self._last = (number, speaker)
        if speaker.person is not None:
            self._heard = (number, at, speaker.person)

    def _still_speaking(self, number: int, i: int, gender: str, *, subjects: bool) -> Person | None:
        """Return the last speaker, if the words at ``i`` can mean them and nobody else is named since.

        With ``subjects`` only names at the beginning of a sentence count as named.
        """
        if self._heard is None or number - self._heard[0] > 1:
            return None
        last, at, person = self._heard
        if gender and person.gender and person.gender != gender:
            return None
        since = [
            m
            for n in range(last, number + 1)
            for m in self._people.by_line[n]
            if not subjects or self._opens_sentence(m)
        ]
        others = (m for m in since if at < self._lines[m.line].starts[m.first] < self._lines[number].starts[i])
        rivals = (m.person for m in others if m.person is not None and m.person is not person)
        return None if any(not gender or rival.gender in (gender, "") for rival in rivals) else person

    def _opens_sentence(self, mention: Mention) -> bool:
        """Whether a name is at the beginning of a sentence, as a subject is."""
        sentences = self._lines[mention.line].sentences
        at = bisect_right(sentences, mention.first, key=lambda sentence: sentence[0]) - 1
        return at >= 0 and mention.lead - sentences[at][0] <= _NEAR

    def _by_pronoun(self, number: int, i: int) -> Speaker:
        gender = self._pack.gender(self._lines[number].lower[i])
        if gender == "p":
            return NOBODY
        if (described := self._described_last(number, gender)) is not None:
            return described
        person = self._still_speaking(number, i, gender, subjects=True) or self._nearest(number, i, gender)
        return Speaker(person.name, person.role, how="pronoun", person=person) if person else NOBODY

    def _described_last(self, number: int, gender: str) -> Speaker | None:
        """Return the last speaker of this paragraph or the one before, if the text describes and does not name them."""
        if self._last is None or number - self._last[0] > 1:
            return None
        last, speaker = self._last
        if speaker.how not in ("words", "organisation") or speaker.gender != gender:
            return None
        if speaker.how == "organisation":
            return NOBODY  # it may be meant, and somebody named further up
        return replace(speaker, how="pronoun") if number == last else None

    def _nearest(self, number: int, i: int, gender: str, reach: int = _NEAR) -> Person | None:
        """Return the last person of this gender named before a token, not too far above it."""
        before = self._lines[number].starts[i]
        ends = [(n, len(self._lines[n])) for n in range(max(0, number - reach), number)] + [(number, i)]
        near = [(m, m.person) for n, end in ends for m in self._people.before(n, end) if m.person is not None]
        fitting = [each for each in near if gender and each[1].gender == gender]
        fitting = fitting or [each for each in near if _may_be(each[1], gender)]
        subjects = [person for mention, person in fitting if reach and self._opens_sentence(mention)]
        if fitting:
            return subjects[-1] if subjects else max((p for _, p in fitting), key=lambda p: p.last_seen(before))
        alone = self._people.alone.get(gender) if reach else None
        return alone if alone is not None and alone.last_seen(before) >= 0 else None

    def _described(self, number: int, source: Range) -> Speaker:
        """``die Ministerin``: the one with that role; ``l'élu``: the one named just before."""
        line = self._lines[number]
        first, end = self._trim(line, *source)
        if first >= end:
            return NOBODY
        kinds = [line.kinds[i] for i in range(first, end)]
        definite = first > source[0] and self._is_definite(line, source[0])
        if definite:
            person = self._holder(line, first, end) or self._just_named(number, source, first, end)
            if person is not None:
                return Speaker(person.name, person.role, how="role", person=person)
        unnamed = bool(kinds[0] & Kind.UNNAMED) or (not kinds[0] & Kind.ORGANISATION and bool(kinds[0] & Kind.ROLE))
        how = "organisation" if any(k & (Kind.ORGANISATION | Kind.OUTLET) for k in kinds[:2]) else "words"
        gender = self._gender(line, source, first)
        return Speaker(self._plain(line, source), unnamed=unnamed and how == "words", how=how, gender=gender)

    def _gender(self, line: Line, source: Range, first: int) -> str:
        return self._pack.gender(line.lower[source[0]]) or self._pack.gender(line.lower[first])

    def _is_definite(self, line: Line, i: int) -> bool:
        return bool(line.kinds[i] & Kind.DEFINITE)

    def _holder(self, line: Line, first: int, end: int) -> Person | None:
        """Return the person last seen whose role, as printed before, is this one."""
        head = line.lower[first]
        more = {line.lower[i] for i in range(first + 1, end) if len(line.lower[i]) >= _LONG_WORD}
        before = line.starts[first]
        if line.kinds[first] & Kind.ORGANISATION:
            return None
        holders = [p for p in self._with_roles[-_MOST:] if p.last_seen(before) >= 0 and _has_role(p, head, more)]
        return max(holders, key=lambda p: p.last_seen(before), default=None)

    def _just_named(self, number: int, source: Range, first: int, end: int) -> Person | None:
        """Return the person that a bare definite description means: somebody named just before.

        A person with another role counts only if the word can mean anybody.
        """
        line = self._lines[number]
        kinds = [line.kinds[i] for i in range(first, end)]
        gender = self._pack.gender(line.lower[source[0]]) or self._pack.gender(line.lower[end - 1])
        if len(kinds) > _NEAR or not kinds[0] & Kind.ROLE or any(kind & _NOBODYS for kind in kinds) or gender == "p":
            return None
        near = self._still_speaking(number, source[0], gender, subjects=False)
        near = near or self._nearest(number, source[0], gender, reach=0)
        if near is not None and (near.role is None or kinds[0] & Kind.STAND_IN):
            return near
        only = self._only_one(number, source[0], gender)
        return only if only is not None and only.role is None else None

    def _only_one(self, number: int, i: int, gender: str) -> Person | None:
        """The only person of this gender in the paragraph and the one before it."""
        ends = [(n, len(self._lines[n])) for n in range(max(0, number - 1), number)] + [(number, i)]
        near = {m.person for n, end in ends for m in self._people.before(n, end) if m.person is not None}
        fitting = [person for person in near if person.gender == gender]
        return fitting[0] if len(fitting) == 1 else None

    def _plain(self, line: Line, source: Range) -> str | None:
        """Return the describing words, without article and attributes; a name in marks whole."""
        marked = line.quoted[line.quote[source[0]]] if line.quote[source[0]] >= 0 else None
        if marked is not None and (marked.first, marked.end) == source and source[1] - source[0] > _NEAR:
            return line.cover(source[0] + 1, source[1] - 1).of(self._text)  # "schrieb „Die Woche“"
        first, end = self._trim(line, *source)
        comma = next((i for i in range(first, end) if line.words[i] in ",("), end)
        first, end = self._trim(line, first, comma)
        if end <= first:
            return None
        article = first - source[0] == 1 and line.words[first].islower()
        lead = source[0] if article and not self._pack.has("nouns are capitals") else first
        words = line.cover(lead, end).of(self._text)
        if self._pack.prefixes:
            words = line.lower[lead] + words[line.ends[lead] - line.starts[lead] :]
        return words[0].lower() + words[1:] if lead < first else words


def _may_be(person: Person, gender: str) -> bool:
    """Whether a pronoun may mean a person of unknown gender who is more than a name in passing."""
    return not gender or (not person.gender and (person.role is not None or len(person.seen) > 1))


def _has_role(person: Person, head: str, more: set[str]) -> bool:
    """Whether a word is a role of somebody, or the end of one: a *Ministerin* of the *Verkehrsministerin*.

    What else describes her must be part of the role too: the president of another country is somebody else.
    """
    return (more <= person.role_words and head in person.role_words) or (
        not more and len(head) >= _SHORTEST_ROLE and any(word.endswith(head) for word in person.role_words)
    )
