"""Every action is called by its key at a running desk, and changes exactly what its story says.

A new action gets its line in a story of ``tests/screens/stories.txt``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.screens.driver import at_the_desk
from tests.screens.seen import changes, seen
from tests.screens.stories import stories
from tui.app import AS_IT_COMES
from tui.kernel.actions import ACTIONS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.drawn

STORIES = stories()
CONFIG = AS_IT_COMES._replace(speaker_fields={"region": ("north", "south")})
KEYS = {f"{action.scope.name.lower()}.{action.id}": action.keys for action in ACTIONS}


def test_every_action_is_in_a_story() -> None:
    assert all(KEYS.values()), "An action without a key is called from the palette: test it in a test of its own."
    told = {step.action for story in STORIES.values() for step in story.steps}
    assert KEYS.keys() - told == set()


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize("name", STORIES)
async def test_each_action_does_what_its_story_says(name: str, archive: Archive, path: Path, opened: Path) -> None:
    story = STORIES[name]
    story.prepare(archive)
    with Archive.open(path, actor="ben") as ben:
        async with at_the_desk(archive, CONFIG, size=story.size, welcome=story.welcome) as desk:
            for step in story.steps:
                if step.colleague is not None:
                    step.colleague(ben)
                await desk.press(*step.keys)
                if step.action:
                    before = seen(desk, opened)
                    await desk.press(*KEYS[step.action][0].split())
                    if step.deed.startswith("browser"):
                        await desk.until(lambda: opened.exists() and bool(opened.read_text()))
                    assert f"{step.action}: {changes(before, seen(desk, opened))}" == f"{step.action}: {step.deed}"
