"""A store of invented articles, new for each test."""

from __future__ import annotations

import asyncio
from shutil import copyfile
from time import sleep
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.screens.invented import STACK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_naps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pilot's naps: Textual's own, a fiftieth of a second each, take up most of a test's time.

    The driver knows by the running work whether the desk is idle.
    """

    async def a_moment(*_: float) -> None:
        await asyncio.sleep(0.001)

    monkeypatch.setattr("textual.app.wait_for_idle", a_moment)
    monkeypatch.setattr("textual.pilot.wait_for_idle", a_moment)
    # A desk that closes waits for its watch to check once more.
    monkeypatch.setattr("tui.stack.window._WATCH", 0.02)


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make desks ignore other people's work."""

    def nothing_new(_: Archive, timeout: float) -> bool:
        sleep(timeout)
        return False

    monkeypatch.setattr(Archive, "wait", nothing_new)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of the store."""
    return tmp_path / "desk.db"


@pytest.fixture(scope="session")
def filled_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with four articles, to be copied: copying a file is faster than adding them."""
    file = tmp_path_factory.mktemp("filled") / "store.db"
    copyfile(empty_store, file)
    with Archive.open(file, actor="ada") as opened:
        opened.add(STACK, reader="test", reader_version="1")
    return file


@pytest.fixture
def archive(path: Path, filled_store: Path) -> Iterator[Archive]:
    """A store with four articles, opened in Ada's name."""
    copyfile(filled_store, path)
    with Archive.open(path, actor="ada") as opened:
        yield opened
