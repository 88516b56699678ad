"""Stated times: exactly as much as the words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.formats.times import stated_time
from newstext.stated import Precision, StatedTime


@pytest.mark.parametrize(
    ("raw", "iso", "precision", "zoned"),
    [
        ("2026", "2026", Precision.YEAR, False),
        ("2026-11", "2026-11", Precision.MONTH, False),
        ("November 2026", "2026-11", Precision.MONTH, False),
        ("05 November 2026", "2026-11-05", Precision.DAY, False),
        ("20261105", "2026-11-05", Precision.DAY, False),
        ("Thursday, 5th November 2026", "2026-11-05", Precision.DAY, False),
        ("November 5, 2026 09:14", "2026-11-05T09:14", Precision.MINUTE, False),
        ("Nov. 5, 2026 at 9:14 p.m.", "2026-11-05T21:14", Precision.MINUTE, False),
        ("9:14 a.m., Nov. 5, 2026", "2026-11-05T09:14", Precision.MINUTE, False),
        ("24 Nov 2026 09:14 UTC+1", "2026-11-24T09:14+01:00", Precision.MINUTE, True),
        ("2026-11-05T09:14:05Z", "2026-11-05T09:14:05+00:00", Precision.SECOND, True),
        ("20261105T091405+0530", "2026-11-05T09:14:05+05:30", Precision.SECOND, True),
        ("2026-11-05T09:14:05.250", "2026-11-05T09:14:05", Precision.SECOND, False),
        ("Thu, 05 Nov 2026 09:14:05 +0100 (CET)", "2026-11-05T09:14:05+01:00", Precision.SECOND, True),
        ("Thu Nov  5 09:14:05 UTC 2026", "2026-11-05T09:14:05+00:00", Precision.SECOND, True),
    ],
)
def test_the_ways_copy_states_a_time(raw: str, iso: str, precision: Precision, zoned: bool) -> None:
    assert stated_time(raw) == StatedTime(raw, iso, precision, zoned)


@pytest.mark.parametrize("zone", ["PKT", "IST", "BST", "EST", "-0000", "Mars"])
def test_a_zone_that_is_not_known_for_sure_leaves_the_time_local(zone: str) -> None:
    stated = stated_time(f"Thu, 05 Nov 2026 09:14:05 {zone}")
    assert (stated.iso, stated.zoned, stated.instant) == ("2026-11-05T09:14:05", False, None)


def test_mail_and_feeds_say_what_est_is() -> None:
    assert stated_time("Thu, 05 Nov 2026 09:14:05 EST", us_zones=True).iso == "2026-11-05T09:14:05-05:00"


@pytest.mark.parametrize(
    "raw",
    [
        "Tue, 31 Feb 2026 25:61:00 GMT",
        "Mon, 01 Jan 0000 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "05/11/2026",
        "99999999999999999999",
        "yesterday",
        "",
        "2026-11-05T09:14+99:99",
    ],
)
def test_what_is_no_certain_time_keeps_its_words_only(raw: str) -> None:
    assert stated_time(raw) == StatedTime(raw)


@given(st.text() | st.from_regex(r"\d{1,4}[-/ :.TZ+a-zA-Z]{1,4}\d{1,4}.{0,20}") | st.datetimes().map(str))
def test_any_words_give_a_time_that_can_be_used(raw: str) -> None:
    stated = stated_time(raw)
    assert stated.raw == raw
    assert (stated.instant is not None) == stated.zoned
    assert stated.iso is None or stated_time(stated.iso).iso == stated.iso
    assert stated.day is None or stated.day.isoformat() == (stated.iso or "")[:10]
