"""The quotation list beside the article: shown from 170 columns on, and always at the reader's cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tui.kernel.actions import Scope

if TYPE_CHECKING:
    from store import Archive
    from tests.screens.driver import Driver

WIDEST = (170, 32)


def _lines(desk: Driver) -> list[str]:
    return [line.rstrip() for line in desk.lines("quotations")]


async def test_each_is_shown_with_who_said_it_and_its_standing(archive: Archive) -> None:
    async with at_the_desk(archive, size=WIDEST) as desk:
        await desk.open("Harbour strike")
        lines = _lines(desk)
        assert lines[0].startswith(" ›? ")
        assert lines[3] == "  ? Mira Holt, union secretary"
        assert lines[4].startswith("    “Nobody here wants a fourth week,”")


async def test_it_moves_with_the_articles_cursor_and_moves_it(archive: Archive) -> None:
    async with at_the_desk(archive, size=WIDEST) as desk:
        await desk.open("Harbour strike")
        await desk.press("g", "g", "n", "n")
        assert _lines(desk)[3].startswith(" ›? Mira Holt")
        await desk.press("tab")
        assert desk.scope is Scope.QUOTATIONS
        await desk.press("j")
        assert desk.at.startswith("“The offer stands,”")
        await desk.press("g", "g")
        assert desk.current == desk.quotations[0]
        await desk.press("enter")
        assert desk.where == "reader"
        await desk.press("tab", "tab", "tab")
        assert desk.where == "reader"


async def test_a_quotation_is_settled_from_it_and_words_are_selected_in_the_article(archive: Archive) -> None:
    async with at_the_desk(archive, size=WIDEST) as desk:
        await desk.open("Harbour strike")
        await desk.press("tab", "g", "g", "a")
        assert len(desk.stored(Status.ACCEPTED)) == 1
        assert _lines(desk)[0].startswith("  ✓ ")
        await desk.press("e")
        assert desk.where == "reader"
        assert desk.scope is Scope.ENDS


async def test_a_narrower_terminal_has_no_room_for_it(archive: Archive) -> None:
    async with at_the_desk(archive, size=WIDEST) as desk:
        await desk.open("Harbour strike")
        await desk.press("tab")
        await desk.resize(120, 32)
        assert not desk.is_shown("quotations")
        assert desk.where == "reader"


async def test_a_click_goes_to_a_quotation(archive: Archive) -> None:
    async with at_the_desk(archive, size=WIDEST) as desk:
        await desk.open("Harbour strike")
        await desk.click_in("quotations", 8, 1 + 7)
        await desk.idle()
        assert desk.at.startswith("“The offer stands,”")


async def test_it_comes_with_a_terminal_that_grows_step_by_step(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.open("Harbour strike")
        await desk.resize(171, 30)
        await desk.resize(172, 30)
        await desk.resize(100, 30)
        await desk.resize(180, 30)
        assert desk.is_shown("quotations")
        assert _lines(desk)[0].startswith(" ›? ")


async def test_beside_a_preview_it_shows_that_articles_quotations_as_they_are_now(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    async with at_the_desk(archive, size=WIDEST) as desk:
        await desk.open("Harbour strike")
        await desk.press("n", "a", "q", "j")
        assert _lines(desk)[0] == "  ? Jonas Pike, auditor"
        await desk.press("enter", "q", "k")
        assert (desk.title_of("preview"), _lines(desk)[3][:4]) == ("Preview · 3 quotations, 2 open", "  ✓ ")
        await desk.press("u")
        assert desk.says == "Undone: accept, in “Harbour strike enters third week”."
        assert (desk.title_of("preview"), _lines(desk)[3][:4]) == ("Preview · 3 quotations, 3 open", "  ? ")
        assert "third week · 3 quotations, 3 open" in desk.sees
        await desk.click_in("quotations", 5, 8)
        assert desk.is_reading
        assert desk.at.startswith("“The offer stands,”")
