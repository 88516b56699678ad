"""Decisions at the desk: each takes one key or a few, and the store holds exactly what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.quotations.model import QuotationKind
from store import Archive
from store.model.annotations import SpanRole, Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.driver import Driver

HEADLINE = "Harbour strike"
STRIKE = "“Nobody here wants a fourth week,”"


async def _at_the_strike(desk: Driver) -> None:
    """Go to the quotation of two pieces."""
    await desk.open(HEADLINE)
    await desk.go_to("Nobody here")
    assert desk.current is not None


async def test_opening_an_article_suggests_its_quotations(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        suggested = desk.stored_words(Status.SUGGESTED)
        assert f"{STRIKE} […] “We want a phone call.”" in suggested
        assert "“The offer stands,”" in suggested
        assert "Mira Holt" in {a.state.speaker for a in desk.stored()}


async def test_a_accepts_in_one_key_and_goes_on_to_the_next(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("a")
        assert desk.stored_words(Status.ACCEPTED) == [f"{STRIKE} […] “We want a phone call.”"]
        assert desk.at.startswith("“The offer stands,”")
        assert "Accepted." in desk.says
        assert [speaker.name for speaker in archive.register.speakers()] == ["Mira Holt"]


async def test_nothing_is_settled_that_was_not_under_the_cursor(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.go_to("Ships that")
        await desk.press("a")
        assert desk.stored_words(Status.ACCEPTED) == []
        assert desk.current is not None


async def test_x_rejects_and_it_does_not_come_back(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = len(desk.stored())
        await desk.press("x")
        assert len(desk.stored()) == before - 1
    with Archive.open(path, actor="ada") as reopened:
        async with at_the_desk(reopened) as desk:
            await desk.open(HEADLINE)
            assert not any(STRIKE in words for words in desk.stored_words())


async def test_space_leaves_it_open_for_later(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("space")
        assert [a.state.status for a in desk.stored() if STRIKE in a.words] == [Status.SKIPPED]


async def test_undo_and_redo_go_back_and_forth_one_decision_at_a_time(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("a", "x")
        assert len(desk.stored(Status.ACCEPTED)) == 1
        await desk.press("u")
        assert "Undone: reject" in desk.says
        await desk.press("u")
        assert desk.stored(Status.ACCEPTED) == []
        await desk.press("ctrl+r")
        assert desk.stored_words(Status.ACCEPTED) == [f"{STRIKE} […] “We want a phone call.”"]
        await desk.press("u", "u")
        assert desk.says == "Nothing to undo."


async def test_undo_reaches_back_over_a_restart(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("a")
    with Archive.open(path, actor="ada") as reopened:
        async with at_the_desk(reopened) as desk:
            await desk.press("u")
            assert "from an earlier session" in desk.says
            await desk.press("u")
            assert "Undone: accept" in desk.says
            await desk.open(HEADLINE)
            assert desk.stored(Status.ACCEPTED) == []


async def test_undo_never_goes_over_a_colleagues_later_word(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("a")
        with Archive.open(path, actor="ben") as colleague:
            colleague.decisions.name_speaker(desk.stored(Status.ACCEPTED)[0], "Mira Holtby")
        await desk.press("u")
        assert "ben has changed this quotation" in desk.says
        assert [a.state.speaker for a in desk.stored(Status.ACCEPTED)] == ["Mira Holtby"]


@pytest.mark.usefixtures("deaf")
async def test_a_decision_on_an_old_view_loses_to_the_newer_one_and_says_so(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        strike = desk.current
        assert strike is not None
        with Archive.open(path, actor="ben") as colleague:
            colleague.decisions.settle([strike], Status.ACCEPTED)
        await desk.press("x")
        assert [a.state.status for a in desk.stored() if a.id == strike.id] == [Status.ACCEPTED]
        assert desk.says != "Rejected."


async def test_selected_words_become_a_quotation_in_four_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge audit")
        for annotation in desk.stored():
            archive.decisions.settle([annotation], Status.REMOVED)
            await desk.hear()
        await desk.go_to("no second")
        await desk.press("v", "a", "q", "enter")
        [made] = [a for a in desk.stored() if a.author == "ada"]
        assert made.words == '"We found no second ledger,"'
        assert made.state.status is Status.ACCEPTED
        assert made.state.quotation_kind is QuotationKind.DIRECT
        assert desk.current == made


async def test_a_speaker_is_picked_from_the_article_or_typed(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.go_to("The offer")
        await desk.press("at")
        await desk.type("Mira")
        await desk.press("enter")
        assert [a.state.speaker for a in desk.stored(Status.ACCEPTED)] == ["Mira Holt"]
        await desk.press("at")
        await desk.type("Lotte Brandt")
        await desk.press("enter")
        assert [a.state.speaker for a in desk.stored(Status.ACCEPTED)] == ["Lotte Brandt"]
        assert "Lotte Brandt" in {speaker.name for speaker in archive.register.speakers()}


async def test_the_middle_of_a_name_in_the_article_does_not_stand_for_it(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("at")
        await desk.type("Olt")
        await desk.press("enter")
        assert [a.state.speaker for a in desk.stored(Status.ACCEPTED)] == ["Olt"]


async def test_escape_in_the_picker_changes_nothing(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = desk.stored()
        await desk.press("at", "escape")
        assert desk.stored() == before


async def test_a_name_keeps_no_control_character_that_was_pasted(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("at")
        desk.paste("Lot\x1b[31mte\u202e Brandt")
        await desk.idle()
        await desk.press("enter")
        assert [a.state.speaker for a in desk.stored(Status.ACCEPTED)] == ["Lot[31mte Brandt"]


async def test_words_in_the_text_can_be_named_as_speaker_and_cue(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("v", "escape")
        await desk.go_to("Mira Holt")
        await desk.press("v", "w", "e", "2")
        [named] = desk.stored(Status.ACCEPTED)
        assert named.state.speaker == "Mira Holt"
        assert [piece.exact for piece in named.pieces(SpanRole.SOURCE)] == ["Mira Holt"]
        await desk.go_to("said. “We")
        await desk.press("v", "e", "3")
        assert [p.exact for p in desk.stored(Status.ACCEPTED)[0].pieces(SpanRole.CUE)] == ["said"]


async def test_a_number_typed_by_habit_names_nobody_by_one_letter(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = desk.stored()
        await desk.press("v", "escape")
        await desk.go_to("Mira Holt")
        await desk.press("v", "2")
        assert desk.says.startswith("One letter is not a name")
        assert desk.stored() == before


async def test_words_without_a_letter_are_nobodys_name(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("v", "escape")
        await desk.go_to(". “We")
        await desk.press("v", "2")
        assert "contain no name" in desk.says
        assert desk.stored(Status.ACCEPTED) == []


async def test_save_and_name_asks_at_once(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Tea house")
        await desk.go_to("The owner")
        await desk.press("v", "i", "s", "at")
        await desk.type("The owner")
        await desk.press("enter")
        [made] = [a for a in desk.stored() if a.author == "ada"]
        assert made.state.speaker == "The owner"
        assert made.state.quotation_kind is QuotationKind.INDIRECT


async def test_d_removes_and_undo_brings_it_back(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = desk.stored_words()
        await desk.press("D")
        assert len(desk.stored_words()) == len(before) - 1
        await desk.press("u")
        assert desk.stored_words() == before


async def test_copies_come_from_the_store_with_their_credit(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("y", "y")
        assert desk.clipboard.copies == ["“Nobody here wants a fourth week,” […] “We want a phone call.”"]
        await desk.press("y", "a")
        assert desk.clipboard.copies[-1] == (
            "“Nobody here wants a fourth week,” […] “We want a phone call.”\n"
            "— Mira Holt, union secretary (“Harbour strike enters third week”, Port Wire, 24 Nov 2026 09:14)"
        )
        assert desk.says == "Copied with credit."


async def test_a_half_typed_sequence_shows_what_it_waits_for_and_ends_on_escape(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("y")
        hints = desk.hints
        for offered in ("y words", "a credit", "m Markdown", "h HTML", "j JSON", "p provenance card"):
            assert offered in hints
        await desk.press("escape")
        assert desk.where == "reader"
        assert desk.clipboard.copies == []


async def test_ctrl_s_says_that_all_is_saved_and_when_the_last_decision_was(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("ctrl+s")
        assert desk.says == "All saved."
        await desk.open("Harbour")
        await desk.press("a")
        desk.pass_minutes(2)
        await desk.press("ctrl+s")
        assert (desk.says, desk.aside) == ("All saved, 14:03.", "saved 14:03")


async def test_everything_is_there_on_the_next_start(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("a", "x")
        before = desk.stored()
    with Archive.open(path, actor="ada") as reopened:
        async with at_the_desk(reopened) as desk:
            await desk.open(HEADLINE)
            assert desk.stored() == before
            assert list(desk.quotations) == before


async def test_what_is_taken_back_is_under_the_cursor(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        await desk.press("a", "G", "u")
        assert desk.at.startswith(STRIKE)


async def test_words_that_were_suggested_are_accepted_and_not_quoted_twice(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at_the_strike(desk)
        before = desk.stored()
        suggested = next(a for a in before if a.words == "“The offer stands,”")
        await desk.go_to_quotation(suggested)
        await desk.press("v", "a", "q", "enter")
        assert len(desk.stored()) == len(before)
        assert archive.annotations.get(suggested.id).state.status is Status.ACCEPTED
        assert desk.says == "Accepted: these words were suggested already."
