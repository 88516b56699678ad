"""An embargo is shown as long as it may hold; once it is certainly over, the desk says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from newstext.stated import Precision, State, StatedTime
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from store import Archive

OVER = StatedTime("24 Nov 2026 14:00 GMT", "2026-11-24T14:00+00:00", Precision.MINUTE, zoned=True)
HOLDS = StatedTime("24 Nov 2026 14:05 GMT", "2026-11-24T14:05+00:00", Precision.MINUTE, zoned=True)
BODY = "“Nobody leaves before the tide,” harbour master Mira Holt said."


def story(embargo: StatedTime | None) -> Article:
    return Article(headline="Tide tables redrawn", body=BODY, state=State.EMBARGOED, embargo=embargo)


@pytest.mark.parametrize(
    ("embargo", "listed", "read", "copied"),
    [
        (
            OVER,
            "embargo over",
            "Embargo ended 24 Nov 2026 14:00.",
            "Embargo ended 24 Nov 2026 14:00",
        ),
        (HOLDS, "embargoed", "Under embargo until 24 Nov 2026 14:05.", "UNDER EMBARGO until 24 Nov 2026 14:05"),
        (None, "embargoed", "Under embargo.", "UNDER EMBARGO"),
    ],
)
async def test_stack_reader_and_copies_say_whether_an_embargo_holds(
    embargo: StatedTime | None, listed: str, read: str, copied: str, archive: Archive
) -> None:
    archive.add([story(embargo)], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        assert listed in desk.entry("Tide tables redrawn")[1]
        await desk.open("Tide tables")
        assert any(read in line for line in desk.lines("reader", 6))
        await desk.press("n", "y", "a")
        assert copied in desk.clipboard.copies[-1]


@pytest.mark.parametrize(
    ("iso", "precision", "over_at"),
    [
        ("2026-11-25", Precision.DAY, datetime(2026, 11, 26, 12, tzinfo=UTC)),
        ("2026-11-25T09:00", Precision.MINUTE, datetime(2026, 11, 25, 21, tzinfo=UTC)),
    ],
)
def test_a_day_or_a_time_without_a_zone_is_over_when_it_is_everywhere(
    iso: str, precision: Precision, over_at: datetime
) -> None:
    time = StatedTime(iso, iso, precision)
    assert time.is_over(over_at)
    assert not time.is_over(over_at - timedelta(minutes=1))


def test_what_cannot_be_read_is_never_over() -> None:
    assert not StatedTime("until the minister speaks").is_over(datetime(3000, 1, 1, tzinfo=UTC))
