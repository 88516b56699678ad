"""Figures in words: shares, durations, agreement. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.wording.describe import count

if TYPE_CHECKING:
    from store.figures.agreement import Agreement
    from store.figures.budget import Excess
    from store.figures.sources import Source, SourceCount
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


def waited(settled: Settled) -> str:
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
