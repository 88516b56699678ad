"""Copy whose form says who speaks: transcripts, interviews, speeches, letters. Each part reads one form.

A part takes the paragraphs of a text and returns what it found, and the numbers of the paragraphs that it has read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.genres.interviews import interview
from newstext.quotations.genres.labelled import labelled_turns
from newstext.quotations.genres.letters import letters
from newstext.quotations.genres.speeches import speech

if TYPE_CHECKING:
    from newstext.quotations.attributions import Attribution
    from newstext.quotations.genres.copy import Copy


def by_form(copy: Copy) -> tuple[list[Attribution], set[int]]:
    """Return what the form of the copy gives to its speakers, by the first part that knows the form."""
    for read in (labelled_turns, interview, speech, letters):
        found, taken = read(copy)
        if found:
            return found, taken
    return [], set()
