"""What the wires have in common: the words for a story's state, and bylines and datelines set in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Caption, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.article import StatedTime

_WITHDRAWN = frozenset({"canceled", "cancelled", "deleted", "killed", "withdrawn"})
_HELD = frozenset({"embargoed", "withheld"})
# Only where agencies put such words, at an end or after a comma or bracket and in capitals: a headline may
# speak of correction officers, and of bombs that KILL.
_CORRECTED = re.compile(
    r"(?:^\W*|[,(]\s*)(?:CORRECTED|CORRECTION|CORRECTS|CORR)\s*(?:[-–—:,)]|$)|^Correct(?:ed|ion)\s*[-–—:]"
)
_KILLED = re.compile(r"(?:^\W*|[,(]\s*)(?:KILL|CANCELL?ED|RETRACTED|WITHDRAWN|WITHDRAWAL)\s*(?:[-–—:)]|$)")
_NOTE_CORRECTS = re.compile(
    r"\W*(?:(?:eds?|editors?(?:['’]s? note)?|note)\s*:\s*)?(?:this\s+)?correct(?:s|ed|ion)\b", re.IGNORECASE
)
_NOTE_EMBARGOES = re.compile(
    r"\bembargoed\s+(?:to|till?|until|for)\b|\bnot for (?:release|publication) before\b", re.IGNORECASE
)
_BYLINE = re.compile(r"By [^\W\d_][^\n!?]{2,80}[^\W_]")
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{1,60}?),? ?\((?P<agency>[A-Za-z][A-Za-z0-9 /&.-]{1,30})\) ?(?:--|[-–—_]) "
)
_CREDIT = re.compile(r"\((?P<credit>[^()]{2,60})\)$")


class Dateline(NamedTuple):
    """The dateline in a story's first words, ``Berlin (dpa) - ...``: where from, and by which agency."""

    place: str
    agency: str


def state_of(
    status: str | None,
    embargo: StatedTime | None = None,
    *,
    corrects: bool = False,
    labels: Iterable[str | None] = (),
    note: str | None = None,
) -> State:
    """Return what the wire says of this version of a story.

    ``status`` is its publishing status in any format's words (``stat:canceled``, ``Usable``); ``labels`` are
    its headline and slug, where agencies write CORRECTED; ``note`` is what it tells editors. A rewrite
    ("writethru", "update", "refile") is a version and corrects nothing by itself.
    """
    word = (status or "").rpartition(":")[2].strip().casefold()
    said = [label.strip() for label in labels if label]
    if word in _WITHDRAWN or any(_KILLED.search(label) for label in said):
        return State.WITHDRAWN
    if word in _HELD or embargo or (note and _NOTE_EMBARGOES.search(note)):
        return State.EMBARGOED
    if corrects or any(_CORRECTED.search(label) for label in said) or (note and _NOTE_CORRECTS.match(note)):
        return State.CORRECTED
    return State.LIVE


def byline_in(paragraphs: list[str]) -> str | None:
    """Return the byline that stands as a paragraph of its own before the story, among its first three."""
    return next((words for words in paragraphs[:3] if _BYLINE.fullmatch(words)), None)


def dateline_in(paragraphs: list[str]) -> Dateline | None:
    """Return the dateline that one of the first three paragraphs begins with."""
    found = next((match for words in paragraphs[:3] if (match := _DATELINE.match(words))), None)
    return Dateline(found["place"].rstrip(" ,"), found["agency"]) if found else None


def caption(text: str | None, credit: str | None = None) -> tuple[Caption, ...]:
    """Return a picture's caption, none when it has no words; its credit may be in brackets at its end."""
    if not text:
        return ()
    found = _CREDIT.search(text)
    return (Caption(text, credit or (found["credit"] if found else None)),)


def body_of(paragraphs: list[str]) -> str:
    """Return the paragraphs as an article's body, a blank line between them."""
    return "\n\n".join(paragraphs)
