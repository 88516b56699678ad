"""Every action of the table is called by its key at a running desk, and something comes of it.

A new action is tested here without a line more, when the way into its place is known: the keys that lead there from the
stack (``WAYS_IN``). Where nothing would happen there, say in ``FIRST`` which keys make something happen: what the
action does must be seen on the screen, in the store, on the clipboard, or in the program's end. What exactly it does is
for a test of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store.model.annotations import Status
from store.model.speakers import Attribution
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import ACTIONS, Action, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from tests.screens.driver import Driver
    from tui.kernel.key_sequence import Call


def nothing(archive: Archive) -> None:
    """The invented copy as it is."""


def updated(archive: Archive) -> None:
    """Let an update change a quotation that a person had accepted."""
    row = archive.articles.page().rows[0]
    archive.suggestions.find(row.id)
    archive.decisions.settle(archive.open_article(row.id).annotations, Status.ACCEPTED)
    for words in ("a fifth week", "a sixth week"):
        newer = replace(HARBOUR, body=HARBOUR.body.replace("a fourth week", words).replace("stands", "fell"))
        archive.add([newer], reader="test", reader_version="1")


def quoted(archive: Archive) -> None:
    """Let people have said something, one of them under two names."""
    revision = archive.open_article(archive.articles.page().rows[0].id).revision
    for number in range(16):
        name = ("Mira Holt", "M. Holt", f"Speaker {number}")[min(number // 2, 2)]
        archive.decisions.name_speaker(archive.decisions.add_quotation(revision, [Span(number, number + 5)]), name)
    archive.register.add_name(archive.register.speakers("mira")[0].id, "Holt")


def unnamed(archive: Archive) -> None:
    """Let somebody have said something whom the copy does not name."""
    row = next(row for row in archive.articles.page().rows if row.headline == HARBOUR.headline)
    revision = archive.open_article(row.id).revision
    made = archive.decisions.add_quotation(revision, [Span(0, 12)])
    archive.decisions.attribute(made, Attribution(descriptor="a senior official"))


DRAFT = Path(__file__).with_name("draft.txt")
"""A draft of one quotation that the invented copy has."""


@dataclass
class Way:
    """How to get from the stack to where an action can be called."""

    keys: tuple[str, ...] = ()
    prepare: Callable[[Archive], None] = nothing
    size: tuple[int, int] = (80, 24)


WAYS_IN: dict[Scope, Way] = {
    Scope.EVERYWHERE: Way(),
    Scope.DESK: Way(),
    Scope.STACK: Way(),
    Scope.READER: Way(("enter", "n")),
    Scope.MOVING: Way(("enter", "n", "n", "w")),
    Scope.SELECTING: Way(("enter", "n", "v")),
    Scope.CHOOSING: Way(("enter", "n", "v")),
    Scope.ENDS: Way(("enter", "n", "e")),
    Scope.QUOTATION: Way(("enter", "n")),
    Scope.REVIEW: Way(("enter", "r"), size=(80, 14)),
    Scope.CARD: Way(("enter", "n", "enter"), size=(80, 12)),
    Scope.LIST: Way(("enter", "g", "h"), updated, size=(80, 12)),
    Scope.ACCEPTING: Way(("enter", "A")),
    Scope.COPIES: Way(("enter", "n", "y", "y", "Y")),
    Scope.CHECKED: Way(("g", "c", *str(DRAFT), "enter")),
    Scope.QUOTATIONS: Way(("enter", "tab"), size=(180, 40)),
    Scope.COMPARING: Way(("d",), updated, (80, 12)),
    Scope.DIFFERENCE: Way(("d",), updated),
    Scope.UPDATES: Way(("U",), updated),
    Scope.REGISTER: Way(("W",), quoted, (80, 12)),
    Scope.ANSWERS: Way(("W", "a"), unnamed),
}

FIRST: dict[tuple[Scope, str], tuple[str, ...]] = {
    (Scope.STACK, "cursor_up"): ("j",),
    (Scope.STACK, "page_up"): ("G",),
    (Scope.STACK, "first"): ("G",),
    (Scope.EVERYWHERE, "undo"): ("enter", "n", "a"),
    (Scope.EVERYWHERE, "redo"): ("enter", "n", "a", "u"),
    (Scope.DESK, "next_pane"): ("enter",),
    (Scope.MOVING, "next"): ("g", "g"),
    (Scope.MOVING, "word_end"): ("v",),
    (Scope.QUOTATIONS, "previous_quotation"): ("G",),
    (Scope.QUOTATIONS, "first_quotation"): ("G",),
    (Scope.MOVING, "next_quotation"): ("g", "g"),
    (Scope.READER, "other_quotation"): ("v", "w", "w", "enter"),
    (Scope.CHOOSING, "inner_word"): ("w",),
    (Scope.CHOOSING, "other_end"): ("w",),
    (Scope.ENDS, "save_ends"): ("w",),
    (Scope.REVIEW, "previous_open"): ("j",),
    (Scope.REVIEW, "undo"): ("a",),
    (Scope.REVIEW, "page_up"): ("ctrl+d",),
    (Scope.CARD, "scroll_up"): ("ctrl+d",),
    (Scope.CARD, "page_up"): ("ctrl+d",),
    (Scope.LIST, "cursor_up"): ("G",),
    (Scope.LIST, "page_up"): ("G",),
    (Scope.LIST, "first"): ("G",),
    (Scope.UPDATES, "previous_stale"): ("j",),
    (Scope.REGISTER, "cursor_up"): ("G",),
    (Scope.REGISTER, "page_up"): ("G",),
    (Scope.REGISTER, "first"): ("G",),
    (Scope.REGISTER, "mark"): ("tab",),
    (Scope.REGISTER, "split"): ("tab", "space"),
    (Scope.COMPARING, "line_up"): ("G",),
    (Scope.COMPARING, "page_up"): ("G",),
    (Scope.COMPARING, "first"): ("G",),
}


BY_KEYS = [action for action in ACTIONS if action.scope is not Scope.CONFLICT]
"""No keys lead to a conflict, a colleague does: those are tested in test_remarks."""


@pytest.mark.parametrize("action", BY_KEYS, ids=lambda action: f"{action.scope.name.lower()}.{action.id}")
async def test_the_key_calls_the_action_and_something_comes_of_it(
    action: Action, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert action.scope in WAYS_IN, "Say in WAYS_IN how a person gets there."
    assert action.keys, "An action without a key is called from the palette: test it in a test of its own."
    way = WAYS_IN[action.scope]
    way.prepare(archive)
    called: list[Action] = []
    perform = KeyedScreen.perform

    def noting(screen: KeyedScreen[object], call: Call) -> None:
        called.append(call.action)
        perform(screen, call)

    monkeypatch.setattr(KeyedScreen, "perform", noting)
    async with at_the_desk(archive, size=way.size) as desk:
        await desk.press(*way.keys, *FIRST.get((action.scope, action.id), ()))
        before = outcome(desk)
        called.clear()
        await desk.press(*action.keys[0].split())
        assert [(done.scope, done.id) for done in called] == [(action.scope, action.id)]
        assert outcome(desk) != before


def outcome(desk: Driver) -> tuple[object, ...]:
    """All that a person could notice: the screen, the store's log, the clipboard, whether the desk is open."""
    log = desk.archive.events(limit=1_000).rows, desk.archive.register.events().rows
    return desk.segments, log, list(desk.clipboard.copies), desk.exit_status
