"""The table of actions: each can be called, none hides another, and footer, help and palette agree."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from inspect import signature
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import tui
from tests.screens.driver import at_the_desk
from tui.base.keyed_screen import KeyedScreen
from tui.base.palette import matching
from tui.kernel.actions import ACTIONS, SCOPES, Action, Scope, actions_in
from tui.kernel.decisions import DecisionQueue
from tui.kernel.handlers import HANDLERS, handles, unhandled
from tui.kernel.key_sequence import Keys
from tui.kernel.keymap import rebound, shown
from tui.kernel.welcome import Welcome
from tui.settings.key_bindings import clash
from tui.tour.guide import TourGuide

if TYPE_CHECKING:
    from store import Archive


@pytest.fixture(scope="module")
def all_rooms() -> None:
    """All modules of tui, imported: their handlers are registered."""
    for module in walk_packages(tui.__path__, "tui."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


@pytest.mark.usefixtures("all_rooms")
def test_every_action_has_a_handler() -> None:
    assert unhandled(SCOPES, HANDLERS) == []


@pytest.mark.usefixtures("all_rooms")
def test_a_handler_takes_a_count_when_its_action_counts() -> None:
    for action in ACTIONS:
        owner, method = HANDLERS[action.scope, action.id]
        takes_count = "count" in signature(getattr(owner, method)).parameters
        assert takes_count >= action.counts, (owner, method)
        assert takes_count <= any(other.counts for other in ACTIONS if other.id == action.id), (owner, method)


@pytest.mark.usefixtures("all_rooms")
def test_no_handler_hides_what_its_class_inherits() -> None:
    """A widget's own method of that name would be overridden."""
    for owner, method in HANDLERS.values():
        assert not [base for base in owner.__mro__[1:] if method in vars(base)], (owner, method)


def test_an_action_that_no_handler_carries_out_is_named() -> None:
    handled = {(action.scope, action.id) for action in ACTIONS if action.id != "card"}

    assert {(a.scope, a.id) for a in unhandled(SCOPES, handled)} == {(Scope.READER, "card"), (Scope.REVIEW, "card")}


def test_a_second_handler_of_an_action_is_refused_when_its_class_is_made() -> None:
    with pytest.raises((TypeError, RuntimeError)) as refused:

        class Second:
            @handles("leave", Scope.EVERYWHERE)
            def leave_again(self) -> None: ...

    told = refused.value.__cause__ or refused.value
    assert str(told) == "EVERYWHERE.leave has two handlers: KeyedScreen.leave and Second.leave_again."


def test_a_handler_of_no_action_is_refused_when_its_class_is_made() -> None:
    with pytest.raises((TypeError, RuntimeError)) as refused:

        class Mistaken:
            @handles("leaf", Scope.EVERYWHERE)
            def leave(self) -> None: ...

    told = refused.value.__cause__ or refused.value
    assert str(told) == "Mistaken.leave handles EVERYWHERE.leaf, which is not an action."


def test_a_screen_names_the_actions_that_nothing_carries_out_there() -> None:
    class Bare(KeyedScreen[None]):
        scope = Scope.ANSWERS
        owners = (DecisionQueue.__new__(DecisionQueue),)
        session = SimpleNamespace(actions=ACTIONS)

    missing = r"read_there, next_question, .*, set_aside, skip_step, leave_tour"
    with pytest.raises(LookupError, match=rf"^Bare has no handler of {missing}\.$"):
        _ = Bare().handlers


