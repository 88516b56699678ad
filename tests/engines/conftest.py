"""Every test that asks for a newsroom runs on every engine. A new engine needs one line here."""

from __future__ import annotations

from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from store.sqlite import SqliteEngine
from tests.engines.newsroom import Newsroom
from tests.engines.postgres_room import open_postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store import Archive
    from store.engine import Engine

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "sqlite": SqliteEngine,
    "postgres": open_postgres,
}

EXAMPLES = {"sqlite": 15, "postgres": 5}
"""The number of invented newsrooms compared with a model. A server takes several times as long for each."""


@pytest.fixture(params=ENGINES)
def newsroom(request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path) -> Iterator[Newsroom]:
    room = Newsroom(ENGINES[request.param], tmp_path / "stack.db")
    if request.param == "sqlite":
        copyfile(empty_store, room.path)
    yield room
    room.close()


@pytest.fixture
def desk(newsroom: Newsroom) -> Archive:
    return newsroom.desk()
