"""The words of a draft's quotation, prepared for comparison with many texts."""

from __future__ import annotations

import re
from functools import cached_property

from newstext.draft_check.body import REFERENCE
from newstext.draft_check.house_style import in_house_style
from newstext.loose_match import Folded, fold

ELLIPSIS = r"[\[(]\s*(?:\.{3}|…)\s*[\])]|…|\.\s?\.\s?\."
ENDS = " \t\n\u00a0.,;:!?—–-\"'“”‘’«»"
"""Characters around a passage that are not compared."""
_GAP = re.compile(rf"(?<!\w)\[[^\[\]]{{0,200}}\](?!\w)|{ELLIPSIS}")
_BREAKS_OFF = re.compile(rf"(?:{ELLIPSIS})\W*$")
_OUTER = re.compile(rf"^(?:{ELLIPSIS}|[{re.escape(ENDS)}])+|(?:{ELLIPSIS}|[{re.escape(ENDS)}])+$")
"""Ellipses at the ends say that more was said, which leaves out nothing in between."""


class Passage:
    """One piece of a quotation, with or without marks around it. Its words are folded once, however many texts it is
    compared with."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in the form in which they are compared."""
        return self.folded.words

    @cached_property
    def in_house_style(self) -> Passage:
        """The passage with its words in one spelling and its numbers in figures."""
        styled = Passage(self.text)
        styled.folded = in_house_style(self.folded)
        return styled

    @cached_property
    def gaps(self) -> list[str]:
        """Its ellipses and brackets, except ellipses at its ends."""
        return gaps_in(self.text)

    @cached_property
    def inserted(self) -> list[str]:
        """Its ellipses and brackets as printed, including those at its ends."""
        return _GAP.findall(self.text)

    @cached_property
    def runs(self) -> tuple[Passage, ...]:
        """The stretches of words between the gaps."""
        return tuple(run for run in map(Passage, _GAP.split(self.text)) if run.words)

    @cached_property
    def unreferenced(self) -> Passage:
        """The passage without ``[sic]`` and ``[13]``."""
        plain = REFERENCE.sub(" ", self.text)
        return Passage(plain) if plain != self.text else self

    @cached_property
    def breaks_off(self) -> bool:
        """Whether it ends with an ellipsis."""
        return _BREAKS_OFF.search(self.text) is not None


def gaps_in(text: str) -> list[str]:
    """Return the ellipses and brackets within a text, each kind of ellipsis and of space as one sign."""
    inner = _OUTER.sub("", text)
    return [
        " ".join(re.sub(r"[\[(]\s*(?:\.{3}|…)\s*[\])]|\s?\.\s?\.\s?\.", "…", gap).split())
        for gap in _GAP.findall(inner)
    ]
