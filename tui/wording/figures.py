"""Figures in words: shares, durations, agreement. Pure functions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui.wording.describe import count, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.figures.agreement import Agreement
    from store.figures.budget import Excess
    from store.figures.period import Period
    from store.figures.sources import Source, SourceCount
    from store.figures.speaker_fields import FieldCount
    from store.figures.views import ViewCount
    from store.figures.work import Corrected, Settled

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def duration(seconds: float) -> str:
    """Return a duration in its two largest units: ``3 days 4 h``, ``2 h 10 min``, ``5 min``, ``under a minute``."""
    if seconds < _MINUTE:
        return "under a minute"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min"
    if seconds < _DAY:
        hours, rest = divmod(seconds, _HOUR)
        minutes = int(rest // _MINUTE)
        return f"{int(hours)} h {minutes} min" if minutes else f"{int(hours)} h"
    days, rest = divmod(seconds, _DAY)
    hours = rest // _HOUR
    return f"{count(int(days), 'day')} {int(hours)} h" if hours else count(int(days), "day")


def share(part: float, whole: float) -> str:
    """Return a share in per cent, or ``–`` of nothing: ``83 %``."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def waited(settled: Settled | ViewCount) -> str:
    """Return how long quotations waited: ``2 h 10 min, at most 3 days``; ``–`` when none had waited."""
    if settled.waited is None or settled.longest is None:
        return "–"
    median, longest = duration(settled.waited), duration(settled.longest)
    return median if median == longest else f"{median}, at most {longest}"


def agreed(agreement: Agreement, same_speaker: Agreement) -> str:
    """Return the agreement of two readers in a sentence."""
    if agreement.share is None or agreement.ac1 is None:
        return "No quotation was decided by two people."
    together = f"{count(agreement.quotations, 'quotation')} decided by two people"
    first = f"{together}: {share(agreement.equal, agreement.quotations)} decided alike, AC1 {agreement.ac1:.2f}"
    if not same_speaker.quotations:
        return f"{first}."
    return f"{first}; of those both kept, {share(same_speaker.equal, same_speaker.quotations)} with the same speaker."


def corrections(corrected: Corrected) -> tuple[str, ...]:
    """Return the cells of a row on the finder's quotations of one kind."""
    each = (corrected.rejected, corrected.words, corrected.speaker, corrected.kind_changed)
    decided = corrected.decided
    return (corrected.kind, f"{decided:,}", share(corrected.as_suggested, decided), *(f"{n:,}" for n in each))


CORRECTIONS_HEAD = ("Kind", "Decided", "As suggested", "Rejected", "Other words", "Other speaker", "Other kind")

COUNTS_HEAD = (
    *("Articles", "Sources", "Named", "Described", "Bare", "With reason", "Second-hand", "Quotations", "Open"),
)
_EXCESS = {
    "bare": ("source", "neither named nor described"),
    "unnamed": ("source", "not named"),
    "second_hand": ("quotation", "second-hand"),
}


def counts(counted: SourceCount) -> tuple[str, ...]:
    """Return the cells of a row on the sources of one group, without the group's name."""
    return tuple(f"{number:,}" for number in counted[1:])


VIEWS_HEAD = ("View", "Articles", "Quotations", "Open", "Oldest waits", "Kept", "Rejected", "Had waited")


def views(counts: Sequence[ViewCount], now: datetime) -> list[tuple[str, ...]]:
    """Return the rows of a table on saved views."""
    return [
        (
            *(view.name, f"{view.articles:,}", f"{view.quotations:,}", f"{view.open:,}"),
            since(view.oldest, now) if view.oldest else "–",
            *(f"{view.kept:,}", f"{view.rejected:,}", waited(view)),
        )
        for view in counts
    ]


def since(at: str, now: datetime) -> str:
    """Return how long something waits that began at an ISO time."""
    return duration((now - datetime.fromisoformat(at)).total_seconds())


def days_in_words(drawn: Period) -> str:
    """Return the days of a line of time: ``16 Nov 2026 to 24 Nov 2026, earlier at the left``."""
    days = " to ".join(dict.fromkeys((day(drawn.first), day(drawn.last))))
    return f"{days}, earlier at the left" if drawn.is_cut else days


FIELD_HEAD = ("Speakers", "Sources", "Share", "Quotations", "Open")


def field_rows(counts: Sequence[FieldCount]) -> list[tuple[str, ...]]:
    """Return the rows of a table on a field of speakers; the share is that of all sources."""
    total = sum(one.sources for one in counts)
    return [
        (
            *(one.value, f"{one.speakers:,}", f"{one.sources:,}", share(one.sources, total)),
            *(f"{one.quotations:,}", f"{one.open:,}"),
        )
        for one in counts
    ]


def excess(one: Excess) -> str:
    """Return a sentence about a share over its budget."""
    thing, how = _EXCESS[one.what]
    verb = "is" if one.part == 1 else "are"
    of = f"{one.part:,} of {count(one.whole, thing)} {verb} {how} ({share(one.part, one.whole)})"
    return f"{of}; the budget is {one.limit:g} %."


SOURCES_HEAD = ("Source", "Credited", "Reason", "Quotations")


def source(one: Source) -> tuple[str, ...]:
    """Return the cells of a row on one source of an article."""
    reason = one.reason or ("" if one.naming == "named" else "no reason recorded")
    return one.who, one.naming, reason, f"{len(one.quotations):,}"
