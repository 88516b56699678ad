"""A store of invented copy, made anew for each test."""

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
    """Let the pilot nap for a moment only: Textual's own naps, of a fiftieth of a second, are most of a test's time.

    That the desk is idle, the driver sees by what is under way.
    """

    async def a_moment(*_: float) -> None:
        await asyncio.sleep(0.001)

    monkeypatch.setattr("textual.app.wait_for_idle", a_moment)
    monkeypatch.setattr("textual.pilot.wait_for_idle", a_moment)
    # A desk that closes waits for its watch to look up once more.
    monkeypatch.setattr("tui.stack.window._WATCH", 0.02)


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let desks hear nothing of others' work."""

    def nothing_new(_: Archive, timeout: float) -> bool:
        sleep(timeout)
        return False

    monkeypatch.setattr(Archive, "wait", nothing_new)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "desk.db"


@pytest.fixture(scope="session")
def filled_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with four articles in it, to be copied: to add them takes longer than to copy a file."""
    file = tmp_path_factory.mktemp("filled") / "store.db"
    copyfile(empty_store, file)
    with Archive.open(file, actor="ada") as opened:
        opened.add(STACK, reader="test", reader_version="1")
    return file


@pytest.fixture
def archive(path: Path, filled_store: Path) -> Iterator[Archive]:
    """A store with four articles in it, opened in Ada's name."""
    copyfile(filled_store, path)
    with Archive.open(path, actor="ada") as opened:
        yield opened
