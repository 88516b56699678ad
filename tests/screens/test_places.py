"""Places: an article opened from anywhere is the stack's current one, and keys go back and forward through them.

No step in another article is undone before the desk has announced it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from store import Archive

BACK, FORWARD = ["ctrl+o"], ["right_square_bracket", "a"]


async def test_places_are_gone_back_and_forward_through_and_the_stack_follows(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    async with at_the_desk(archive) as desk:
        await desk.press(*BACK)
        assert desk.says == "There is no earlier article."
        await desk.open("Harbour")
        await desk.press("J", "J")
        left = desk.place
        # A hit of a search, then an article opened from a review of the whole stack.
        await desk.press("q", "slash", *"ledger", "enter")
        assert desk.at.startswith("ledger")
        await desk.press("q", "q", "q", "G", "r", "o")
        assert "Mira Holt" in desk.body
        await desk.press("q")
        assert desk.chosen.startswith("Harbour")
        await desk.press(*BACK)
        assert desk.is_reading
        assert desk.at.startswith("ledger")
        await desk.press(*BACK)
        assert (desk.place, desk.at[:11]) == (left, "“The offer ")
        await desk.press(*BACK)
        assert desk.says == "There is no earlier article."
        await desk.press(*FORWARD)
        assert desk.at.startswith("ledger")
        await desk.press("q")
        assert desk.chosen.startswith("Bridge")
        # Another way taken from here ends the way forward.
        await desk.press("G", "enter", *FORWARD)
        assert desk.says == "There is no later article."
        await desk.press(*BACK)
        assert "ledger" in desk.body


async def test_leaving_a_search_leaves_the_stack_on_the_article_that_it_opened(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"ledger", "enter", "q", "escape")
        assert desk.chosen.startswith("Bridge")
        await desk.press("slash", *"harbour", "escape")
        assert desk.chosen.startswith("Bridge")


async def test_a_step_of_an_earlier_session_is_announced_before_it_is_undone(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("a")
        [accepted] = desk.stored(Status.ACCEPTED)
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("x", "2", "u")
        assert desk.says.startswith("Undone: reject. Your last step is from an earlier session (")
        assert desk.says.endswith("): accept. u again undoes it.")
        assert desk.stored(Status.ACCEPTED) == [accepted]
        await desk.press("u")
        assert desk.says == "Undone: accept."
        assert desk.stored(Status.ACCEPTED) == []
        await desk.press("ctrl+r")
        assert desk.says == "Redone: accept.", "it was undone in this session"


async def test_a_step_in_another_article_is_announced_before_it_is_undone(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("a", "x")
        before = desk.stored()
        await desk.press("q")
        await desk.open("Bridge")
        await desk.press("x")
        # A count stays within the article on the screen.
        await desk.press("9", "u")
        said = "Undone: reject. Your last step is in “Harbour strike enters third week”: reject. u again undoes it."
        assert desk.says == said
        await desk.press("ctrl+r")
        assert desk.says == "Redone: reject."
        await desk.press("u", "u")
        assert desk.says == said.removeprefix("Undone: reject. ")
        harbour = archive.open_article(before[0].article_id)
        assert sorted(a.state.status for a in harbour.annotations) == sorted(
            a.state.status for a in before if a.state.status is not Status.REJECTED
        )
        await desk.press("u")
        assert desk.says == "Undone: reject, in “Harbour strike enters third week”."
        await desk.press("u")
        assert desk.says.startswith("Your last step is in “Harbour")
        await desk.press("u")
        assert {a.state.status for a in archive.open_article(before[0].article_id).annotations} == {Status.SUGGESTED}
        await desk.press("2", "ctrl+r")
        assert desk.says == ("The next step is in “Harbour strike enters third week”: accept. ctrl+r again redoes it.")
        # Back at the article, what was done there is undone with one key.
        await desk.press(*BACK, "2", "ctrl+r")
        assert desk.says == "Redone: accept, reject."
        await desk.press("u")
        assert desk.says == "Undone: reject."
