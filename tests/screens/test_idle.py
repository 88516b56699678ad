"""An idle desk does nothing: only its watch for other people's work wakes, off the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from store import Archive
from tests.screens.driver import at_the_desk

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
        await enough.wait()
        assert woken < LOOKS // 2  # the cursor of a field blinks, and this test wakes it itself
        monkeypatch.undo()
