"""Articles with an impossible date: kept as received, and listed by the time they came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newstext.stated import Precision, StatedTime
from store.model.articles import Outcome
from store.model.lists import ArticleFilter, ArticleOrder
from tests.engines.newsroom import bring, copy

if TYPE_CHECKING:
    from store import Archive


@pytest.mark.parametrize(
    ("iso", "precision"),
    [
        ("3013-11-24", Precision.DAY),
        ("2206-11-24T09:14", Precision.MINUTE),
        ("9999", Precision.YEAR),
        ("1026-11-24", Precision.DAY),
        ("0001-01", Precision.MONTH),
    ],
)
def test_an_article_of_a_time_that_cannot_be_is_listed_by_when_it_came(
    desk: Archive, iso: str, precision: Precision
) -> None:
    stated = StatedTime(iso, iso, precision)
    bring(desk, copy(external_id="odd", published=stated))
    bring(desk, copy(external_id="new"))
    bring(desk, copy(external_id="old", published=StatedTime("1612", "1612", Precision.YEAR)))

    for order in (ArticleOrder.NEWEST, ArticleOrder.OLDEST, ArticleOrder.SOURCE, ArticleOrder.MOST_OPEN):
        dates = [row.stated_time and row.stated_time.raw for row in desk.articles.page(order=order).rows]
        assert dates == ([None, "1612", iso] if order is ArticleOrder.OLDEST else [iso, "1612", None])
    odd = desk.articles.page().rows[0]
    assert odd.stated_time == stated
    assert odd.received == desk.open_article(odd.id).revision.seen_at.date()
    assert [row.received for row in desk.articles.page().rows if row != odd] == [None, None]
    today = odd.sorted_at[:10]
    assert odd in desk.articles.page(ArticleFilter(after=today)).rows
    assert odd not in desk.articles.page(ArticleFilter(before=today)).rows


def test_copy_dated_ahead_by_an_embargo_or_a_cover_is_taken_at_its_word(desk: Archive) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    bring(desk, copy(external_id="ahead", published=StatedTime(ahead, ahead, Precision.DAY)))
    bring(desk, copy(external_id="now"))

    first, _ = desk.articles.page().rows
    assert (first.sorted_at, first.received) == (ahead, None)


def at(time: str) -> StatedTime:
    """Return an exact time as an article states it."""
    return StatedTime(time, time, Precision.SECOND, True)


def test_a_version_of_a_time_that_cannot_be_keeps_no_later_one_back(desk: Archive) -> None:
    bring(desk, copy(external_id="1", updated=at("3013-11-24T09:00:00Z")))
    [right] = bring(desk, copy(external_id="1", body="We will sign.", updated=at("2025-11-24T09:00:00Z")))

    assert right.outcome is Outcome.REVISED
