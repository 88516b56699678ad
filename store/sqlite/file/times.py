"""Times as they are stored."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def time_text(at: datetime) -> str:
    """Write an aware time in UTC and to the microsecond, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
