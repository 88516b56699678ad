"""The number of keys for daily work: promises that an editor's hands rely on. The way there does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from store.model.annotations import Annotation
    from tests.screens.driver import Driver

NOBODY = "“Nobody here wants a fourth week,”"


async def _go_to_the_strike(desk: Driver) -> Annotation:
    """Open the article and put the cursor on its suggested quotation in two pieces."""
    await desk.open("Harbour")
    await desk.go_to(NOBODY)
    current = desk.current
    assert current is not None
    return current


async def test_a_suggestion_is_accepted_with_one_key(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        suggested = await _go_to_the_strike(desk)
        assert suggested.state.status is Status.SUGGESTED
        await desk.press("a")
        assert archive.annotations.get(suggested.id).state.status is Status.ACCEPTED


async def test_a_suggestion_is_rejected_with_one_key(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        suggested = await _go_to_the_strike(desk)
        await desk.press("x")
        assert archive.annotations.get(suggested.id).state.status is Status.REJECTED


async def test_a_suggestion_is_settled_in_a_review_with_one_key_and_the_next_stands_there(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        waiting = desk.stored(Status.SUGGESTED)
        await desk.press("g", "g", "r")
        await desk.press("a")
        await desk.press("a")
        assert [archive.annotations.get(a.id).state.status for a in waiting[:2]] == [Status.ACCEPTED] * 2


async def test_the_words_in_marks_under_the_cursor_are_a_new_quotation_with_four_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        suggested = await _go_to_the_strike(desk)
        archive.decisions.settle([suggested], Status.REJECTED)
        await desk.go_to("here wants")
        await desk.press("v", "a", "q", "enter")
        assert desk.stored_words(Status.ACCEPTED) == [NOBODY]


async def test_the_speaker_named_last_is_named_again_with_two_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        suggested = await _go_to_the_strike(desk)
        await desk.press("at", *"Ilse Maren", "enter")
        await desk.go_to("“The offer")
        offer = desk.current
        assert offer is not None
        assert offer.id != suggested.id
        await desk.press("at", "enter")
        assert archive.annotations.get(offer.id).state.speaker == "Ilse Maren"


async def test_a_quotation_is_copied_with_its_credit_with_two_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _go_to_the_strike(desk)
        await desk.press("y", "a")
        [copied] = desk.clipboard.copies
        assert NOBODY in copied
        assert "Mira Holt" in copied
        assert "Port Wire" in copied


async def test_a_decision_is_taken_back_with_one_key(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        suggested = await _go_to_the_strike(desk)
        await desk.press("a")
        await desk.press("u")
        assert archive.annotations.get(suggested.id).state == suggested.state


async def test_a_quotation_is_copied_as_rich_text_with_two_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _go_to_the_strike(desk)
        await desk.press("y", "r")
        [copied] = desk.clipboard.copies
        assert f"{NOBODY} […] “We want a phone call.”\n— Mira Holt" in copied
        assert "<figure><blockquote cite=" in copied
        assert desk.says == "Copied as rich text."


async def test_all_articles_shown_are_marked_as_read_with_two_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert all(row.unread for row in archive.articles.page().rows)
        await desk.press("g", "N")
        assert not any(row.unread for row in archive.articles.page().rows)


async def test_a_page_is_opened_with_two_keys_and_the_article_is_left_with_one(archive: Archive, opened: Path) -> None:
    async with at_the_desk(archive) as desk:
        await _go_to_the_strike(desk)
        await desk.press("g", "x")
        await desk.until(lambda: opened.exists() and bool(opened.read_text()))
        await desk.press("q")
        assert desk.where == "stack"
