"""Watched sources at the desk: the arrivals and errors of each, and the actions on it."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING

from tests.cli.command_line import story
from tests.screens.driver import at_the_desk
from tests.screens.stories import watched
from tests.terminal import DEADLINE, pullquote

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive


async def test_every_source_shows_what_came_and_what_went_wrong(archive: Archive) -> None:
    watched(archive)
    async with at_the_desk(archive, size=(100, 20)) as desk:
        await desk.press("g", "w")
        assert desk.title == "Watched sources · 2 sources, 1 with trouble · not watching now"
        assert desk.offered == [
            "/in\n! There is no such folder.\nfolder · last 14:00 · nothing yet\n",
            "Port Wire\nfeed · https://portwire.example/feed · last 14:00, next 25 Nov 14:00 · 1 revised\n",
        ]
        await desk.press("j", "enter")
        assert desk.title == "Port Wire · what came, and what went wrong"
        assert desk.offered == ["new revision: Harbour strike enters third week\n14:00\n"]
        await desk.press("q", "enter")
        await desk.press("enter")
        assert desk.where == "reader"
        assert "The offer fell" in desk.sees


async def test_sources_are_added_visited_and_removed_here(archive: Archive, tmp_path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("g", "w")
        assert "Nothing is watched yet. + adds a folder or a feed." in desk.sees
        for place, said in (
            ("nowhere", "There is no folder nowhere. Web addresses begin with https:// or http://."),
            (str(tmp_path), "Added: 1."),
            (str(tmp_path), "Added: 0, 1 watched already."),
        ):
            await desk.press("plus")
            await desk.fill(place)
            await desk.press("enter")
            assert desk.says == said
        await desk.press("r")
        assert desk.says == "Its visit is next, once watching starts."
        [watch] = archive.watches.all()
        assert watch.state.next_at is not None
        await desk.press("D")
        assert archive.watches.all() == []


def test_what_is_delivered_while_a_desk_is_open_is_in_its_stack(path: Path, archive: Archive, tmp_path: Path) -> None:
    (folder := tmp_path / "in").mkdir()
    with pullquote("--db", str(path)) as terminal:
        terminal.see("Mayor to resign")
        terminal.press("g", "w")
        terminal.see("Nothing is watched yet")
        terminal.press("+")
        terminal.see("Watch a folder or a feed")
        terminal.press(str(folder), "enter")
        terminal.see("watched by ada")
        terminal.press("q")
        (folder / "ferry.part").write_text(story("Ferry runs again", "It sails."))
        (folder / "ferry.part").replace(folder / "ferry.txt")
        terminal.see("Ferry runs again")
        assert archive.watches.watcher_now() is not None
        terminal.press("Q")
        assert terminal.ends() == 0
    until = monotonic() + DEADLINE
    while archive.watches.watcher_now() is not None:  # It ends by itself.
        assert monotonic() < until
        sleep(0.01)
