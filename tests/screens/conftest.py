"""A store of invented articles, new for each test."""

from __future__ import annotations

import asyncio
from shutil import copyfile
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet

from store import Archive
from tests.screens.invented import STACK
from tests.terminal import DEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.css.model import RuleSet

_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
"""The rules of each style sheet that a desk of these tests has read, by its text and the colours of its theme."""


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


@pytest.fixture(autouse=True)
def _patience_with_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drop no key because a busy machine's store answers late."""
    monkeypatch.setattr("tui.kernel.key_queue.PATIENCE", DEADLINE)


@pytest.fixture(autouse=True)
def _drawn_on_sight(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw only what a test looks at: nearly half of a test's time went to drawing that nobody saw.

    Tests of what might fall over while it is drawn are marked ``drawn``: there each change is drawn, as for a person.
    """
    if request.node.get_closest_marker("drawn"):
        return
    draw = Compositor.render_update

    def draw_whole(self: Compositor, full: bool = False, **how: Any) -> object:
        if full:
            return draw(self, full, **how)
        self._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", draw_whole)


@pytest.fixture(autouse=True)
def _styles_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each style sheet once for all tests, and not once for each desk."""
    read = Stylesheet._parse_rules

    def read_once(self: Stylesheet, *what: Any, **how: Any) -> list[RuleSet]:
        key = (*what, *how.values(), *self._variables.items())
        if key not in _PARSED:
            _PARSED[key] = read(self, *what, **how)
        return _PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", read_once)


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
