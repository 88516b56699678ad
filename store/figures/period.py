"""The period that lines of time are drawn over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from store.figures.sources import NO_DATE

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEARLY_ALL = 0.98


class Period(NamedTuple):
    """The days from the first to the last one, each included; ``is_cut`` if a few earlier ones are outside."""

    first: date
    last: date
    is_cut: bool

    def at(self, day: str, part: float = 0.5) -> float:
        """Return the place of a day on a line from 0 to 1; ``part`` is a share of the day. Earlier days are at 0."""
        since = (date.fromisoformat(day) - self.first).days
        return (since + part) / ((self.last - self.first).days + 1) if since >= 0 else 0


def period(articles: Iterable[tuple[str, int]]) -> Period | None:
    """Return the period of dated articles, given their number on each day; None without any.

    The earliest fiftieth is left out: one article of last year would leave no room for this week.
    """
    dated = sorted(((day, number) for day, number in articles if day != NO_DATE), reverse=True)
    if not dated:
        return None
    total, passed = sum(number for _, number in dated), 0
    first = dated[0][0]
    for day, number in dated:
        if passed > total * _NEARLY_ALL:
            break
        first, passed = day, passed + number
    return Period(date.fromisoformat(first), date.fromisoformat(dated[0][0]), first != dated[-1][0])
