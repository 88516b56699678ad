"""The finder's run over all articles from the desk: in the background, until stopped, whatever fails."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from newstext import find_quotations
from store import Archive
from store.errors import LockedStoreError
from store.quotations import find_everywhere, suggestions
from store.quotations.suggestions import Suggestions
from tests.screens.driver import at_the_desk
from tests.screens.invented import BRIDGE, STACK
from tests.terminal import DEADLINE
from tui.kernel.finder_run import StoreScan

if TYPE_CHECKING:
    from pathlib import Path

    from newstext.quotations.model import Quotation
    from tests.screens.driver import Driver


class SlowFinder:
    """The finder, which waits at the second article until released."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.asked = 0

    def __call__(self, text: str, *_: object) -> list[Quotation]:
        self.asked += 1
        if self.asked == 2:
            assert self.may_go_on.wait(DEADLINE)
        return find_quotations(text)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> SlowFinder:
    finder = SlowFinder()
    monkeypatch.setattr(suggestions, "find_quotations", finder)
    return finder


async def _started(desk: Driver) -> None:
    """Start the run, and wait until it is at the second article."""
    await desk.hurry("F")
    await desk.until(lambda: desk.aside == f"finding quotations: 1 of {len(STACK)}")


async def test_all_articles_are_gone_over_and_the_desk_says_what_came_of_it(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("F")
        totals = archive.articles.totals()
        assert totals.open_quotations > 3
        outcome = f"{totals.open_quotations} suggestions in {totals.open_articles} articles"
        assert desk.aside == outcome
        assert [row.open_count > 0 for row in desk.rows].count(True) == totals.open_articles
        await desk.press("F")
        assert desk.aside == "no new suggestions"
        assert "F stops it" not in desk.says


async def test_a_person_works_on_while_it_says_how_far_it_is(archive: Archive, slow: SlowFinder) -> None:
    async with at_the_desk(archive) as desk:
        await _started(desk)
        assert desk.says == "Finding quotations in all articles. Keep working; F stops it."
        await desk.hurry("enter")
        await desk.until(lambda: desk.is_reading)
        await desk.hurry("n", "a")
        await desk.until(lambda: desk.says == "Accepted.")
        assert desk.aside == f"finding quotations: 1 of {len(STACK)} · saved 14:03"
        slow.may_go_on.set()
        await desk.idle()
        assert slow.asked == len(STACK)


async def test_the_same_key_stops_it_and_later_goes_on_where_it_was(archive: Archive, slow: SlowFinder) -> None:
    async with at_the_desk(archive) as desk:
        await _started(desk)
        await desk.hurry("F")
        slow.may_go_on.set()
        await desk.idle()
        assert desk.says == "Stopped. F continues."
        assert slow.asked == 2
        await desk.press("F")
        assert slow.asked == len(STACK)


async def test_an_article_that_the_finder_falls_over_is_told_and_the_others_are_gone_over(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(text: str, *_: object) -> list[Quotation]:
        if text == BRIDGE.body:
            raise ValueError("too many marks")
        return find_quotations(text)

    monkeypatch.setattr(suggestions, "find_quotations", fragile)
    async with at_the_desk(archive) as desk:
        await desk.press("F")
        assert desk.says == f"The finder failed on 1 article: “{BRIDGE.headline}” (ValueError: too many marks)"
        assert archive.articles.totals().open_articles > 0
        monkeypatch.undo()
        await desk.press("F")
        assert desk.aside == "1 suggestion in 1 article"


async def test_a_store_that_cannot_be_written_ends_it_with_a_sentence(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> int:
        raise LockedStoreError("Another program keeps the store locked.")

    monkeypatch.setattr(Suggestions, "save", locked)
    async with at_the_desk(archive) as desk:
        await desk.press("F")
        assert desk.says == "Another program keeps the store locked."
        monkeypatch.undo()
        await desk.press("F")
        assert archive.articles.totals().open_quotations > 0


async def test_a_desk_that_is_left_meanwhile_finishes_the_article_in_hand_and_no_other(
    archive: Archive, slow: SlowFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = StoreScan.close

    def closing(finding: StoreScan) -> None:
        finding._stop.set()
        slow.may_go_on.set()
        close(finding)

    monkeypatch.setattr(StoreScan, "close", closing)
    async with at_the_desk(archive) as desk:
        await _started(desk)
        await desk.hurry("Q")
        await desk.until(lambda: not desk.is_open)
    assert desk.exit_status == 0
    assert slow.asked == 2
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("finder")]


async def test_a_large_store_is_gone_over_in_processes_of_their_own(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_everywhere, "_FEW", 0)
    async with at_the_desk(archive) as desk:
        await desk.press("F")
        assert desk.aside.startswith(f"{archive.articles.totals().open_quotations} suggestions in ")


async def test_without_articles_there_is_nothing_to_find(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "empty.db", actor="ada") as archive:
        async with at_the_desk(archive) as desk:
            await desk.press("F")
            assert desk.says == "The store has no articles yet. gi imports some."
            await desk.press("r")
            assert desk.says == "The store has no articles yet. gi imports some."
