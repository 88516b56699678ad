"""The clock of a store: on a server it is the server's, whatever a client's machine says."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from store.model.annotations import Status
from store.model.lists import ReviewPlace, View
from store.model.watches import NewWatch, WatchKind
from store.postgres.server.clock import ServerClock
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


def test_saves_in_a_row_ask_the_server_once_for_its_time(newsroom: Newsroom) -> None:
    from store.postgres.server.database import Database

    engine = newsroom.engine()
    engine.now()
    before = Database.asked
    assert len({engine.now() for _ in range(20)}) > 1
    assert Database.asked == before


@pytest.mark.parametrize("jump", [(700.0, 700.0), (0.0, 3600.0), (0.0, -3600.0)], ids=["later", "slept", "set back"])
def test_the_server_is_asked_again_once_this_machines_clocks_cannot_be_trusted(jump: tuple[float, float]) -> None:
    steady, wall, asked = [100.0], [1_000_000.0], [2_000_000_000_000_000]
    clock = ServerClock(lambda: asked[0], steady=lambda: steady[0], wall=lambda: wall[0])
    first = clock.now()
    steady[0] += 2
    wall[0] += 2
    asked[0] = 0
    assert clock.now() - first == timedelta(seconds=2)
    asked[0] = 2_000_003_600_000_000
    steady[0] += jump[0]
    wall[0] += jump[1]
    assert clock.now() - first == timedelta(hours=1)


def test_the_time_is_in_utc_with_microseconds(newsroom: Newsroom) -> None:
    engine = newsroom.engine()
    first, second = engine.now(), engine.now()
    assert first.tzinfo is UTC
    assert timedelta() <= second - first < timedelta(minutes=1)
    assert abs(datetime.now(UTC) - first) < timedelta(minutes=1)
    assert {engine.now().microsecond for _ in range(20)} != {0}
