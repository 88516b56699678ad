"""Keys that a store refuses to a person: greyed everywhere, and with a reason when they are pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.members import Deed
from tests.screens.driver import at_the_desk
from tests.screens.writing_actions import writing_actions
from tui.kernel.actions import ACTIONS, Scope
from tui.kernel.rights import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READER = "You are a reader of this store: you read and mark, editors decide. Ask a chief to make you an editor."


WRITES_IF_IT_MAY = {
    Scope.DESK: {"earlier_place", "later_place", "open_in_browser", "register", "for_me"},
    Scope.STACK: {"open", "filter", "sort"},
    Scope.REVIEW: {"first", "last", "next_open", "previous_open"},
}
"""Actions that everybody has: they open an article, show a view or walk through a review, and mark it if they may."""


@pytest.fixture
def reader(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """A desk of a person who may mark, and not decide."""

    def refusal(deed: Deed) -> str | None:
        return READER if deed is Deed.DECIDE else None

    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    monkeypatch.setattr(archive.presence, "refusal", refusal)
    return archive


@pytest.fixture
def only_read(archive: Archive, path: Path) -> Iterator[Archive]:
    """A file that is only to be read."""
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    with Archive.open(path, actor="ada", read_only=True) as opened:
        yield opened


def test_no_action_that_writes_is_forgotten(only_read: Archive) -> None:
    refused = {(action.scope, action.id) for action in ACTIONS if refusal(only_read, action)}
    marking = {(scope, action_id) for scope, ids in WRITES_IF_IT_MAY.items() for action_id in ids}
    assert writing_actions() - refused == marking


async def test_whoever_may_not_mark_looks_at_views_all_the_same(only_read: Archive) -> None:
    async with at_the_desk(only_read) as desk:
        await desk.press("g", "m")
        assert desk.title.startswith("For me")
        assert desk.says == ""


DECIDES = ("a", "x", "space", "at", "c", "t", "D", "f", "A", "e", "u", "ctrl+r", "F", "g a", "g A", "g D")
"""The keys of an article that decide."""


async def test_a_reader_is_told_why_and_what_to_do(reader: Archive) -> None:
    async with at_the_desk(reader) as desk:
        await desk.open("Harbour")
        for key in DECIDES:
            await desk.press("n")
            assert desk.says != READER
            await desk.press(*key.split())
            assert (key, desk.says, desk.where) == (key, READER, "reader")
    assert {event.actor for event in reader.events(limit=99).rows} == {"pullquote"}


async def test_what_is_refused_is_greyed_in_footer_palette_and_help(reader: Archive) -> None:
    async with at_the_desk(reader, size=(120, 60)) as desk:
        await desk.open("Harbour")
        await desk.press("n")
        assert "(accept)" in desk.hints
        assert "(copy)" not in desk.hints
        await desk.press("colon", *"accept the")
        assert "(Accept the quotation" in desk.offered[0]
        await desk.press("enter")
        assert desk.says == READER
        await desk.press("question_mark")
        assert "(In parentheses) You are a reader of this store" in desk.page
        assert "(Accept the quotation" in desk.page


async def test_a_reader_is_told_why_a_view_is_for_them_alone(reader: Archive) -> None:
    async with at_the_desk(reader) as desk:
        await desk.press("S", "tab")
        assert "For you alone. You are a reader" in desk.sees
        await desk.press("x", "enter")
        assert desk.says.startswith("Saved as")
    assert [view.made_by for view in reader.views.all()] == [None]


async def test_readers_keep_marks_of_their_own(reader: Archive) -> None:
    async with at_the_desk(reader) as desk:
        await desk.press("asterisk")
        assert desk.says == "Flagged."
        await desk.open("Harbour")
        assert desk.article is not None
        assert not reader.articles.row(desk.article.row.id).unread


async def test_a_file_that_can_only_be_read_says_the_same_way_that_nothing_is_saved(only_read: Archive) -> None:
    async with at_the_desk(only_read) as desk:
        await desk.press("asterisk")
        assert "is open only to be read here" in desk.says
        await desk.open("Harbour")
        assert "only to be read" not in desk.says
        await desk.press("n")
        assert "(accept)" in desk.hints
        await desk.press("a")
        assert "is open only to be read here" in desk.says
