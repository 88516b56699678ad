"""A newsroom's budget for sources: how many may go without a name, and how much may be second-hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.figures.sources import SourceCount


class Budget(NamedTuple):
    """The largest shares that are allowed, in per cent; None allows any."""

    bare: float | None = None
    """Of the sources: neither named nor described."""
    unnamed: float | None = None
    """Of the sources: not named, described or not."""
    second_hand: float | None = None
    """Of the quotations: taken from another outlet or a document."""


class Excess(NamedTuple):
    """A share over its budget: ``part`` of ``whole``. ``what`` is a field of ``Budget``, ``limit`` its per cent."""

    what: str
    part: int
    whole: int
    limit: float


def exceeded(count: SourceCount, budget: Budget) -> list[Excess]:
    """Return the shares of a group that are over the budget."""
    parts = {
        "bare": (count.bare, count.sources),
        "unnamed": (count.described + count.bare, count.sources),
        "second_hand": (count.second_hand, count.quotations),
    }
    limits = {what: limit for what, limit in budget._asdict().items() if limit is not None}
    return [
        Excess(what, *parts[what], limit)
        for what, limit in limits.items()
        if 100 * parts[what][0] > limit * parts[what][1]
    ]
