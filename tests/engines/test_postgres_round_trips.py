"""The round trips of a save: as long as they take, the turn is ours, and everybody else waits."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from store import Archive
from store.model.annotations import Status
from store.postgres.engine import PostgresEngine
from store.postgres.server.connections import Connections
from tests.engines.newsroom import FIRST_QUOTE, Newsroom, story
from tests.engines.postgres_room import open_postgres, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Wire:
    """The messages of every connection that a desk opens, as libpq writes them down."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.open("a")

    def connect(self, *args: Any, **options: Any) -> psycopg.Connection[Any]:
        connection = psycopg.connect(*args, **options)
        connection.pgconn.trace(self._log.fileno())
        return connection

    def close(self) -> None:
        self._log.close()

    def round_trips(self, deed: Callable[[], object]) -> int:
        """Return how often we wait for the server while something is done."""
        before = self._path.stat().st_size
        deed()
        with self._path.open() as log:
            log.seek(before)
            sent = [line.split("\t")[3] for line in log if line.split("\t")[1:2] == ["F"]]
        # The end of a pipeline is asked for twice, in one go.
        assert sent
        return sum(name in ("Query", "Flush", "Sync") and after != "Flush" for name, after in pairwise([*sent, ""]))


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    wire = Wire(tmp_path / "wire")
    yield wire
    wire.close()


@pytest.fixture
def desk(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """A desk on a store with one story, whose connections are written down."""
    room = Newsroom(open_postgres, tmp_path / "stack.db")
    story(room.desk("Vic"))
    room.close()
    monkeypatch.setattr(Connections, "opened", wire.connect)
    with Archive(PostgresEngine(store().address, "postgresql:///newsroom"), actor="Ada") as desk:
        yield desk


def test_a_decision_holds_others_up_for_four_round_trips(desk: Archive, wire: Wire) -> None:
    [row] = desk.articles.page().rows
    made = [desk.decisions.add_quotation(desk.open_article(row.id).revision, [FIRST_QUOTE])]

    def decide(status: Status) -> None:
        made[:] = desk.decisions.settle(made, status)

    for status in (Status.REJECTED, Status.ACCEPTED, Status.VERIFIED, Status.SUGGESTED):
        assert wire.round_trips(partial(decide, status)) <= 4, status
    assert wire.round_trips(lambda: desk.remarks.note(made[0], "Call her.")) <= 4
