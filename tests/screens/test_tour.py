"""The tour names the next thing to do and goes on when it is done, however it is done. It is never in the way."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tests.screens.stories import suggested
from tui.kernel.actions import SCOPES, Scope
from tui.kernel.key_sequence import Keys
from tui.kernel.keymap import in_force
from tui.kernel.welcome import Welcome
from tui.settings.config import Config
from tui.tour.guide import TourGuide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.screens.driver import Driver

DRAFT = str(Path(__file__).with_name("draft.txt"))
WELCOME = Welcome(guide=partial(TourGuide, draft=DRAFT))
SETTLE, NAME, COPY, SEARCH, CHECK = (f"{number}/5" for number in range(1, 6))
FINISHED = "That was the tour. ? shows all keys, Q quits."


@pytest.fixture
async def desk(archive: Archive) -> AsyncIterator[Driver]:
    """A desk at 80 columns, with the tour at its first step."""
    suggested(archive)
    async with at_the_desk(archive, size=(80, 24), welcome=WELCOME) as desk:
        yield desk


async def skip_to(desk: Driver, step: str) -> None:
    """Skip to a step, with the article open and the cursor on a quotation."""
    if desk.where == "stack":
        await desk.press("enter")
    while not desk.tour.startswith(step):
        await desk.press("full_stop")


async def test_a_newcomer_is_led_through_settling_naming_copying_search_and_check(desk: Driver) -> None:
    led = [
        ("1/5   enter opens the article.", "enter"),
        ("1/5   a accepts the quotation, x rejects it.", "a"),
        ("2/5   @ asks who said it: take the name shown.", "at enter"),
        ("3/5   ya copies the words with their credit.", "y a"),
        ("4/5   g/ searches all articles: try a typo, “harbuor”.", "g slash"),
        ("4/5   Type a few letters, then open what is found.", "h a r b u o r enter"),
        ("5/5   gc checks a draft; a sample is filled in.", "g c enter"),
        (FINISHED, "comma"),
    ]
    for line, keys in led:
        assert desk.tour.startswith(line)
        assert desk.tour.endswith(", close" if line == FINISHED else ". skip  , end tour")
        await desk.press(*keys.split())

    assert desk.tour == ""
    assert desk.where == "checked draft"


@pytest.mark.parametrize("keys", ["colon a c c e p t enter", "A enter", "tab r x"])
async def test_a_quotation_may_be_settled_in_any_way(desk: Driver, keys: str) -> None:
    await desk.press("enter", *keys.split())

    assert desk.tour.startswith(NAME)


async def test_what_is_done_by_a_command_in_another_window_counts(desk: Driver, path: Path) -> None:
    await desk.press("enter")
    with Archive.open(path, actor="ada") as elsewhere:
        elsewhere.decisions.settle([elsewhere.annotations.get(desk.quotations[0].id)], Status.ACCEPTED)
    await desk.hear()
    await desk.idle()

    assert desk.tour.startswith(NAME)


async def test_what_a_colleague_does_does_not(desk: Driver, path: Path) -> None:
    await desk.press("enter")
    with Archive.open(path, actor="ben") as elsewhere:
        elsewhere.decisions.settle([elsewhere.annotations.get(desk.quotations[0].id)], Status.ACCEPTED)
    await desk.hear()
    await desk.idle()

    assert desk.tour.startswith(SETTLE)


@pytest.mark.parametrize("keys", ["v i w at enter"])
async def test_a_speaker_may_be_named_in_any_way(desk: Driver, keys: str) -> None:
    await skip_to(desk, NAME)
    await desk.press(*keys.split())

    assert desk.tour.startswith(COPY)


async def test_a_name_that_is_known_already_counts(desk: Driver) -> None:
    await desk.press("enter", "a", "K", "at", "enter")

    assert desk.says == "Already attributed to Mira Holt."
    assert desk.tour.startswith(COPY)


@pytest.mark.parametrize("keys", ["m y p", "v i w y"])
async def test_words_may_be_copied_in_any_way(desk: Driver, keys: str) -> None:
    await skip_to(desk, COPY)
    await desk.press(*keys.split())

    assert desk.tour.startswith(SEARCH)


@pytest.mark.parametrize("keys", ["slash slash p o enter", "q slash p o down"])
async def test_a_search_may_be_begun_and_ended_in_any_way(desk: Driver, keys: str) -> None:
    await skip_to(desk, SEARCH)
    await desk.press(*keys.split())

    assert desk.tour.startswith(CHECK)


async def test_what_is_given_up_or_fails_does_not_count(desk: Driver) -> None:
    await skip_to(desk, NAME)
    await desk.press("at", "escape")
    assert desk.tour.startswith(NAME)
    await skip_to(desk, SEARCH)
    await desk.press("g", "slash", "escape")
    assert desk.tour.startswith(SEARCH)
    await skip_to(desk, CHECK)
    await desk.press("g", "c", "x", "enter")

    assert "draft.txtx" in desk.says
    assert desk.tour.startswith(CHECK)


async def test_what_is_done_before_its_turn_is_not_asked_for_again(desk: Driver) -> None:
    await desk.press("enter", "y", "a", "at", "enter")

    assert desk.tour.startswith(SEARCH)


async def test_wherever_a_person_is_the_line_names_the_way_on(desk: Driver) -> None:
    ways = {
        "enter": "a accepts",
        "a": "@ asks",
        "v": "escape stops selecting.",
        "escape e": "escape leaves the ends as they were.",
        "escape W": "q goes back.",
        "q q": "enter opens the article.",
        "full_stop full_stop r": "q goes back.",
        "q": "/ searches",
        "full_stop slash": "Leave the field to go on.",
    }
    for keys, line in ways.items():
        await desk.press(*keys.split())
        assert desk.tour[len("1/5   ") :].startswith(line)


async def test_the_line_names_another_quotation_or_article_when_there_is_nothing_to_do_here(desk: Driver) -> None:
    await desk.press("enter", "a", "A", "enter", "comma", "comma", "u", "u", "a", "K")
    assert desk.tour.startswith("2/5   @ asks")
    await desk.press("D", "J", "D")

    assert desk.tour.startswith("2/5   > opens the next article with quotations.")


async def test_one_key_leaves_it_and_takes_it_up_again(desk: Driver) -> None:
    await desk.press("full_stop", "comma")
    assert (desk.tour, desk.says) == ("", "The tour is left. , takes it up again.")
    await desk.press("enter", "full_stop")
    assert desk.tour == ""
    await desk.press("comma")

    assert desk.tour.startswith("2/5   @ asks")


def test_its_keys_block_no_other_key() -> None:
    guided, plain = Keys(in_force({}, guided=True)), Keys(in_force({}, guided=False))
    own = {("full_stop",), ("comma",)}
    for scope in SCOPES:
        assert {keys: action for keys, action in guided._map(scope).items() if keys not in own} == plain._map(scope)
        assert guided._map(scope).keys() - plain._map(scope).keys() == own


async def test_in_a_field_its_keys_are_letters(desk: Driver) -> None:
    await desk.press("slash")
    await desk.press("full_stop", "comma")

    assert desk.typed == ".,"
    assert desk.tour.startswith(SETTLE)


async def test_keys_of_ones_own_come_first_and_are_named(archive: Archive) -> None:
    suggested(archive)
    own = {
        (Scope.STACK, "open"): ("comma",),
        (Scope.QUOTATION, "accept"): ("full_stop x",),
        (Scope.QUOTATION, "reject"): ("b",),
        (Scope.MOVING, "previous_word"): (),
    }
    async with at_the_desk(archive, Config(keys=own), size=(80, 24), welcome=WELCOME) as desk:
        assert desk.tour == "1/5   , opens the article."
        await desk.press("comma")
        assert desk.tour == "1/5   .x accepts the quotation, b rejects it."
        await desk.press("full_stop", "x")

        assert desk.tour.startswith(NAME)


async def test_it_remembers_nothing(archive: Archive, home: Path) -> None:
    suggested(archive)
    async with at_the_desk(archive, size=(80, 24), welcome=WELCOME) as desk:
        await desk.press("full_stop", "comma")
    assert list(home.rglob("*")) == []
    async with at_the_desk(archive, size=(80, 24), welcome=WELCOME) as desk:
        assert desk.tour.startswith(SETTLE)


async def test_a_desk_without_it_has_no_line_and_no_keys_for_it(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        assert desk.tour == ""
        await desk.press("question_mark")
        assert "tour" not in desk.page
