"""Keys in one burst, as over a slow line: each has the effect it has when typed alone, and none ends the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.desks import desks
from store.model.annotations import Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive


async def test_escape_pressed_twice_leaves_a_question_and_then_what_is_under_it(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        for opens in ("at", "c", "colon", "question_mark", "R"):
            await desk.press("enter", "n", opens)
            assert desk.where not in ("stack", "reader"), opens
            await desk.burst("escape", "escape")
            # The second one leaves the article, as when pressed alone.
            assert desk.where in ("stack", "reader"), opens
            assert not desk.is_reading, opens


async def test_keys_typed_before_a_screen_is_there_are_for_that_screen(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("enter", "n")
        current = desk.current
        assert current is not None
        await desk.burst("enter", "j", "k", "x")
        assert desk.where == "card"
        assert archive.annotations.get(current.id).state.status is Status.REJECTED


async def test_a_review_left_while_its_next_quotation_is_fetched_is_left_once(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("enter", "r")
        assert desk.where == "review"
        await desk.burst("j", "q", "q")
        assert desk.where == "stack"
        assert not desk.is_reading


async def test_what_is_typed_right_after_a_review_was_asked_for_is_decided_in_it(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    before = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.burst("r", "a", "x")
        assert desk.where == "review"
        assert desk.title.startswith("Review · 3 of ")
        assert archive.articles.totals().open_quotations == before - 2


async def test_an_article_that_is_reviewed_while_it_is_opened_is_read_and_gone_over(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.burst("enter", "r")
        opened = desk.article
        assert opened is not None
        assert not opened.row.unread
        assert opened == archive.open_article(opened.row.id)
        assert archive.suggestions.unsearched_revision(opened.row.id) is None


def test_two_desks_and_a_command_line_lose_nothing_and_show_what_is_stored(tmp_path: Path) -> None:
    outcome = desks(tmp_path / "stack.db", 150, seed=6)
    assert outcome.saved > 20
    assert (outcome.lost, outcome.wrong, outcome.differing) == (0, [], 0)
