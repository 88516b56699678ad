"""Finds who is named in copy whose names begin with no capitals: behind titles, roles and verbs of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.languages.people import Mention, People
from newstext.quotations.languages.words import Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.tokens import Line

_DESCRIBES = Kind.TITLE | Kind.ROLE | Kind.UNNAMED | Kind.ORGANISATION | Kind.OUTLET
_MOST_WORDS, _MOST_DESCRIBING = 3, 8


class UncasedPeople(People):
    """Everybody that a text without capitals names, and where."""

    def _read(self, number: int) -> None:
        line, i = self.lines[number], 0
        while i < len(line):
            told = bool(line.kinds[i] & Kind.CLAUSE and not line.kinds[i] & _DESCRIBES)
            if not told and not line.kinds[i] & (Kind.TITLE | Kind.ROLE):
                i += 1
                continue
            lead = i + told
            first = self._past_description(line, lead)
            end = self._name_end(line, first)
            if end - first > 1:
                line.names[first:end] = [len(self.mentions)] * (end - first)
                line.persons.add(len(self.mentions))
                name = " ".join(line.words[first:end])
                self.mentions.append(Mention(number, lead, first, end, name, is_person=True))
            i = max(end, i + 1)

    def _past_description(self, line: Line, i: int) -> int:
        """Step over a role and what belongs to it: ``وزير النقل``, ``مدير بلدية طنجة``."""
        first = i
        while i < min(len(line), first + _MOST_DESCRIBING) and line.is_word(i) and line.quote[i] == line.quote[first]:
            definite = i > first and line.lower[i].startswith(self.pack.definite_prefix)
            before_definite = i > first and line.lower[i - 1].startswith(self.pack.definite_prefix)
            of_organisation = i > first and line.kinds[i - 1] & Kind.ORGANISATION and not before_definite
            if not (line.kinds[i] & _DESCRIBES or of_organisation or definite):
                break
            i += 1
        return i

    def _name_end(self, line: Line, first: int) -> int:
        """Return where a name of unknown words ends; small words inside it do not count."""
        i, words = first, 0
        while i < len(line) and words < _MOST_WORDS and line.is_word(i) and line.quote[i] == line.quote[first]:
            particle = bool(line.kinds[i] & Kind.PARTICLE)
            definite = words > 1 and line.words[i].startswith(self.pack.definite_prefix)
            if (line.kinds[i] & ~Kind.PARTICLE) or line.words[i][0].isdigit() or definite:
                break
            words += not particle
            i += 1
        return i

    def _register(self) -> None:
        super()._register()
        self._find_surnames()

    def _may_be_name(self, line: Line, i: int) -> bool:
        return not line.kinds[i]
