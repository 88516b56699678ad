"""Saved views at the desk: one's own and those of all desks, and what is new in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import Article
from store import Archive
from store.model.lists import ArticleFilter, View
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_view_is_saved_for_all_desks_with_the_makers_name(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("f", *"is:unread", "enter", "S")
        assert "For you alone." in desk.texts
        await desk.press("ctrl+u", *"Desk", "tab")
        assert "For all desks of this store." in desk.texts
        await desk.press("enter")
        assert desk.says.startswith("Saved as “Desk”, for all desks.")
        with Archive.open(path, actor="ben") as ben:
            [view] = ben.views.all()
            assert (view.name, view.made_by) == ("Desk", "ada")
            ben.views.save(View("Bens", ArticleFilter(source="wire")), shared=True)
        await desk.press("f", *"bens")
        assert "for all, by ben" in desk.sees


async def test_colleagues_views_are_renamed_and_removed_only_when_meant(archive: Archive, path: Path) -> None:
    with Archive.open(path, actor="ben") as ben:
        ben.views.save(View("Zebra"), shared=True)
    async with at_the_desk(archive) as desk:
        await desk.press("f", "up", "f2")
        await desk.press("ctrl+u", *"Yak", "enter")
        assert [view.name for view in archive.views.all()] == ["Yak"]
        await desk.press("delete")
        assert "ben made this view" in desk.sees
        assert archive.views.all() != []
        await desk.press("delete")
        assert archive.views.all() == []


async def test_a_view_shows_how_many_articles_came_since_one_looked(archive: Archive, path: Path) -> None:
    archive.views.save(View("Wire", ArticleFilter(source="harbour news")))
    async with at_the_desk(archive) as desk:

        async def choose() -> None:
            await desk.press("f", *"wire", "enter")

        await choose()
        await desk.press("q", "f", *"wire")
        assert "new" not in desk.sees.partition("Show which articles?")[2]
        await desk.press("escape")
        with Archive.open(path, actor="ben") as ben:
            arrived = Article(headline="News", body="Text.", source="Harbour News", url="https://paper.example/new")
            ben.add([arrived], reader="test", reader_version="1")
        await desk.press("f", *"wire")
        await desk.until(lambda: "1 new" in desk.sees)
        await desk.press("enter", "f", *"wire")
        await desk.until(lambda: "Wire  yours · 1" in desk.sees)
        assert "1 new" not in desk.sees
