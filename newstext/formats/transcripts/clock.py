"""Times on a recording's clock as files write them."""

from __future__ import annotations

import re
from typing import Any

STAMP = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,;:]\d{1,3})?"
"""``0:05``, ``00:14:02``, ``1:14:02.500``."""
_STAMP = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:([.,;:])(\d{1,3}))?")


def milliseconds(stamp: str) -> int | None:
    """Return what a stamp says in milliseconds; None when it is none. Frames behind the seconds are left out."""
    found = _STAMP.fullmatch(stamp.strip())
    if found is None:
        return None
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    part = int(found[5].ljust(3, "0")) if found[5] and found[4] in ".," else 0
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + part


def scaled(value: Any, factor: float) -> int | None:
    """Return a number in milliseconds, given in units of which ``factor`` make one; a time stamp is parsed.

    None for anything that cannot be a time on a recording: negative, infinite, or more than a year.
    """
    if isinstance(value, str):
        return milliseconds(value) if ":" in value else scaled(_number(value), factor)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    # A longer whole number may be larger than any float.
    ms = value * factor if value < _YEAR * _SAMPLES else _YEAR
    return round(ms) if 0 <= ms < _YEAR else None


def _number(text: str) -> float | None:
    try:
        return float(text.removesuffix("s"))
    except ValueError:
        return None


_YEAR = 366 * 86_400_000
_SAMPLES = 16
"""The most units in a millisecond that files count in."""
