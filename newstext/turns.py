"""Turns of a transcript: who speaks, where in the body, and when on the recording's clock."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_LONGEST_LABEL = 160
_SHOWN = re.compile(r"[^\n]")


ASKS_AND_ANSWERS = ("Q", "A")
"""Labels of questions and answers: who speaks stands elsewhere in the text."""


class Moment(NamedTuple):
    """A time that the file states: where in the body, in code points, and when, in milliseconds of the recording."""

    at: int
    ms: int


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one speaker in a row: ``span`` of the body, without the name above or before them.

    ``speaker`` is as stated, None where the file does not say. ``start_ms`` and ``end_ms`` are milliseconds on the
    recording's clock, None where none is given; ``moments`` are the times that the file gives within the turn.
    """

    speaker: str | None
    start_ms: int | None
    end_ms: int | None
    span: Span
    moments: tuple[Moment, ...] = ()


def turn_from_plain(value: dict[str, Any]) -> Turn:
    """Return the turn whose fields ``dataclasses.asdict`` gave to JSON."""
    span, moments = Span(*value["span"]), tuple(Moment(*moment) for moment in value["moments"])
    return Turn(value["speaker"], value["start_ms"], value["end_ms"], span, moments)


def turns_in(turns: Sequence[Turn], span: Span) -> Sequence[Turn]:
    """Return the turns that share a character with ``span``; for an empty span, the turn around or before it."""
    first = max(0, bisect_right(turns, span.start, key=lambda turn: turn.span.start) - 1)
    end = bisect_right(turns, max(span.start, span.end - 1), key=lambda turn: turn.span.start)
    return [turn for turn in turns[first:end] if turn.span.overlaps(span) or span.start in range(*turn.span)]


def turn_at(turns: Sequence[Turn], text: str, offset: int) -> Turn | None:
    """Return the turn whose words, or whose label in the same paragraph, cover a code point of the text."""
    if covering := turns_in(turns, Span(offset, offset + 1)):
        return covering[0]
    after = bisect_right(turns, offset, key=lambda turn: turn.span.start)
    is_label = after < len(turns) and "\n\n" not in text[offset : min(turns[after].span.start, offset + _LONGEST_LABEL)]
    return turns[after] if is_label and turns[after].span.start - offset <= _LONGEST_LABEL else None


def speaker_of(turns: Sequence[Turn], spans: Iterable[Span]) -> str | None:
    """Return who says all of ``spans``, as stated; None where several people do, or the file names nobody."""
    speakers = {turn.speaker for span in spans for turn in turns_in(turns, span)}
    speaker = speakers.pop() if len(speakers) == 1 else None
    return None if speaker in ASKS_AND_ANSWERS else speaker


def are_in(turns: Sequence[Turn], spans: Iterable[Span]) -> bool:
    """Whether all of ``spans`` are words of turns: each begins and ends in one."""
    ends = [offset for span in spans for offset in (span.start, span.end - 1)]
    return bool(turns) and all(turns_in(turns, Span(offset, offset + 1)) for offset in ends)


def without_labels(text: str, turns: Sequence[Turn]) -> str:
    """Return ``text`` with spaces for the names and times between neighbouring turns, at unchanged offsets.

    One speaker's words then run on across cues. Text longer than a label stays.
    """
    parts, at = [], 0
    for before, after in pairwise(turns):
        gap = Span(before.span.end, after.span.start)
        parts.append(text[at : gap.start])
        between = gap.of(text)
        parts.append(_SHOWN.sub(" ", between) if len(between) <= _LONGEST_LABEL else between)
        at = gap.end
    return "".join([*parts, text[at:]])


def clock_at(turns: Sequence[Turn], span: Span) -> str | None:
    """Return when the words at ``span`` begin to be spoken, as a player shows it; None where the file gives no time."""
    turn = next(iter(turns_in(turns, span)), None)
    if turn is None:
        return None
    at = bisect_right(turn.moments, max(span.start, turn.span.start), key=lambda moment: moment.at)
    ms = turn.moments[at - 1].ms if at else turn.start_ms
    return None if ms is None else clock(ms)


def clock(ms: int) -> str:
    """Return milliseconds as a player shows them, cut to seconds: ``14:02``, with hours ``1:14:02``."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
