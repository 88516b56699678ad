"""The clock of a store: on a server it is the server's, whatever a client's machine says."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from store.model.annotations import Status
from store.model.lists import ReviewPlace, View
from store.model.watches import NewWatch, WatchKind
from tests.engines.newsroom import FIRST_QUOTE, SECOND_QUOTE, bring, copy, story
from tests.engines.postgres_room import store

if TYPE_CHECKING:
    from tests.engines.newsroom import Newsroom

LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)


class _Stopped(datetime):
    """A client's clock, which stands still."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return LONG_AGO


@pytest.fixture
def wrong_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every module of the store read a clock that is wrong."""
    for name, module in list(sys.modules.items()):
        if name.startswith("store.") and getattr(module, "datetime", None) is datetime:
            monkeypatch.setattr(module, "datetime", _Stopped)


def a_day(newsroom: Newsroom) -> None:
    """Do one of everything that is dated."""
    desk = newsroom.desk()
    opened = story(desk, external_id="1")
    desk.suggestions.find(opened.row.id)
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    desk.decisions.settle([desk.decisions.name_speaker(made, "Mira Holt")], Status.ACCEPTED)
    desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    desk.decisions.undo()
    bring(desk, copy(external_id="1", body="Now nobody says anything."))
    desk.articles.mark_read([opened.row])
    desk.articles.flag([opened.row.id])
    desk.views.save(View("mine"))
    desk.reviews.keep_place("everything", ReviewPlace(None, made.id, 1, 0))
    desk.watches.add([NewWatch(WatchKind.FOLDER, "/wire")])


def times(newsroom: Newsroom) -> set[str]:
    """Return the years of all times in a store."""
    from store.rows.moved_tables import MOVED

    found = set()
    with newsroom.engine().leaving(held=False) as left:
        for table in MOVED:
            columns, rows = left.rows(table)
            dated = [at for at, name in enumerate(columns) if name == "at" or name.endswith("_at")]
            found |= {str(row[at])[:4] for row in rows for at in dated if row[at] and columns[at] != "sorted_at"}
    return found


@pytest.mark.usefixtures("wrong_clock")
def test_on_a_server_no_time_is_the_clients(newsroom: Newsroom) -> None:
    a_day(newsroom)
    is_server = type(newsroom.engine()).__name__ == "PostgresEngine"
    years = times(newsroom)
    if is_server:
        [(now,)] = store().connection.execute("SELECT extract(year FROM now())::int::text").fetchall()
        assert years == {now}
    else:
        assert years == {"1999"}


def test_the_time_is_in_utc_with_microseconds(newsroom: Newsroom) -> None:
    engine = newsroom.engine()
    first, second = engine.now(), engine.now()
    assert first.tzinfo is UTC
    assert timedelta() <= second - first < timedelta(minutes=1)
    assert abs(datetime.now(UTC) - first) < timedelta(minutes=1)
    assert {engine.now().microsecond for _ in range(20)} != {0}
