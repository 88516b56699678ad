"""Several desks on one store, fast typing, and a store that fails: the desk stays correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.stated import Precision, StatedTime
from store import Archive
from store.articles.lists import ArticleLists
from store.errors import DamagedStoreError, LockedStoreError
from store.model.annotations import Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.screens.driver import Driver


async def _until(desk: Driver, words: str) -> None:
    """Wait until the stack's title contains words."""
    await desk.until(lambda: words in desk.title_of("stack"))


async def test_another_desks_decision_appears_while_this_one_is_open(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge audit")
        [audit] = desk.stored()
        await desk.press("q")
        with Archive.open(path, actor="ben") as colleague:
            colleague.decisions.settle([audit], Status.ACCEPTED)
        await _until(desk, "F finds quotations")
        assert desk.quotations[0].state.status is Status.ACCEPTED


async def test_articles_that_arrive_do_not_move_the_cursor_off_its_own(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j", "j")
        with Archive.open(path, actor="ben") as colleague:
            colleague.add(
                [Article(headline="News of the hour", body="Text.", url="https://portwire.example/new")],
                reader="test",
                reader_version="1",
            )
        await _until(desk, "5 articles")
        assert desk.says.startswith("Mayor to resign")
        assert "News of the hour" in desk.shown


async def test_keys_typed_before_the_desk_is_there_are_not_lost(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.start_anew()
        await desk.hurry("slash", *"harbour")
        await desk.idle()
        assert (desk.where, desk.typed) == ("search", "harbour")


async def test_a_name_typed_in_one_burst_is_the_name_that_is_saved(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        for name in ("Bujar", "Quick Brown", "Very Long Name " * 6):
            await desk.burst("at", *("space" if c == " " else c for c in name), "enter")
            assert desk.current is not None
            assert desk.current.state.speaker == name.strip()
            assert desk.says.startswith(f"Speaker saved: {name.strip()}.")


async def test_naming_who_it_is_already_changes_nothing(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge audit")
        await desk.press("at", "enter")
        events = len(archive.events().rows)
        await desk.press("at", "enter")
        assert "Already attributed to" in desk.says
        assert len(archive.events().rows) == events


async def test_a_store_that_cannot_be_read_ends_the_desk_with_its_sentence(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise DamagedStoreError("The store is damaged.")

    monkeypatch.setattr(ArticleLists, "page", damaged)
    async with at_the_desk(archive) as desk:
        await desk.idle()
        assert isinstance(desk.ended_with, DamagedStoreError)


async def test_undo_says_what_a_colleague_s_word_stands_on_and_goes_on_from_there(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("n", "a", "J", "a")
        first, second = desk.stored(Status.ACCEPTED)
        with Archive.open(path, actor="ben") as colleague:
            theirs = colleague.remarks.note(second, "Ask the lawyer.")
        await desk.press("u")
        assert desk.says.startswith("ben has changed this quotation since")
        assert desk.says.endswith("u again undoes the step before it.")
        await desk.press("u")
        assert desk.says.startswith("Undone: accept")
        assert archive.annotations.get(first.id).state.status is Status.SUGGESTED
        assert archive.annotations.get(second.id) == theirs


async def test_undo_takes_back_what_is_left_of_a_bulk_step(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("A", "enter")
        first, *others = desk.stored(Status.ACCEPTED)
        with Archive.open(path, actor="ben") as colleague:
            colleague.remarks.note(first, "Ask the lawyer.")
        await desk.press("u")
        assert desk.says.endswith(f"u again undoes the other {len(others)}.")
        await desk.press("u")
        assert desk.says.endswith("Not changed: 1 quotation that others changed since.")
        assert [a.id for a in desk.stored(Status.ACCEPTED)] == [first.id]


async def test_what_came_during_a_search_stands_in_the_stack_after_it(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.type("harbour")
        with Archive.open(path, actor="wire") as colleague:
            colleague.add([Article(headline="News of the hour")], reader="test", reader_version="1")
        await _until(desk, "5 articles")
        await desk.press("escape")
        await desk.idle()
        assert "News of the hour" in desk.shown
        assert len(desk.shown) == 5


async def test_the_cursor_stays_on_its_article_though_it_is_out_of_sight(archive: Archive, path: Path) -> None:
    def briefs(count: int, day: int) -> list[Article]:
        stated = StatedTime("", f"2026-12-{day:02}", Precision.DAY)
        return [Article(headline=f"Brief {day} {n}", external_id=f"{day} {n}", published=stated) for n in range(count)]

    archive.add(briefs(300, 1), reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.press("2", "5", "0", "j")
        await desk.idle()
        under = desk.at
        await desk.scroll("stack", 0)
        with Archive.open(path, actor="wire") as colleague:
            colleague.add(briefs(40, 2), reader="test", reader_version="1")
        await _until(desk, "344 articles")
        await desk.idle()
        assert desk.place > 250
        await desk.press("k", "j")
        assert desk.at == under


async def test_a_decision_is_not_called_saved_when_the_store_was_deleted(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
        await desk.press("n", "a")
        assert "was moved, deleted or replaced while it was open" in desk.says
        assert not desk.aside.startswith("saved")


async def test_news_goes_on_after_trouble_with_the_store(
    archive: Archive, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait, troubles = archive.wait, iter([True])

    def wait_in_trouble(timeout: float) -> bool:
        if next(troubles, False):
            raise LockedStoreError("The store is locked for now.")
        return wait(timeout)

    monkeypatch.setattr(archive, "wait", wait_in_trouble)
    async with at_the_desk(archive) as desk:
        with Archive.open(path, actor="wire") as colleague:
            colleague.add([Article(headline="News of the hour")], reader="test", reader_version="1")
        await _until(desk, "5 articles")
        assert "News of the hour" in desk.shown


async def test_news_that_comes_without_end_keeps_nobody_from_another_view(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait = archive.wait

    def hear(_: float) -> bool:
        wait(0.0001)
        return True

    async with at_the_desk(archive) as desk:
        with monkeypatch.context() as now:
            now.setattr(archive, "wait", hear)
            await desk.hurry("f", *"withdrawn", "enter")
            await desk.until(lambda: desk.shown == ["Mayor to resign"])


async def test_an_article_that_the_finder_falls_over_is_read_all_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls_over(text: str, *_: object) -> list[object]:
        raise RecursionError("too deep")

    monkeypatch.setattr("tui.desk.open_article.find_quotations", falls_over)
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        assert desk.says.startswith("The finder failed on this article (RecursionError: too deep).")
        assert desk.article is not None


async def test_undo_on_a_card_names_the_article_it_reached_back_to_and_its_own_does_not(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge audit")
        await desk.press("a", "q")
        await desk.open("Harbour")
        await desk.press("J", "enter", "f", "u")
        assert desk.where == "card"
        assert desk.says == "Undone: flag."
        await desk.press("u")
        where = "in “Bridge audit clears ministry, report says”"
        assert desk.says == f"Your last step is {where}: accept. u again undoes it."
        await desk.press("u")
        assert desk.says == f"Undone: accept, {where}."
