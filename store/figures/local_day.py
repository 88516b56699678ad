"""The local days of times."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache


def local_day(time: str) -> str:
    """Return the local day of an ISO time in UTC, such as ``2026-11-24``."""
    # Days begin at a quarter of an hour in every zone, and a desk's times share few of these.
    return _local_day(f"{time[:14]}{int(time[14:16]) // 15 * 15:02}")


@lru_cache(maxsize=10_000)
def _local_day(quarter: str) -> str:
    return f"{datetime.fromisoformat(f'{quarter}+00:00').astimezone():%Y-%m-%d}"
