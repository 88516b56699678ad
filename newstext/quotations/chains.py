"""Finds who reports somebody's words: the outlet they spoke to, the paper, the sources it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.names import names_an_outlet
from newstext.quotations.phrases import subject_after
from newstext.quotations.tokens import OUT

if TYPE_CHECKING:
    from newstext.quotations.attributions import Attribution
    from newstext.quotations.tokens import Paragraph
    from newstext.spans import Span

_FARTHEST = 30
"""Tokens behind the cue that are examined."""
_TO_OUTLET = {"told", "tells", "telling", "to", "by", "with", "on"}
_CITING = frozenset(["citing", "quoting"])
_RELAYING = _TO_OUTLET | _CITING | {"according"}
_CARRIED = frozenset(["carried", "seen", "obtained", "published", "broadcast", "reported", "quoted", "reviewed"])


def via_of(p: Paragraph, attribution: Attribution) -> Span | None:
    """The words that name what reports ``attribution``, in its own sentence and outside its content; else None."""
    if attribution.via is not None or not attribution.cue:
        return attribution.via
    first, end = p.tokens_in(attribution.cue[0])
    if first >= len(p) or "according" in p.lower[first:end]:
        return None
    stop = first
    while stop < min(len(p), first + _FARTHEST) and p.sentence[stop] == p.sentence[first]:
        stop += 1
    relays = [i for i in range(first, stop - 1) if p.place[i] == OUT and p.lower[i] in _RELAYING]
    pieces = [*attribution.content, *attribution.source] if relays else []
    inside = {i for piece in pieces for i in range(*p.tokens_in(piece))}
    for i in relays:
        if i in inside:
            continue
        start = _reporter_start(p, i, stop)
        if start is not None and start not in inside:
            found = subject_after(p, start, stop)
            if found is not None and (p.lower[i] not in _TO_OUTLET or _is_outlet(p, i, found)):
                return p.cover(found[0], _without_apposition(p, *found))
    return None


def _reporter_start(p: Paragraph, i: int, stop: int) -> int | None:
    word = p.lower[i]
    if word == "according" and p.lower[i + 1] == "to" and i + 2 < stop:
        return i + 2
    return i + 1 if word in _CITING or word in _TO_OUTLET else None


def _is_outlet(p: Paragraph, i: int, found: tuple[int, int]) -> bool:
    """``told Reuters`` and ``seen by the Port Wire``, but not ``told the mayor`` or ``went to Port Lyle``."""
    words = p.words[found[0] : _without_apposition(p, *found)]
    name = " ".join(words[1:] if words[0].lower() == "the" else words)
    if not name[:1].isupper() or not names_an_outlet(name):
        return False
    if p.lower[i] == "by":
        return p.lower[i - 1] in _CARRIED
    return p.lower[i] not in ("to", "on", "with") or any(w in p.lower[max(0, i - 4) : i] for w in _SPEECHES)


_SPEECHES = frozenset(
    ["interview", "statement", "letter", "e-mail", "email", "remarks", "appearance", "message", "call"]
)


def _without_apposition(p: Paragraph, first: int, end: int) -> int:
    """Return where the name ends: before a comma, and before an adverb: ``the Port Wire afterwards``."""
    end = next((i for i in range(first, end) if p.lower[i] == ","), end)
    while end - first > 1 and p.words[end - 1].islower() and p.words[end - 2][0].isupper():
        end -= 1
    return end
