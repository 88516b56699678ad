"""Every test that asks for a newsroom runs on every engine. A new engine needs one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.engines.newsroom import Newsroom
from tests.engines.postgres_room import open_postgres
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store import Archive
    from store.engine import Engine

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "sqlite": open_sqlite,
    "postgres": open_postgres,
}

EXAMPLES = {"sqlite": 15, "postgres": 5}
"""The number of invented newsrooms compared with a model. A server takes several times as long for each."""


def examples(engine: str, number: int) -> settings:
    """Settings for so many examples of a property, or half of them on a server."""
    return settings(max_examples=number if engine == "sqlite" else number // 2, deadline=None)


@pytest.fixture(params=ENGINES)
def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(ENGINES[request.param], tmp_path / "stack.db")
    yield room
    room.close()


@pytest.fixture
def desk(newsroom: Newsroom) -> Archive:
    return newsroom.desk()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """An empty store on the server."""
    room = Newsroom(open_postgres, tmp_path / "stack.db")
    yield room
    room.close()
