"""A review: one open quotation after another, decided with a key, and resumed where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.annotations import Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def _suggest_everywhere(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)


def progress(number: int, total: int, kept: int) -> str:
    """Return the progress of a review as in its title."""
    return f"Review · {number} of {total}, {kept} accepted"


async def test_a_review_goes_over_the_whole_stack_and_counts(archive: Archive) -> None:
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("r")
        assert desk.title == progress(1, total, 0)
        await desk.press("a", "x")
        assert desk.title == progress(3, total, 1)
        for _ in range(total - 2):
            await desk.press("a")
        assert archive.articles.totals().open_quotations == 0
        assert desk.title == progress(total, total, total - 1)


async def test_a_review_goes_on_after_a_restart_where_it_was(archive: Archive, path: Path) -> None:
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("r", "a", "j")
        left = desk.current
    with Archive.open(path, actor="ada") as again:
        async with at_the_desk(again) as desk:
            await desk.press("r")
            assert desk.current == left
            assert desk.title == progress(3, total, 1)


async def test_undo_in_a_review_goes_back_to_what_was_decided(archive: Archive) -> None:
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("r")
        first = desk.current
        assert first is not None
        await desk.press("a", "backspace")
        assert archive.annotations.get(first.id).state.status is Status.SUGGESTED
        assert desk.current is not None
        assert desk.current.id == first.id
        assert desk.title == progress(1, total, 0)


async def test_all_of_an_article_is_accepted_after_it_was_listed_and_is_one_step(archive: Archive) -> None:
    _suggest_everywhere(archive)
    before = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("enter", "r", "A")
        assert archive.articles.totals().open_quotations == before
        await desk.press("enter")
        assert archive.articles.totals().open_quotations < before
        await desk.press("u")
        assert archive.articles.totals().open_quotations == before


async def test_a_second_reader_reviews_what_waits_for_one_wherever_it_stands(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        for headline in ("Bridge", "Harbour"):
            await desk.open(headline)
            await desk.press("J", "a", "K", "f", "q")
        flagged = [a for row in archive.articles.page().rows for a in archive.open_article(row.id).annotations]
        waiting = {a.id for a in flagged if a.state.flagged}
        assert len(waiting) == 2
    with Archive.open(path, actor="ben") as colleague:
        async with at_the_desk(colleague) as desk:
            await desk.press("f", *"second", "enter")
            assert len(desk.shown) == 2
            await desk.press("r")
            assert desk.title == progress(1, 2, 0)
            for _ in waiting:
                assert desk.current is not None
                assert desk.current.id in waiting
                await desk.press("a")
                if desk.where == "question":
                    await desk.press(*"tape", "enter")
        assert {archive.annotations.get(one).state.checked_against for one in waiting} == {"tape"}


async def test_a_review_of_what_a_search_found_goes_over_its_articles_only(archive: Archive) -> None:
    _suggest_everywhere(archive)
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"bridge", "down")
        assert len(desk.shown) == 1
        await desk.press("r")
        assert desk.title == progress(1, archive.articles.row(desk.rows[0].id).open_count, 0)
        await desk.press("a", "q")
        assert desk.shown == ["Bridge audit clears ministry, report says"]


async def test_all_that_a_review_goes_over_is_listed_accepted_and_one_step(archive: Archive) -> None:
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    assert archive.articles.totals().open_articles > 1
    async with at_the_desk(archive) as desk:
        await desk.press("r", "A")
        assert desk.where == "accept all"
        assert desk.title.startswith(f"Accept {total} quotations?")
        await desk.press("enter")
        assert archive.articles.totals().open_quotations == 0
        assert desk.title == f"Review · {total} of {total}, {total} accepted"
        assert desk.says == (
            f"Accepted {total} quotations. u undoes all of them."
            f" That was the last: {total} of {total} accepted. q leaves, k goes back."
        )
        await desk.press("u")
        assert archive.articles.totals().open_quotations == total
        assert desk.title == progress(1, total, 0)


async def test_after_all_were_accepted_a_review_stands_on_what_still_waits(archive: Archive) -> None:
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("r", "A", "j", "space", "enter")
        assert desk.current is not None
        assert desk.current.state.status is Status.SUGGESTED
        assert desk.title == progress(2, total, total - 1)
        await desk.press("a")
        assert desk.says.startswith(f"Accepted. That was the last: {total} of {total} accepted.")


async def test_what_a_search_found_is_accepted_together_and_nothing_else(archive: Archive) -> None:
    _suggest_everywhere(archive)
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"bridge", "down", "r", "A", "enter")
        left = [row.headline for row in archive.articles.page().rows if row.open_count]
        assert "Bridge audit clears ministry, report says" not in left
        assert left


async def test_of_what_waits_for_a_second_reader_only_what_is_open_is_accepted_together(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("f", "a", "f", "q", *("f", *"second", "enter", "r", "A"))
        assert desk.title.startswith("Accept 1 quotation?")
        await desk.press("enter", "A")
        assert desk.says.startswith("Everything here is accepted.")


async def test_a_list_of_very_many_is_bounded_and_says_so(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.quotations.settle._MOST", 2)
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("r", "A")
        assert desk.title.startswith(
            "Accept the first 2 quotations? enter accepts, escape cancels. A then lists the next."
        )
        await desk.press("enter")
        assert archive.articles.totals().open_quotations == total - 2
        assert desk.title.startswith("Review · 3 of ")


@pytest.mark.parametrize("keys", [["a", "a"], ["a", "x"], ["x", "a"]])
async def test_progress_is_what_it_was_after_a_pause_and_undo_goes_back_over_it(
    keys: Sequence[str], archive: Archive, path: Path
) -> None:
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("r")
        first = desk.current
        assert first is not None
        await desk.press(*keys)
        before = desk.title
        assert before == f"Review · 3 of {total}, {keys.count('a')} accepted"
        await desk.press("q", "r")
        assert desk.title == before
    with Archive.open(path, actor="ada") as again:
        async with at_the_desk(again) as desk:
            await desk.press("r")
            assert desk.title == before
            # The first of two announces the step of an earlier session.
            await desk.press("u", "u")
            assert desk.title == f"Review · 2 of {total}, {keys[:1].count('a')} accepted"
            await desk.press("u", "u")
            assert desk.title == f"Review · 1 of {total}, 0 accepted"
            back = desk.current
            assert back is not None
            assert back.id == first.id
            await desk.press("ctrl+r", "q", "r")
            assert desk.title == f"Review · 2 of {total}, {keys[:1].count('a')} accepted"


async def test_a_decision_made_on_the_way_out_counts_as_well(archive: Archive) -> None:
    _suggest_everywhere(archive)
    async with at_the_desk(archive) as desk:
        await desk.press("r")
        await desk.burst("a", "q", "r")
        assert desk.title.endswith("1 accepted")


async def test_what_was_decided_last_and_that_it_was_the_last_are_both_said(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("r", "x")
        assert desk.says == ("Rejected. u undoes it. That was the last: 0 of 1 accepted. q leaves, k goes back.")


async def test_a_review_goes_back_to_what_was_rejected_and_can_take_it_after_all(archive: Archive) -> None:
    _suggest_everywhere(archive)
    total = archive.articles.totals().open_quotations
    async with at_the_desk(archive) as desk:
        await desk.press("r")
        first = desk.current
        assert first is not None
        await desk.press("x", "k")
        assert desk.current is not None
        assert (desk.current.id, desk.current.state.status) == (first.id, Status.REJECTED)
        await desk.press("a")
        assert archive.annotations.get(first.id).state.status is Status.ACCEPTED
        assert desk.title == progress(2, total, 1)


async def test_undo_in_a_review_says_where_what_is_not_on_its_way_stands(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("a", "q")
        await desk.open("Harbour")
        await desk.press("r", "u")
        assert desk.says.startswith("Your last step is in “Bridge audit clears ministry, report says”: accept.")
        await desk.press("u")
        assert desk.says == "Undone: accept, in “Bridge audit clears ministry, report says”."


async def test_a_review_goes_to_the_first_and_the_last_and_over_several(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    async with at_the_desk(archive, size=(120, 30)) as desk:
        await desk.press("r")
        total = int(desk.title.split(" of ")[1].split(",")[0])
        assert total > 3
        await desk.press("2", "j")
        assert desk.title.startswith(f"Review · 3 of {total}")
        assert "Next: another article" in desk.sees
        await desk.press("G")
        assert desk.title.startswith(f"Review · {total} of {total}")
        assert "Next: another article" not in desk.sees
        await desk.press("j")
        assert desk.says.startswith("That was the last")
        await desk.press("2", "k")
        assert desk.title.startswith(f"Review · {total - 2} of {total}")
        await desk.press("g", "g")
        assert desk.title.startswith(f"Review · 1 of {total}")
        await desk.press("k")
        assert desk.says == "This is the first."
        assert archive.events().rows[0].action == "suggest"
