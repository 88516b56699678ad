"""An unexpected error is shown and reported, loses nothing, and ends the desk only if it cannot continue."""

from __future__ import annotations

import os
from stat import S_IMODE
from typing import TYPE_CHECKING, Any

import pytest

from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tui.base.prompt import Prompt
from tui.kernel.decisions import DecisionQueue
from tui.quotations.card import CardScreen
from tui.quotations.settle import SettleCommands
from tui.reader.widget import Reader
from tui.stack.list import Stack
from tui.stack.window import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store import Archive
    from tests.screens.driver import Driver

pytestmark = pytest.mark.drawn

TOLD = "Unexpected error (ZeroDivisionError). What was saved is safe. The report is in "


def broken(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError("by a test")


async def broken_later(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError("by a test")


@pytest.fixture
def reports(home: Path) -> Iterator[Callable[[], list[str]]]:
    """The reports written, removed from the state folder at the end."""
    folder = home / "state" / "pullquote"

    def read() -> list[str]:
        files = sorted(folder.glob("report-*.txt"))
        assert all(S_IMODE(file.stat().st_mode) == 0o600 for file in files)
        return [file.read_text() for file in files]

    yield read
    for file in folder.glob("report-*.txt"):
        file.unlink()


async def goes_on(desk: Driver) -> None:
    """Assert that the error was shown, and that the desk decides and saves as before."""
    assert desk.says.startswith(TOLD)
    while desk.where not in ("stack", "reader"):
        await desk.press("escape")
    if not desk.is_reading:
        await desk.press("enter")
    before = len(desk.stored_words(Status.ACCEPTED))
    await desk.press("n", "a")
    assert len(desk.stored_words(Status.ACCEPTED)) == before + 1


@pytest.mark.parametrize(
    ("where", "name", "keys", "stand_in"),
    [
        (SettleCommands, "_settle", ["enter", "n", "space"], broken),
        (Stack, "move_to", ["j"], broken),
        (DecisionQueue, "write", ["enter", "n", "x"], broken_later),
        (Prompt, "_offer", ["enter", "n", "c"], broken),
        (Prompt, "compose", ["enter", "n", "c"], broken),
        (CardScreen, "_load", ["enter", "n", "enter"], broken_later),
        (Reader, "go_to_next_open", ["enter", "n", "x"], broken),
    ],
    ids=["a key", "a key of the stack", "a decision", "a message", "a question", "work", "a motion"],
)
async def test_the_desk_goes_on_after_an_error_and_tells_it(
    where: type,
    name: str,
    keys: list[str],
    stand_in: Callable[..., Any],
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
    reports: Callable[[], list[str]],
) -> None:
    async with at_the_desk(archive) as desk:
        with monkeypatch.context() as now:
            now.setattr(where, name, stand_in)
            await desk.press(*keys)
        await goes_on(desk)
        [report] = reports()
        assert "ZeroDivisionError: by a test" in report
        assert report.startswith("Pullquote ")


async def test_the_desk_goes_on_after_an_error_in_a_timer(archive: Archive, reports: Callable[[], list[str]]) -> None:
    async with at_the_desk(archive) as desk:
        desk.call_soon(broken)
        await desk.until(reports)
        await goes_on(desk)


async def test_the_desk_goes_on_after_a_pane_could_not_be_painted_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, reports: Callable[[], list[str]]
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("enter")
        once = iter([broken])
        paint = Reader.render_line
        monkeypatch.setattr(Reader, "render_line", lambda pane, y: next(once, paint.__get__(pane))(y))
        desk.send("j")
        await desk.until(reports)
        await goes_on(desk)


async def test_an_error_that_comes_back_by_itself_ends_the_desk(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, reports: Callable[[], list[str]]
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("enter")
        monkeypatch.setattr(Pages, "show_news", broken_later)
        desk.call_often(broken)
        await desk.until(lambda: not desk.is_open)
        assert isinstance(desk.ended_with, ZeroDivisionError)
        assert len(reports()) == 1


async def test_an_error_where_nothing_can_go_on_ends_the_desk_when_all_is_saved(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, reports: Callable[[], list[str]]
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("enter", "n")
        current = desk.current
        assert current is not None
        monkeypatch.setattr("tui.widgets.title.Title._on_resize", broken, raising=False)
        monkeypatch.setattr("tui.widgets.title.Title.on_resize", broken, raising=False)
        desk.send("a")
        desk.begin_to_resize(90, 30)
        await desk.until(lambda: not desk.is_open)
        assert isinstance(desk.ended_with, ZeroDivisionError)
        assert archive.annotations.get(current.id).state.status is Status.ACCEPTED
        assert reports()


async def test_an_error_is_told_where_no_report_can_be_written(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    (home / "state").write_text("a file in the way")
    async with at_the_desk(archive) as desk:
        with monkeypatch.context() as now:
            now.setattr(Stack, "move_to", broken)
            await desk.press("j")
        assert "No report could be written: " in desk.says
        assert os.fspath(home) in desk.says
    (home / "state").unlink()
