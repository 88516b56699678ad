"""Parses times as copy states them, and adds nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from newstext.stated import Precision, StatedTime

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>[+-]\d{2}:?\d{2}|(?:utc|gmt)[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5})\b)?"
)
_CLOCK_AFTER = rf"(?:(?:,?\s+at|,|\s*[-–—|/·])?\s+(?:{_CLOCK}))?"
_CLOCK_BEFORE = rf"(?:{_CLOCK}\s*(?:,|\bon\b)?\s*)?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # ISO 8601, extended and (as IPTC writes it) basic
        r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:(?:T|\s+)(?P<hour>\d{2}):(?P<minute>\d{2})"
        r"(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
        r"(?:[.,]\d{1,9})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
        # RFC 2822 and the ways newspapers print
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}{_CLOCK_AFTER}(?:\s*\([^()]*\))?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_CLOCK_AFTER}",
        rf"{_CLOCK_BEFORE}{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_CLOCK_BEFORE}{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        # Unix's own (asctime), as old feeds have it
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+(?P<hour>\d{{2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})"
        rf"(?:\s+(?P<zone>[a-z]{{1,5}}))?\s+{_YEAR}",
    )
]
_FOUR_DIGITS = re.compile(r"\d{4}")
"""A year, which every shape has: few lines of copy do."""
_UTC_NAMES = frozenset({"z", "ut", "utc", "gmt"})
_US_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_LONGEST = 120
_SECONDS, _MILLISECONDS = 1e8, 1e11
"""The least number read as seconds (1973) and as milliseconds; a smaller one may be a date such as 20261105."""


def stated_time(raw: str, *, us_zones: bool = False) -> StatedTime:
    """Return the time that ``raw`` states; its ``iso`` is None if the words are not a possible time.

    A zone counts only as an offset, ``Z``, ``UTC`` or ``GMT``; other abbreviations mean different hours in different
    countries and leave the time local. ``us_zones`` is for e-mail and RSS, whose standard (RFC 2822, section 4.3)
    defines EST to PDT.
    """
    words = " ".join(raw.split())
    if len(words) <= _LONGEST and _FOUR_DIGITS.search(words):
        for shape in _SHAPES:
            if found := shape.fullmatch(words):
                return _stated(raw, found.groupdict(), _US_ZONES if us_zones else {})
    return StatedTime(raw)


def unix_time(number: float) -> StatedTime:
    """Return the instant of a Unix time, in seconds or (as in JavaScript) milliseconds."""
    raw = str(number)
    if not _SECONDS <= abs(number) < _MILLISECONDS * 1000:
        return StatedTime(raw)
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    return StatedTime(raw, datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds"), Precision.SECOND, True)


def _stated(raw: str, parts: dict[str, str | None], zones: dict[str, int]) -> StatedTime:
    month, day, hour = parts.get("month"), parts.get("day"), parts.get("hour")
    year = parts["year"] or ""
    number = _MONTHS.get((month or "").lower()[:3]) or int(month or 1)
    offset = _offset((parts.get("zone") or "").lower(), zones) if hour else ""
    clock = _clock(parts) if hour else ""
    iso = f"{year}-{number:02d}-{int(day or 1):02d}{clock}{offset}"
    try:
        # Both the day and the instant must exist: no 31 February, no UTC beyond the last hour of 9999.
        moment = datetime.fromisoformat(iso)
        if offset:
            moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return StatedTime(raw)
    if not month:
        return StatedTime(raw, iso[:4], Precision.YEAR)
    if not day:
        return StatedTime(raw, iso[:7], Precision.MONTH)
    if not hour:
        return StatedTime(raw, iso, Precision.DAY)
    return StatedTime(raw, iso, Precision.SECOND if parts.get("second") else Precision.MINUTE, bool(offset))


def _clock(parts: dict[str, str | None]) -> str:
    """Return ``T09:14`` or ``T09:14:05`` on the 24-hour clock; an impossible hour stays impossible."""
    hour, half = int(parts["hour"] or 0), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    second = parts.get("second")
    return f"T{hour:02d}:{parts['minute']}" + (f":{second}" if second else "")


def _offset(zone: str, zones: dict[str, int]) -> str:
    if zone in _UTC_NAMES:
        return "+00:00"
    if zone in zones:
        return f"{zones[zone]:+03d}:00"
    if zone[:3] in ("utc", "gmt"):
        # "UTC+1", as papers print it
        hours, _, minutes = zone[4:].partition(":")
        return f"{zone[3]}{hours[:2]:0>2}:{minutes or hours[2:] or '00'}"
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "").ljust(4, "0")
        # RFC 2822: -0000 says that the zone is not known.
        return "" if zone[0] == "-" and digits == "0000" else f"{zone[0]}{digits[:2]}:{digits[2:]}"
    return ""
