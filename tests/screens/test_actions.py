"""The table of actions: each can be done, none hides another, and footer, help and palette say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tests.screens.driver import at_the_desk
from tui.base.keyed_screen import KeyedScreen
from tui.base.list_screen import ListScreen
from tui.base.palette import Palette, matching
from tui.checks.screen import CheckedScreen
from tui.desk.open_article import Opening
from tui.desk.screen import DeskScreen
from tui.desk.show_updates import Updating
from tui.desk.start_review import Reviewing
from tui.kernel.actions import ACTIONS, SCOPES, Action, Scope, actions_in, shown
from tui.kernel.decisions import Saving
from tui.kernel.finder_run import Finding
from tui.kernel.key_sequence import Keys
from tui.quotations.accept_all import AcceptAllScreen
from tui.quotations.annotate import Remarking
from tui.quotations.attribute import Naming
from tui.quotations.card import CardScreen
from tui.quotations.conflict import ConflictScreen
from tui.quotations.copies import CopiesScreen
from tui.quotations.copy import Taking
from tui.quotations.inspect import Showing
from tui.quotations.settle import Settling
from tui.reader.adjust_ends import Ends
from tui.reader.find import Looking
from tui.reader.mark import Marking
from tui.reader.movement import Moves
from tui.register.answers_screen import AnswersScreen
from tui.register.commands import Registering
from tui.register.screen import RegisterScreen
from tui.review.screen import ReviewScreen
from tui.stack.commands import Browsing
from tui.stack.list import Stack
from tui.stack.search import Searching
from tui.updates.diff_view import Comparison
from tui.updates.difference_screen import DifferenceScreen
from tui.updates.queue_screen import StaleScreen

if TYPE_CHECKING:
    from store import Archive

OWNERS: dict[Scope, tuple[type, ...]] = {
    Scope.COMPARING: (Comparison,),
    Scope.DIFFERENCE: (DifferenceScreen,),
    Scope.UPDATES: (StaleScreen,),
    Scope.REGISTER: (RegisterScreen, Registering),
    Scope.QUOTATION: (Settling, Naming, Remarking, Taking, Showing),
    Scope.REVIEW: (ReviewScreen, Saving),
    Scope.CARD: (CardScreen,),
    Scope.LIST: (ListScreen,),
    Scope.CONFLICT: (ConflictScreen,),
    Scope.ACCEPTING: (AcceptAllScreen,),
    Scope.COPIES: (CopiesScreen,),
    Scope.CHECKED: (CheckedScreen,),
    Scope.ANSWERS: (AnswersScreen,),
}

PARTS = (Browsing, Ends, Finding, Marking, Opening, Showing, Looking, Reviewing, Searching, Updating, Saving)
"""Who works for the desk's own screen."""


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.scope.name}-{action.id}")
def test_every_action_is_done_by_exactly_one_owner(action: Action) -> None:
    pane = Stack if action.scope is Scope.STACK else Moves
    method = f"action_{action.id}"
    if owners := OWNERS.get(action.scope):
        assert sum(method in vars(owner) for owner in owners) == 1
        return
    by_part = [part for part in (pane, *PARTS) if method in vars(part)]
    by_screen = any(method in vars(screen) for screen in (DeskScreen, KeyedScreen))
    assert len(by_part) + by_screen == 1


@pytest.mark.parametrize("scope", SCOPES)
def test_no_key_waits_because_a_longer_sequence_begins_with_it(scope: Scope) -> None:
    sequences = {tuple(keys.split()) for action in actions_in(scope) for keys in action.keys}
    for sequence in sequences:
        assert not any(sequence[:n] in sequences for n in range(1, len(sequence)))


@pytest.mark.parametrize("scope", SCOPES)
def test_every_sequence_reaches_its_action(scope: Scope) -> None:
    taken: set[str] = set()
    for action in actions_in(scope):
        for keys in action.keys:
            if keys in taken:
                continue  # a nearer scope has this key
            taken.add(keys)
            reader = Keys()
            *before, last = keys.split()
            assert all(reader.feed(key, scope) is None for key in before)
            call = reader.feed(last, scope)
            assert call is not None
            assert call.action is action


def test_nothing_daily_needs_alt_or_a_function_key() -> None:
    keys = {key for action in ACTIONS for sequence in action.keys for key in sequence.split()}
    assert not {key for key in keys if key.startswith("alt+") or (key[:1] == "f" and key[1:].isdigit())}


def test_a_count_is_typed_before_a_motion_and_zero_alone_is_a_motion() -> None:
    keys = Keys()
    assert keys.feed("1", Scope.READER) is None
    assert keys.feed("0", Scope.READER) is None
    call = keys.feed("w", Scope.READER)
    assert call is not None
    assert (call.action.id, call.times) == ("next_word", 10)
    call = keys.feed("0", Scope.READER)
    assert call is not None
    assert call.action.id == "line_start"


def test_escape_ends_a_sequence_and_does_nothing_else() -> None:
    keys = Keys()
    keys.feed("y", Scope.READER)
    assert keys.waiting
    assert keys.feed("escape", Scope.READER) is None
    assert not keys.waiting


async def test_help_shows_every_action_with_its_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("question_mark")
        page = str(desk.app.screen.query_one("Static").render())
        for action in ACTIONS:
            assert action.words in page
            assert all(shown(key) in page for key in action.keys)
        await desk.press("q")
        assert desk.app.screen is desk.screen


async def test_the_palette_does_what_its_words_say(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("colon", "escape", "colon")
        await desk.type("last art")
        await desk.press("enter")
        assert desk.screen.stack.cursor == len(desk.shown) - 1


async def test_quitting_finishes_what_is_being_saved(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.pilot.press("V", "enter", "Q")
        await desk.idle()
        article = archive.open_article(archive.articles.page().rows[0].id)
        assert any(a.author == "ada" for a in article.annotations)


@pytest.mark.parametrize("typed", ["import", "xquitx", "zzz", "merging"])
async def test_the_palette_offers_nothing_that_fits_badly_and_enter_does_nothing(typed: str, archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("colon")
        await desk.type(typed)
        footnote = desk.app.screen.query_one(".footnote", Static)
        assert str(footnote.content) == "Nothing here is called that.   escape leave it"
        await desk.press("enter")
        assert isinstance(desk.app.screen, Palette)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("qit", "Quit"), ("srot", "Sort the stack"), ("accpet all", "Accept all"), ("opn artcle", "Open")],
)
def test_the_palette_forgives_a_slip_in_each_word(typed: str, meant: str) -> None:
    assert matching(typed, ACTIONS)[0].words.startswith(meant)
