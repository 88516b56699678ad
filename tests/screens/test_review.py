"""A review: one open quotation after another, decided with a key, and gone on with where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from store.records import Status
from tests.screens.driver import at_the_desk
from tui.screens.review import ReviewScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.driver import Driver


def _suggest_everywhere(archive: Archive) -> None:
    for row in archive.articles().rows:
        archive.suggestions.find(row.id)


def _review(desk: Driver) -> ReviewScreen:
    assert isinstance(desk.app.screen, ReviewScreen)
    return desk.app.screen


async def test_a_review_goes_over_the_whole_stack_and_counts(archive: Archive) -> None:
    _suggest_everywhere(archive)
    total = archive.totals().open_quotations
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("r")
        walk = _review(desk).walk
        assert (walk.number, walk.total, walk.kept) == (1, total, 0)
        await desk.press("a", "x")
        assert (walk.number, walk.total, walk.kept) == (3, total, 1)
        for _ in range(total - 2):
            await desk.press("a")
        assert archive.totals().open_quotations == 0
        assert walk.kept == total - 1


async def test_a_review_goes_on_after_a_restart_where_it_was(archive: Archive, path: Path) -> None:
    _suggest_everywhere(archive)
    total = archive.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("r", "a", "j")
        left = _review(desk).walk.current
    with Archive.open(path, actor="ada") as again:
        async with at_the_desk(again) as desk:
            await desk.press("r")
            walk = _review(desk).walk
            assert walk.current == left
            assert (walk.number, walk.kept) == (3, 1)
            assert walk.total == total


async def test_undo_in_a_review_goes_back_to_what_was_decided(archive: Archive) -> None:
    _suggest_everywhere(archive)
    async with at_the_desk(archive) as desk:
        await desk.press("r")
        walk = _review(desk).walk
        first = walk.current
        assert first is not None
        await desk.press("a", "backspace")
        assert archive.annotation(first.id).state.status is Status.SUGGESTED
        assert walk.current is not None
        assert (walk.current.id, walk.number, walk.kept) == (first.id, 1, 0)


async def test_all_of_an_article_is_accepted_after_it_was_listed_and_is_one_step(archive: Archive) -> None:
    _suggest_everywhere(archive)
    before = archive.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("enter", "r", "A")
        assert archive.totals().open_quotations == before
        await desk.press("enter")
        assert archive.totals().open_quotations < before
        await desk.press("u")
        assert archive.totals().open_quotations == before


async def test_a_second_reader_reviews_what_waits_for_one_wherever_it_stands(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        for headline in ("Bridge", "Harbour"):
            await desk.open(headline)
            await desk.press("J", "a", "K", "f", "q")
        flagged = [a for row in archive.articles().rows for a in archive.open_article(row.id).annotations]
        waiting = {a.id for a in flagged if a.state.flagged}
        assert len(waiting) == 2
    with Archive.open(path, actor="ben") as colleague:
        async with at_the_desk(colleague) as desk:
            await desk.press("f", *"second", "enter")
            assert len(desk.shown) == 2
            await desk.press("r")
            walk = _review(desk).walk
            assert (walk.number, walk.total) == (1, 2)
            for _ in waiting:
                assert walk.current is not None
                assert walk.current.id in waiting
                await desk.press("a")
                if walk.current.state.status is Status.ACCEPTED:
                    await desk.press(*"tape", "enter")
        assert {archive.annotation(one).state.checked_against for one in waiting} == {"tape"}


async def test_a_review_of_what_a_search_found_goes_over_its_articles_only(archive: Archive) -> None:
    _suggest_everywhere(archive)
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"bridge", "down")
        assert len(desk.shown) == 1
        await desk.press("r")
        walk = _review(desk).walk
        assert walk.total == archive.article(desk.screen.stack.entries[0].row.id).open_count == 1
        await desk.press("a", "q")
        assert desk.shown == ["Bridge audit clears ministry, report says"]
