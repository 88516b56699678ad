"""Values that copy states: times with their precision, and a story's state.

Separate from ``article``, so that a list of articles loads without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

_EARLIEST = "1600"
"""Before the first newspapers."""
_AHEAD = timedelta(days=31)
"""Copy is dated ahead by an embargo, or by the month on a magazine's cover."""

_LAST_ZONE = timezone(timedelta(hours=-12))
"""The zone where any local time comes last."""


class Precision(StrEnum):
    """The precision of a stated time."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class State(StrEnum):
    """The publisher's latest word on an article."""

    LIVE = "live"
    CORRECTED = "corrected"
    EMBARGOED = "embargoed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time as the copy states it: the raw words, and what can be read out of them without inventing.

    ``iso`` is ISO 8601 cut at ``precision`` (``2025-11-05``, ``2025-11-05T09:14``, with an offset only when the copy
    gave a zone), or None when the words could not be read. A day is never turned into a midnight, a local time never
    into UTC.
    """

    raw: str
    iso: str | None = None
    precision: Precision | None = None
    zoned: bool = False

    def can_be(self, latest: str) -> bool:
        """Whether copy can be dated so: after the first newspapers and not after ``latest`` (see ``latest_day``)."""
        return self.iso is not None and _EARLIEST <= self.iso[:10] <= latest

    @property
    def instant(self) -> datetime | None:
        """The aware UTC instant, or None unless the copy gave day, time and zone."""
        if self.iso is None or not self.zoned:
            return None
        return datetime.fromisoformat(self.iso).astimezone(UTC)

    def is_over(self, now: datetime) -> bool:
        """Whether the time is certainly past: a day has ended, and a time without a zone is past everywhere."""
        if self.iso is None or self.precision in (None, Precision.YEAR, Precision.MONTH):
            return False
        if (instant := self.instant) is not None:
            return instant <= now
        end = datetime.fromisoformat(self.iso).replace(tzinfo=_LAST_ZONE)
        return end + (timedelta(days=1) if self.precision is Precision.DAY else timedelta()) <= now

    @property
    def day(self) -> date | None:
        """The calendar day as printed, or None when the copy is vaguer than a day."""
        if self.iso is None or self.precision in (None, Precision.YEAR, Precision.MONTH):
            return None
        return date.fromisoformat(self.iso[:10])


def latest_day(received: date) -> str:
    """Return the last day (ISO 8601) that copy received on ``received`` can be dated."""
    return (received + _AHEAD).isoformat()
