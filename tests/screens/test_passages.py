"""Wherever a quotation is judged, the sentence around its words is in sight, and a wrong one is mended there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tests.screens.test_review_text import drawn, row_of
from tui.base.dialog import Dialog
from tui.quotations.accept_all import AcceptAllScreen

if TYPE_CHECKING:
    from store import Archive

OFFER = "“The offer stands,” a senior official said, asking not to be named because talks are under way."


async def test_a_card_shows_the_sentence_around_the_words(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        await desk.press("J", "J", "enter")
        assert any(OFFER in row for row in drawn(desk)[:4])


async def test_accepting_all_shows_sentences_and_a_wrong_speaker_is_named_there(archive: Archive) -> None:
    async with at_the_desk(archive, size=(110, 24)) as desk:
        await desk.open("Harbour strike")
        await desk.press("A")
        rows = drawn(desk)
        assert any(OFFER in row for row in rows)
        assert rows[0].strip().startswith("Accept 3 quotations?")
        await desk.press("G", "at")
        assert isinstance(desk.app.screen, Dialog)
        # The list ends above the question, the line that it is about in sight.
        assert row_of(drawn(desk), OFFER) < desk.app.screen.children[0].region.y
        await desk.press(*"Nora Lund", "enter")
        assert isinstance(desk.app.screen, AcceptAllScreen)
        [named] = desk.stored(Status.ACCEPTED)
        assert (named.state.speaker, named.words) == ("Nora Lund", "“The offer stands,”")
        assert drawn(desk)[0].strip().startswith("Accept 2 quotations?")
        await desk.press("u")
        assert drawn(desk)[0].strip().startswith("Accept 3 quotations?")
        await desk.press("g", "g", "g", "k", *"mixed", "enter", "g", "g", "x", "enter")
        assert {a.words.split()[0] for a in desk.stored(Status.ACCEPTED)} == {"“Nobody", "“The"}
        assert [str(a.state.quotation_kind) for a in desk.stored(Status.SUGGESTED)] == ["mixed"]
