"""Times in their stored form."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def time_text(at: datetime) -> str:
    """Format an aware time in UTC with microseconds, so that text sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
