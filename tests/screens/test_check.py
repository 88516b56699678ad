"""A draft is checked at the desk: its path is asked for, and each quotation is listed with its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.driver import at_the_desk
from tui.screens.checked import CheckedScreen

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from tests.screens.driver import Driver

DRAFT = "“Nobody here wants a fifth week,” said Mira Holt.\n\n“Nobody here wants a fourth week,” said Mira Holt.\n"


async def asked(desk: Driver, path: str) -> None:
    await desk.press("g", "c")
    await desk.type(path)
    await desk.press("enter")
    await desk.idle()


async def test_a_draft_is_checked_by_its_path(archive: Archive, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT)
    async with at_the_desk(archive) as desk:
        await asked(desk, str(draft))
        screen = desk.app.screen
        assert isinstance(screen, CheckedScreen)
        listed = [str(option.prompt) for option in screen.list.options]

        assert "WORDS CHANGED" in listed[0]
        assert "“fifth” was printed “fourth”" in listed[0]
        assert "matches as published by" in listed[1]

        await desk.press("q")
        assert not isinstance(desk.app.screen, CheckedScreen)


async def test_a_draft_that_cannot_be_read_is_said_so(archive: Archive, tmp_path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await asked(desk, str(tmp_path / "none.docx"))

        assert "could not be read: No such file or directory." in desk.says
