"""Who reads which article at other desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from tests.questions import Questions
from tests.screens.driver import at_the_desk
from tui.desk import reader_watch

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_two_desks_see_what_the_other_reads_and_when_it_stops(
    archive: Archive, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_watch, "NOTE", 0.05)
    monkeypatch.setattr(reader_watch, "LOOK", 0.05)
    with Archive.open(path, actor="ben") as ben:
        async with at_the_desk(archive, size=(120, 30)) as desk:
            await desk.open("Bridge")
            [bridge] = [row.id for row in archive.articles.page().rows if (row.headline or "").startswith("Bridge")]
            await desk.until(lambda: ben.articles.readers("ben’s") == {bridge: ("ada",)})
            ben.articles.keep_reading("ben’s", bridge)
            await desk.until(lambda: "ben is reading this" in desk.title_of("reader"))
            assert any("ben is reading · Northern Post" in line for line in desk.lines("stack"))
            says = desk.says
            ben.articles.keep_reading("ben’s", None)
            await desk.until(lambda: "ben" not in desk.title_of("reader"))
            assert desk.says == says
            await desk.press("r")
            assert desk.where == "review"
            await desk.until(lambda: bridge in ben.articles.readers("ben’s"))
            await desk.press("q", "q")
            await desk.until(lambda: ben.articles.readers("ben’s") == {})


async def test_articles_passed_quickly_cost_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_watch, "NOTE", 3600.0)
    async with at_the_desk(archive) as desk:
        questions = Questions(archive, monkeypatch, also=("keep_reading", "readers"))
        await desk.press("enter", "q", "j", "enter", "q", "j", "enter")
        assert "current" in questions.asked
        assert not {"keep_reading", "readers"} & set(questions.asked)
