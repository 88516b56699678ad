"""Copy whose form says who speaks: transcripts, interviews, speeches, letters. Each part reads one form.

A part takes the paragraphs of a text and returns what it found, and the numbers of the paragraphs that it has read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.genres.interviews import interview
from newstext.quotations.genres.labelled import labelled_turns
from newstext.quotations.genres.letters import letters
from newstext.quotations.genres.speeches import speech
from newstext.quotations.lexicon import CUES

if TYPE_CHECKING:
    from newstext.quotations.attributions import Attribution
    from newstext.quotations.clauses import Clause
    from newstext.quotations.genres.copy import Copy
    from newstext.quotations.tokens import Paragraph


def by_form(copy: Copy) -> tuple[list[Attribution], set[int]]:
    """Return what the form of the copy gives to its speakers, by the first part that knows the form."""
    for read in (labelled_turns, interview, speech, letters):
        found, taken = read(copy)
        if found:
            return found, taken
    return [], set()


def quoted_within(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    """The clauses of a printed speech or letter that quote somebody else in marks."""
    told = [c for c in clauses if c.cue and c.source and not CUES.isdisjoint(p.lower[slice(*c.cue)])]
    others = [c for c in told if c.source and p.lower[c.source[0]] not in ("i", "we", "you")]
    return [c for c in others if any(p.stretch[i] >= 0 for r in c.content for i in range(*r))]
