"""Every test that asks for a newsroom runs on every engine. A new engine needs one line here."""

from __future__ import annotations

from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from store.sqlite import SqliteEngine
from tests.engines.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store import Archive
    from store.engine import Engine

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "sqlite": SqliteEngine,
}


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
