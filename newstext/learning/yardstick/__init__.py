"""The yardstick that ships: invented articles, with labels of who says what.

Each file holds articles apart by lines of ``=====``; below ``%%`` each line is ``words of a quotation | speaker``,
where ``? `` before the speaker says that he or she is described and not named, ``…`` that the name holds the words
behind it, ``-`` that nobody is named, and ``!`` that nobody says the words. ``first // last`` stands for all from the
first words to the last. The articles were labelled before the finder had read them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newstext.quotations import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.quotations import Quotation


GENRES = Path(__file__).with_name("genres")
"""Short articles of fifteen kinds."""
RESOLUTION = Path(__file__).with_name("resolution")
"""Articles about which people names, roles and pronouns mean."""
NOBODY = "!"
"""The label of words that nobody says."""


@dataclass(frozen=True)
class Label:
    """Who says the quotation that contains ``words``."""

    words: str
    speaker: str
    unnamed: bool


@dataclass(frozen=True)
class Outcome:
    """One label, and the quotation that contains its words, or None."""

    label: Label
    quotation: Quotation | None

    @property
    def right(self) -> bool:
        """Whether the quotation was found and its speaker is the one labelled; or not found, when nobody says it."""
        if self.label.speaker == NOBODY or self.quotation is None:
            return self.label.speaker == NOBODY and (self.quotation is None or not self.quotation.said)
        if self.label.speaker == "-":
            return self.quotation.speaker is None or self.quotation.unnamed
        got, wanted = _plain(self.quotation.speaker or ""), _plain(self.label.speaker.removeprefix("…"))
        return wanted in got if self.label.speaker.startswith("…") else wanted == got

    @property
    def unnamed_right(self) -> bool:
        """Whether it was found and told rightly that its speaker is named or not."""
        return self.quotation is not None and self.quotation.unnamed == self.label.unnamed


def articles(folder: Path) -> Iterator[tuple[str, list[Label]]]:
    """Read every labelled article below ``folder``."""
    for path in sorted(folder.glob("*.txt")):
        yield from articles_of(path)


def articles_of(path: Path) -> Iterator[tuple[str, list[Label]]]:
    """Read every labelled article of a file."""
    for part in path.read_text("utf-8").split("=====\n"):
        text, _, lines = part.partition("%%\n")
        yield text.strip("\n"), [_label(line) for line in lines.splitlines() if line.strip()]


def outcomes(text: str, labels: list[Label]) -> list[Outcome]:
    """Find the quotations of one article and compare them with its labels."""
    return compared(text, labels, find_quotations(text))


def compared(text: str, labels: list[Label], quotations: list[Quotation]) -> list[Outcome]:
    """Compare the quotations found in one article with its labels."""
    return [Outcome(label, _containing(quotations, text, label.words)) for label in labels]


def _label(line: str) -> Label:
    words, _, speaker = line.rpartition(" | ")
    return Label(words, speaker.removeprefix("? "), speaker.startswith("? "))


def _containing(quotations: list[Quotation], text: str, words: str) -> Quotation | None:
    first, _, last = words.partition(" // ")
    start = text.index(first)
    end = text.index(last, start) + len(last) if last else start + len(first)
    for needed in (end, start + 12):
        for quotation in quotations:
            if any(piece.start <= start + 6 and needed <= piece.end for piece in quotation.content):
                return quotation
    return None


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", name.lower()).strip()
