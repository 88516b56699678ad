"""Notes, tags, terms and second readers at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.annotations import AnnotationKind, Record, Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_note_and_tags_are_written_and_tags_are_completed(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("c")
        await desk.type("ask Jonas")
        await desk.press("enter", "t")
        await desk.type("audit, bridge")
        await desk.press("enter")
        [quotation] = desk.stored()
        assert quotation.state.note == "ask Jonas"
        assert quotation.state.tags == ("audit", "bridge")
        await desk.press("q")
        await desk.open("Harbour")
        await desk.press("t")
        await desk.type("bri")
        await desk.press("tab", "enter")
        assert any(a.state.tags == ("bridge",) for a in desk.stored())


async def test_a_note_stands_on_selected_words(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Mayor")
        await desk.press("V", "c")
        await desk.type("which two")
        await desk.press("enter")
        [note] = [a for a in desk.stored() if a.state.kind is AnnotationKind.NOTE]
        assert note.state.note == "which two"
        await desk.press("g", "g")
        assert desk.says == "note by ada: which two"
        await desk.press("x")
        assert desk.says.startswith("This is a note")
        assert note in desk.stored()


async def test_terms_are_chosen_from_a_list(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("R", "down", "enter")
        assert [a.state.record for a in desk.stored()] == [Record.BACKGROUND]


async def test_what_is_off_the_record_says_so_wherever_one_works(archive: Archive) -> None:
    async with at_the_desk(archive, size=(180, 40)) as desk:
        await desk.open("Bridge")
        await desk.press("a", "R", *"off", "enter")
        await desk.press("l")
        assert desk.says.startswith("OFF THE RECORD · All settled, > next article · quotation 1 of 1")
        for pane in ("reader", "quotations"):
            assert any("⊘✓" in line for line in desk.lines(pane))
        await desk.press("y", "a")
        assert desk.says == "Copied with credit, off the record: not to be printed."
        await desk.press("m", "y", "y")
        assert desk.says == "Copied the words, off the record: not to be printed."


async def test_a_second_reader_verifies_and_says_against_what(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("a", "a")
        assert desk.says.endswith("verify it: f flags it for a second reader.")
        await desk.press("f", "a")
        assert desk.says.startswith("You accepted this, and it is flagged for a second reader")
        assert desk.stored()[0].state.flagged
    with Archive.open(path, actor="ben") as colleague:
        async with at_the_desk(colleague) as desk:
            await desk.open("Bridge")
            await desk.go_to("We found")
            await desk.press("a")
            await desk.type("the tape")
            await desk.press("enter")
            [verified] = desk.stored(Status.VERIFIED)
            assert (verified.state.checked_against, verified.state.flagged) == ("the tape", False)
            assert verified.changed_by == "ben"


async def _in_conflict(archive: Archive, path: Path, key: str) -> Status:
    """Let Ben accept what Ada rejects before her desk has heard of it; return the status stored after her choice."""
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        [quotation] = desk.stored()
        with Archive.open(path, actor="ben") as colleague:
            colleague.decisions.settle([quotation], Status.ACCEPTED)
        await desk.press("x")
        assert "ben: accepted" in desk.page
        assert "you: rejected" in desk.page
        assert archive.annotations.get(quotation.id).state.status is Status.ACCEPTED
        await desk.press(key)
        return archive.annotations.get(quotation.id).state.status


@pytest.mark.usefixtures("deaf")
async def test_a_conflict_shows_both_sides_and_theirs_is_kept(archive: Archive, path: Path) -> None:
    assert await _in_conflict(archive, path, "t") is Status.ACCEPTED


@pytest.mark.usefixtures("deaf")
async def test_a_conflict_shows_both_sides_and_mine_is_made(archive: Archive, path: Path) -> None:
    assert await _in_conflict(archive, path, "m") is Status.REJECTED


async def test_a_role_and_who_reports_it_are_corrected_by_hand_and_taken_back(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("g", "g", "n", "J")
        quoted = desk.current
        assert quoted is not None
        assert quoted.state.role == "union secretary"
        await desk.press("g", "r", *["backspace"] * len("secretary"))
        await desk.type("chair")
        await desk.press("enter", "g", "v")
        await desk.type("Coast Daily")
        await desk.press("enter")
        now = archive.annotations.get(quoted.id).state
        assert (now.role, now.via) == ("union chair", "Coast Daily")
        assert desk.says == "Saved: Mira Holt, union chair, via Coast Daily."
        await desk.press("u", "u")
        assert archive.annotations.get(quoted.id).state == quoted.state
