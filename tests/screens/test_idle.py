"""An idle desk does nothing: only its watch for other people's work wakes, off the event loop."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Any

import pytest

from store import Archive
from tests.screens.driver import at_the_desk
from tests.terminal import DEADLINE
from tui.kernel import pace

LOOKS = 50

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize("keys", [[], ["slash", "m", "a"], ["r"]], ids=["the stack", "a search", "a review"])
async def test_looks_for_others_work_do_not_wake_an_idle_desk(
    keys: Sequence[str], archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    loop: Any = asyncio.get_running_loop()
    looks, woken = 0, 0
    enough = asyncio.Event()
    look, turn = Archive.wait, loop._run_once

    def counted_look(archive: Archive, timeout: float) -> bool:
        nonlocal looks
        looks += 1
        if looks == LOOKS:
            loop.call_soon_threadsafe(enough.set)
        return look(archive, timeout)

    def counted_turn() -> None:
        nonlocal woken
        woken += 1
        turn()

    async with at_the_desk(archive) as desk:
        await desk.press(*keys)
        monkeypatch.setattr(Archive, "wait", counted_look)
        monkeypatch.setattr(loop, "_run_once", counted_turn)
        await asyncio.wait_for(enough.wait(), DEADLINE)
        assert woken < LOOKS // 2  # the cursor of a field blinks, and this test wakes it itself
        monkeypatch.undo()


async def test_garbage_is_looked_for_only_among_what_comes_after_the_start(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(gc, "freeze", lambda: done.append("exempt what there is"))
    monkeypatch.setattr(gc, "enable", lambda: done.append("collect"))
    monkeypatch.setattr(gc, "isenabled", lambda: False)
    async with at_the_desk(archive):
        assert done == ["exempt what there is", "collect"]


async def test_a_short_turn_in_the_background_is_followed_by_a_pause_that_several_keys_fit_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, waits = 0.0, []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(pace, "monotonic", lambda: now)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    turns = pace.Pace()
    for lasts in (0.005, 0.05, 0.5):
        async with turns.turn():
            now += lasts
    async with turns.turn():
        pass
    assert waits[1:] == pytest.approx([1.0, 1.5, 2.0])
