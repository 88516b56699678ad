"""The ends and the pieces of a quotation: moved and joined by key, saved as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store.model.annotations import SpanRole, Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from store import Archive
    from tests.screens.driver import Driver

FIRST, SECOND = "“Nobody here wants a fourth week,”", "“We want a phone call.”"


async def _at_the_strike(desk: Driver) -> None:
    await desk.open("Harbour strike")
    await desk.go_to("Nobody here")


MOVED: list[tuple[list[str], str]] = [
    (["h"], FIRST[:-1]),
    (["4", "l"], FIRST + " uni"),
    (["b"], "“Nobody here wants a fourth w"),
    (["e", "e"], FIRST + " union secretary"),
    (["right_parenthesis"], FIRST + " union secretary Mira Holt said."),
    (["o", "l"], FIRST[1:]),
    (["o", "2", "w"], FIRST[8:]),
    (["i", "q"], FIRST[1:-1]),
]
"""The keys that move an end of the first piece, and its words then."""


async def test_an_end_is_moved_by_character_word_and_sentence(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        before = desk.stored_words()
        for keys, first in MOVED:
            await desk.go_to("Nobody here")
            await desk.press("e", *keys, "enter")
            assert f"{first} […] {SECOND}" in desk.stored_words()
            assert desk.selected == ""
            await desk.press("u")
            assert desk.stored_words() == before


async def test_ends_that_were_not_moved_are_no_step(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = archive.events(limit=1_000).rows
        await desk.press("e", "enter")
        assert desk.says == "The ends are unchanged. Nothing saved."
        assert archive.events(limit=1_000).rows == before


async def test_both_pieces_are_saved_as_one_change_and_undo_takes_it_back(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = desk.stored_words()
        await desk.press("e", "h", "h", "tab", "h")
        assert desk.selected == SECOND[:-1]
        await desk.press("enter")
        assert f"{FIRST[:-2]} […] {SECOND[:-1]}" in desk.stored_words()
        [moved] = [a for a in desk.stored() if a.words.startswith(FIRST[:-2])]
        assert moved.state.quotation_kind is QuotationKind.MIXED
        assert moved.pieces(SpanRole.SOURCE)
        await desk.press("u")
        assert "Undone: ends moved" in desk.says
        assert desk.stored_words() == before


async def test_escape_leaves_the_ends_as_they_were(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = desk.stored()
        was_at = desk.place
        await desk.press("e", "l", "l", "escape")
        assert desk.stored() == before
        assert desk.place == was_at
        await desk.press("v", "l", "escape")
        assert desk.stored() == before
        assert desk.where == "reader"


async def test_there_is_nothing_to_move_beside_a_quotation(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        await desk.go_to("Ships that")
        await desk.press("e")
        assert "No quotation under the cursor." in desk.says
        assert desk.selected == ""


async def test_a_second_piece_is_joined_to_the_quotation_in_hand(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        archive.decisions.settle(desk.stored(), Status.REMOVED)
        await desk.hear()
        await desk.press("v", "a", "q", "enter")
        await desk.go_to("We want a")
        await desk.press("v", "a", "q", "1")
        assert desk.stored_words() == [f"{FIRST} […] {SECOND}"]
        assert desk.says == "Saved: one quotation in 2 pieces."


async def test_pieces_that_meet_become_one(archive: Archive) -> None:
    opened = archive.open_article(archive.articles.page().rows[0].id)
    made = archive.decisions.add_quotation(opened.revision, [Span(0, 4), Span(20, 24)])
    joined = archive.decisions.respan(made, opened.revision, [Span(20, 24), Span(3, 10), Span(10, 12)])
    assert [piece.span for piece in joined.pieces(SpanRole.CONTENT)] == [Span(0 + 3, 12), Span(20, 24)]


async def test_without_a_quotation_in_hand_no_label_saves_anything(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        before = desk.stored()
        await desk.go_to("Ships that")
        await desk.press("v", "i", "s")
        for label in ("1", "2", "3"):
            await desk.press(label)
            assert desk.says.startswith("No quotation is in hand, so nothing was saved. enter saves these words")
            assert desk.stored() == before
        await desk.press("enter")
        assert any(words.startswith("Ships that were due") for words in desk.stored_words(Status.ACCEPTED))


@pytest.mark.parametrize("way", [["J"], ["n"], ["J", "enter", "q"]])
async def test_a_quotation_gone_to_is_in_hand_for_the_words_selected_elsewhere(
    archive: Archive, way: list[str]
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        await desk.press(*way)
        gone_to = desk.current
        assert gone_to is not None
        assert FIRST in gone_to.words
        await desk.go_to("the port said")
        await desk.press("v", "e", "e")
        in_hand = "“Nobody here wants a fourth … (Mira Holt, union secretary)"
        assert desk.says == f"2 words, 8 characters selected · in hand: {in_hand}"
        await desk.press("2")
        [named] = desk.stored(Status.ACCEPTED)
        assert (named.id, named.state.speaker) == (gone_to.id, "the port")


async def test_a_click_takes_a_quotation_in_hand(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.reader.mouse.ANOTHER_CLICK", 0.001)
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        await desk.click("The offer")
        await desk.until(lambda: desk.where == "card")
        await desk.press("escape")
        await desk.go_to("the port said")
        await desk.press("v")
        assert "in hand: “The offer stands,”" in desk.says


async def test_the_kind_is_changed_and_stays_when_the_ends_are_moved(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        await desk.go_to("Ships that")
        await desk.press("v", "i", "s", "enter")
        [made] = desk.stored(Status.ACCEPTED)
        assert made.state.quotation_kind is QuotationKind.INDIRECT
        await desk.press("g", "k", *"dir", "enter")
        assert desk.says == "Saved: direct."
        await desk.press("y", "m")
        assert desk.clipboard.copies[0].startswith("> Ships that were due")
        await desk.press("e", "b", "enter")
        [moved] = desk.stored(Status.ACCEPTED)
        assert (moved.words == made.words, moved.state.quotation_kind) == (False, QuotationKind.DIRECT)
        await desk.press("u", "u")
        assert desk.says == "Undone: kind."
        assert desk.stored(Status.ACCEPTED)[0].state.quotation_kind is QuotationKind.INDIRECT
        assert archive.annotations.history(made.id)[1].action == "kind"


async def test_the_margin_numbers_the_pieces_of_one_quotation(archive: Archive) -> None:
    async with at_the_desk(archive, size=(60, 40)) as desk:
        await _at_the_strike(desk)
        margins = "".join(line[0] for line in desk.lines("reader", 30))
        assert "1s2" in margins or "12" in margins
