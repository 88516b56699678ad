"""Who speaks, as resolved, and what a text has told of its speakers so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newstext.quotations.names import ABBREVIATED

if TYPE_CHECKING:
    from newstext.quotations.people import Person

CERTAIN, LIKELY, UNRESOLVED, GUESSED = 0.97, 0.85, 0.8, 0.6
"""How often a name is right that stands in the source, that follows from a role, that is only "the company", that
follows from nothing firm."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the fullest name, or for the unnamed the words that describe them, and the role as printed.

    ``how`` is what the name follows from (name, pronoun, role, description, statement, capital, words), ``likelihood``
    how likely it is the right one, between 0 and 1, given that the words of the source are.
    """

    name: str | None
    role: str | None = None
    unnamed: bool = False
    person: Person | None = None
    how: str = ""
    likelihood: float = CERTAIN


@dataclass(slots=True)
class Heard:
    """Who has spoken so far, in the order of the text.

    ``spoke`` are people, each with where the words for them stand; ``groups`` the others; ``described`` the words of
    those who were described and not named; ``statement`` who made the last statement.
    """

    spoke: list[tuple[int, Person]] = field(default_factory=list)
    groups: list[Speaker] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    statement: Speaker | None = None

    def note(self, speaker: Speaker, start: int) -> None:
        """Remember that ``speaker`` spoke, named by the words at ``start``."""
        if speaker.person is not None:
            self.spoke.append((start, speaker.person))
            speaker.person.has_spoken = True
        elif speaker.name and speaker.how != "pronoun":
            self.groups.append(speaker)
            if speaker.unnamed:
                self.described.update(speaker.name.lower().split())


def named(person: Person, how: str, likelihood: float = CERTAIN) -> Speaker:
    """Return a person as the speaker, with the first role that is more than a Mr."""
    inside = person.name.lower().split()
    roles = (r for r in person.roles if r.lower().rstrip(".") not in ABBREVIATED)
    role = next((r for r in roles if not set(r.lower().split()) <= set(inside)), None)
    return Speaker(person.name, role, False, person, how, likelihood)