async def test_the_desk_knows_its_handlers_before_the_first_key(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert desk.knows_its_handlers


def test_a_key_that_shadows_another_is_declared() -> None:
    assert clash({}) is None


@pytest.mark.parametrize("action", [action for action in ACTIONS if action.shadows], ids=lambda action: action.id)
def test_what_is_declared_to_be_shadowed_has_the_same_key(action: Action) -> None:
    beside = {other for scope in SCOPES if action in (here := actions_in(scope)) for other in here}
    for shadowed in action.shadows:
        assert any(other.id == shadowed and set(other.keys) & set(action.keys) for other in beside), shadowed


def test_an_undeclared_shadow_is_told() -> None:
    told = clash({(Scope.READER, "ends"): ("w",)})

    assert told == (
        "“w” has two meanings (reader): “Move the ends of the quotation” (reader.ends) and"
        " “Go to the next word” (moving.next_word). Change one of them."
    )


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


def test_a_count_of_forty_digits_is_no_larger_than_one_of_four() -> None:
    keys = Keys()
    for digit in "1234567890" * 4:
        assert keys.feed(digit, Scope.READER) is None
    call = keys.feed("w", Scope.READER)
    assert call is not None
    assert call.times == 1234


def test_escape_ends_a_sequence_and_does_nothing_else() -> None:
    keys = Keys()
    keys.feed("y", Scope.READER)
    assert keys.waiting
    assert keys.feed("escape", Scope.READER) is None
    assert not keys.waiting


async def test_help_shows_every_action_with_its_keys(archive: Archive) -> None:
    async with at_the_desk(archive, welcome=Welcome(guide=partial(TourGuide, draft=""))) as desk:
        await desk.press("question_mark")
        page = desk.page
        for action in rebound({}):
            assert action.words in page
            assert all(shown(key) in page for key in action.keys)
        await desk.press("q")
        assert desk.where in ("stack", "reader")


async def test_help_finds_a_key_by_what_it_does(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("question_mark")
        assert desk.page.index("First day") < desk.page.index("Accept the quotation") < desk.page.index("Stack")
        await desk.press("slash", *"merge")
        assert [line.split() for line in desk.page.splitlines()[3:4]] == [["m", "Merge", "two", "speakers"]]
        assert "Accept" not in desk.page
        await desk.press("enter", "j")
        assert "Accept" not in desk.page
        await desk.press("slash", *"zzz")
        assert "No command matches “zzz”." in desk.page
        await desk.press("escape")
        assert "First day" in desk.page
        await desk.press("q")
        assert desk.where in ("stack", "reader")


async def test_the_palette_finds_what_another_screen_does_and_goes_there(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("colon", *"merge")
        assert desk.where == "palette"
        assert desk.offered[0].startswith("Merge two speakers  ")
        await desk.press("enter")
        assert desk.where == "register"
        await desk.press("q", "colon", *"these quotations", "enter")
        assert desk.says == "“Accept these quotations” is in “accepting all”: A goes there."


async def test_the_palette_does_what_its_words_say(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("colon", "escape", "colon")
        await desk.type("last art")
        await desk.press("enter")
        assert desk.place == len(desk.shown) - 1


async def test_quitting_finishes_what_is_being_saved(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.hurry("V", "enter", "Q")
        await desk.idle()
        article = archive.open_article(archive.articles.page().rows[0].id)
        assert any(a.author == "ada" for a in article.annotations)


async def test_the_palette_offers_nothing_that_fits_badly_and_enter_does_nothing(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("colon")
        for typed in ("xquitx", "zzz", "merging"):
            await desk.fill(typed)
            assert desk.footnote == "No command matches.   escape cancel"
            await desk.press("enter")
            assert desk.where == "palette"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("qit", "Quit"),
        ("srot", "Sort the stack"),
        ("accpet all", "Accept all"),
        ("opn artcle", "Open"),
        ("theme", "Switch the theme"),
        ("colours", "Switch the theme"),
        ("merge", "Merge two speakers"),
        *((typed, "Show what you have done") for typed in ("done", "today", "steps", "log")),
        ("person", "Show all that a person said"),
    ],
)
def test_the_palette_forgives_a_slip_in_each_word(typed: str, meant: str) -> None:
    assert matching(typed, ACTIONS)[0].words.startswith(meant)
