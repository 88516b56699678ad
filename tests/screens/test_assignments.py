"""Quotations and articles assigned to people, at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_quotation_is_assigned_by_name_taken_back_and_undone(archive: Archive, path: Path) -> None:
    with Archive.open(path, actor="Ben Okoro") as ben:
        ben.articles.mark_read(ben.articles.page().rows)
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("g", "a")
        await desk.type("ben")
        await desk.press("enter")
        assert desk.says == "Assigned to Ben Okoro."
        [quotation] = desk.stored()
        assert quotation.state.assignment is not None
        assert (quotation.state.assignment.to, quotation.state.assignment.by) == ("Ben Okoro", "ada")
        assert "for Ben Okoro, from ada" in desk.title_of("reader")
        await desk.press("enter")
        assert "Ben Okoro, from ada" in desk.sees
        await desk.press("q", "g", "a", "enter")
        assert desk.says == "No longer assigned to Ben Okoro."
        await desk.press("u")
        assert desk.stored()[0].state.assignment is not None
        await desk.press("a")
        assert desk.says.endswith("It is no longer for Ben Okoro.")
        assert desk.stored()[0].state.assignment is None


async def test_a_name_that_nobody_has_is_asked_about(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("a", "g", "a")
        await desk.type("adda")
        await desk.press("enter")
        assert "Nobody in this store is called “adda”" in desk.sees
        assert "adda, all the same" in desk.sees
        await desk.press("enter")
        assert desk.says == "Assigned to you."


async def test_a_new_name_is_assigned_by_enter_and_not_somebody_whose_name_is_a_little_like_it(
    archive: Archive,
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("a", "g", "a")
        await desk.type("Adam Thompson")
        await desk.press("enter")
        assert desk.sees.index("Adam Thompson, all the same") < desk.sees.index("ada")
        await desk.press("enter")
        assert desk.says == "Assigned to Adam Thompson."


async def test_what_is_assigned_to_me_is_counted_seen_and_listed(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        [article] = [row for row in archive.articles.page().rows if (row.headline or "").startswith("Mayor")]
        with Archive.open(path, actor="ben") as ben:
            ben.decisions.assignments.assign_article(article.id, "ada")
        await desk.until(lambda: "1 for you" in desk.title_of("stack"))
        assert "for you, from ben" in desk.sees
        await desk.press("g", "m")
        assert "For me · 1 article" in desk.title_of("stack")
        await desk.press("g", "A")
        assert "Now for you, from ben" in desk.sees
        await desk.press("enter")
        assert desk.says == "No longer assigned to you."
        assert archive.articles.totals().assigned == 0
        await desk.press("u")
        assert archive.articles.totals().assigned == 1
        await desk.press("q", "slash")
        await desk.type("for:me")
        assert desk.shown == ["Mayor to resign"]
