"""Days as people write them in filters: as a date, or counted back from today."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_BACK = re.compile(r"(\d{1,3})([dw])", re.ASCII)
NAMED = {"today": 0, "yesterday": 1}
"""Days with a name, and how many days ago each is."""
_WEEK = 7


def is_counted_back(written: str) -> bool:
    """Whether ``written`` is ``today``, ``yesterday`` or a number of days or weeks before today: ``7d``, ``2w``."""
    return written in NAMED or _BACK.fullmatch(written) is not None


def iso_day(written: str, today: date | None = None) -> str:
    """Return the ISO day of one counted back from ``today``, by default this machine's; any other as it is.

    Filters keep a day as it was written, so that a saved view of today shows each day its own.
    """
    if not is_counted_back(written):
        return written
    back = NAMED.get(written, 0)
    if found := _BACK.fullmatch(written):
        back = int(found[1]) * (_WEEK if found[2] == "w" else 1)
    return ((today or datetime.now().astimezone().date()) - timedelta(days=back)).isoformat()
