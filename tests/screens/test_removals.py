"""The removal of an article at the desk: the question says what goes, and every screen follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from store import Archive


async def test_an_article_without_decisions_goes_after_one_question(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j", "g", "D")
        assert desk.where == "question"
        assert "Remove “Bridge audit clears ministry, report says”? The log keeps that it was there" in desk.sees
        await desk.press("enter")
        assert desk.says == "Nothing was removed. The log needs a reason."
        await desk.press("g", "D", *"wrong", "enter")
        assert desk.says.startswith("Removed “Bridge audit clears ministry, report says” and 0 quotations.")
        assert "Bridge audit clears ministry, report says" not in desk.shown
        assert len(desk.shown) == 3
    [removed] = archive.articles.removals.page().rows
    assert (removed.reason, removed.actor) == ("wrong", "ada")


async def test_decisions_go_with_an_article_only_after_a_second_question(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("a", "g", "D")
        assert "all decisions of ada (1)" in desk.sees
        await desk.press(*"wrong", "enter", "enter")
        assert len(archive.articles.page().rows) == 4, "keep it is the first answer"
        await desk.press("g", "D", *"wrong", "enter", "down", "enter")
        assert desk.where == "stack"
        assert desk.article is None
        assert len(desk.shown) == 3


async def test_an_open_article_that_a_colleague_removes_is_closed(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        opened = desk.article
        assert opened is not None
        archive.articles.removals.remove(opened.row.id, "wrong folder")
        await desk.hear()
        assert desk.where == "stack"
        assert "The open article was removed from the store." in desk.says
        assert desk.article is None
