"""The desk while its store is away: decisions wait, are shown as that, and are saved once when it is back."""

from __future__ import annotations

from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.annotations import Status
from store.pending.file import left_over
from store.sqlite import SqliteEngine
from tests.screens.driver import at_the_desk
from tests.screens.outage import Outage
from tui.settings import paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.screens.driver import Driver

ONE_WAITS = "The store has been out of reach since 14:03 · 1 decision of yours waits here, none is lost"
NEEDS_IT = "The store has been out of reach since 14:03, and this needs it."


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.kernel.pending.AGAIN", 0.01)


@pytest.fixture
def outage(path: Path, filled_store: Path) -> Iterator[Outage]:
    copyfile(filled_store, path)
    engine = SqliteEngine(path)
    yield Outage(engine)
    engine.close()


def archive_of(outage: Outage, actor: str = "ada") -> Archive:
    return Archive(outage.as_engine(), actor=actor)


async def go_away(desk: Driver, outage: Outage) -> None:
    outage.is_away = True
    await desk.until(lambda: desk.notice != "")
    await desk.idle()


async def come_back(desk: Driver, outage: Outage) -> None:
    outage.is_away = False
    await desk.until(lambda: not desk.notice)
    await desk.idle()


async def test_a_decision_made_while_the_store_is_away_waits_and_is_never_called_saved(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        await go_away(desk, outage)
        assert desk.notice == "The store has been out of reach since 14:03"
        await desk.press("a")
        assert desk.says.startswith("Waits here, not saved: accept.")
        assert desk.notice == ONE_WAITS
        assert "saved" not in desk.aside
        assert any(line.lstrip("› ").startswith("w ") for line in desk.lines("reader"))
        await desk.press("p")
        assert "accepted (waits here, not saved)" in desk.says
        await desk.press("ctrl+s")
        assert desk.says == ("Not saved: 1 decision of yours waits here. The store has been out of reach since 14:03.")
        [left] = list(paths.pending_folder().iterdir())
        assert left.stat().st_mode & 0o777 == 0o600


async def test_every_screen_says_so(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n", "enter")
        assert desk.where == "card"
        await go_away(desk, outage)
        assert desk.notices == {"The store has been out of reach since 14:03"}
        await desk.press("a")
        assert desk.notices == {ONE_WAITS}


async def test_when_the_store_is_back_all_is_saved_in_order_and_once(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        await go_away(desk, outage)
        await desk.press("a", "x", "p", "p", *["c", "c", "a", "l", "l", "enter"])
        assert "3 decisions of yours wait here" in desk.notice
        desk.pass_minutes(6)
        await come_back(desk, outage)
        assert desk.says == "The store is back: 3 decisions saved."
        assert desk.aside.endswith("all saved 14:09")
        log = [event.action for event in desk.archive.events(limit=99).rows if event.actor == "ada"]
        assert log == ["accept", "reject", "note"]
        assert list(paths.pending_folder().iterdir()) == []
        assert not any(annotation.is_pending for annotation in desk.quotations)


async def test_a_decision_whose_answer_was_lost_is_not_made_twice(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        outage.loses_answer = True
        await desk.press("a")
        assert desk.notice == ONE_WAITS
        await desk.press("u")
        assert desk.says == "This decision may be saved already. It can be undone when the store is back."
        await come_back(desk, outage)
        log = [event.action for event in desk.archive.events(limit=99).rows if event.actor == "ada"]
        assert log == ["accept"]
        await desk.press("u")
        assert desk.says == "Undone: accept."


async def test_undo_reaches_only_what_waits(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n", "x")
        await go_away(desk, outage)
        before = [annotation.state for annotation in desk.quotations]
        await desk.press("a", "u")
        assert desk.says == "Undone: accept."
        assert [annotation.state for annotation in desk.quotations] == before
        assert not any(annotation.is_pending for annotation in desk.quotations)
        for key in ("u", "ctrl+r"):
            await desk.press(key)
            assert desk.says == NEEDS_IT


async def test_words_marked_while_the_store_is_away_become_a_quotation_or_are_undone(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await go_away(desk, outage)
        count = len(desk.quotations)
        await desk.go_to("Ships that were")
        await desk.press("V", "enter")
        assert len(desk.quotations) == count + 1
        await desk.press("u")
        assert len(desk.quotations) == count
        await desk.press("V", "at", *"Pike", "enter")
        await come_back(desk, outage)
        assert [a.state.speaker for a in desk.stored(Status.ACCEPTED)] == ["Pike"]


@pytest.mark.parametrize("keys", ["W", "greater_than_sign", "s down enter"], ids=["register", "next article", "sort"])
async def test_what_needs_the_store_is_refused_with_that_sentence(outage: Outage, keys: str) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await go_away(desk, outage)
        await desk.press(*keys.split())
        assert desk.says == NEEDS_IT


async def test_a_review_goes_on_within_its_article_and_refuses_the_next(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Bridge")
        await desk.press("q")
        await desk.open("Harbour")
        await desk.press("q", "r")
        assert desk.where == "review"
        await go_away(desk, outage)
        await desk.press("a", "a")
        assert "2 decisions of yours wait here" in desk.notice
        await come_back(desk, outage)
        assert desk.aside.endswith("all saved 14:03")


async def test_an_article_opened_before_is_read_as_of_then(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        found = len(desk.quotations)
        await desk.press("q")
        await desk.open("Bridge")
        await go_away(desk, outage)
        await desk.press("q")
        await desk.open("Harbour")
        assert "the store is away, and may hold a newer text" in "".join(desk.lines("reader"))
        assert len(desk.quotations) == found
        await desk.press("n", "a")
        assert desk.notice == ONE_WAITS
        await desk.press("q")
        await desk.open("Mayor")
        assert desk.says == NEEDS_IT


async def test_a_search_keeps_the_hits_that_it_had(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.press("slash", *"mayor")
        hits = desk.shown
        await go_away(desk, outage)
        await desk.press("s")
        assert desk.says == NEEDS_IT
        assert desk.shown == hits == ["Mayor to resign"]


async def test_no_more_than_two_hundred_decisions_wait(outage: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.pending.file.MOST", 1)
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        await go_away(desk, outage)
        await desk.press("a", "a")
        assert desk.says == "1 decisions wait here. More can be made when the store is back."
        assert desk.notice == ONE_WAITS


async def test_what_cannot_be_kept_either_is_not_called_kept(outage: Outage) -> None:
    paths.state_folder().mkdir(parents=True)
    paths.pending_folder().write_text("no folder")
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        await go_away(desk, outage)
        await desk.press("a")
        assert desk.says.startswith("The decision is not saved, and cannot be kept on this machine either")
        assert desk.notice == "The store has been out of reach since 14:03"
        assert not any(annotation.is_pending for annotation in desk.quotations)


# Conflicts, one after another


@pytest.mark.parametrize("answer", ["t", "m"])
async def test_conflicts_are_shown_one_after_another(outage: Outage, answer: str) -> None:
    colleague = Archive(outage.undisturbed, actor="ben")
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        await go_away(desk, outage)
        await desk.press("a", "a")
        both = [colleague.annotations.get(one.id) for one in desk.quotations if one.is_pending]
        colleague.decisions.settle(both, Status.REJECTED)
        outage.is_away = False
        for left in (2, 1):
            await desk.until(lambda: desk.where == "conflict" and desk.notice != "")
            assert desk.notice.startswith(f"{left} decision")
            await desk.press(answer)
        await desk.until(lambda: not desk.notice)
        await desk.idle()
        wanted = Status.REJECTED if answer == "t" else Status.ACCEPTED
        assert [desk.archive.annotations.get(one.id).state.status for one in both] == [wanted, wanted]


# Quitting, and coming back


async def test_quitting_asks_and_the_next_desk_offers_what_waits(outage: Outage) -> None:
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        await go_away(desk, outage)
        await desk.press("a", "Q")
        assert desk.offered == ["Quit; they are kept here", "Stay at the desk"]
        await desk.press("escape")
        assert desk.is_open
        await desk.press("Q", "enter")
        assert not desk.is_open
    [left] = left_over(paths.pending_folder())
    assert (left.owner.actor, len(left.waiting)) == ("ada", 1)

    outage.is_away = False
    async with at_the_desk(archive_of(outage, "ben")) as other:
        assert other.where == "stack"
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.until(lambda: desk.where == "question")
        assert desk.offered == ["Save them now", "Not now: keep them here"]
        await desk.press("down", "enter")
        assert len(left_over(paths.pending_folder())) == 1
    async with at_the_desk(archive_of(outage)) as desk:
        await desk.until(lambda: desk.where == "question")
        await desk.press("enter")
        await desk.until(lambda: desk.aside.endswith("all saved 14:03"))
        log = [event.action for event in desk.archive.events(limit=99).rows if event.actor == "ada"]
        assert log == ["accept"]
    assert left_over(paths.pending_folder()) == []


async def test_a_file_store_that_was_moved_away_keeps_the_decisions_made_since(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        path.rename(path.with_name("moved.db"))
        await desk.until(lambda: desk.notice != "")
        await desk.press("a")
        assert desk.notice == ONE_WAITS
    [left] = left_over(paths.pending_folder(), store=str(path.resolve()), actor="ada")
    assert [pending.change.action for pending in left.waiting] == ["accept"]
