"""The local days of times."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache


def local_day(time: str) -> str:
    """Return the local day of an ISO time in UTC, such as ``2026-11-24``."""
    return _of_minute(time[:16])


@lru_cache(maxsize=100_000)
def _of_minute(minute: str) -> str:
    # Days begin at a quarter of an hour in every zone, and a desk's times share few of these.
    return _of_quarter(f"{minute[:14]}{int(minute[14:]) // 15 * 15:02}")


@lru_cache(maxsize=10_000)
def _of_quarter(quarter: str) -> str:
    return f"{datetime.fromisoformat(f'{quarter}+00:00').astimezone():%Y-%m-%d}"
