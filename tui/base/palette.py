"""The command palette: actions found by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from tui.base.dialog import CANCEL, CHOOSE, key_line
from tui.base.picker import Picker
from tui.kernel.keymap import shown
from tui.kernel.rights import refusal
from tui.kernel.synonyms import SYNONYMS
from tui.kernel.ways_in import is_reachable
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui.kernel.actions import Action

_KEYS = key_line(CHOOSE, ("enter", "run"), CANCEL)
_LIKE = 75
"""The least similarity, of 100, between each word typed and a word of the action or its beginning."""


class Palette(Picker["Action"], inherit_bindings=False):
    """Asks for an action. Answers None when cancelled.

    The actions in ``offered`` come first. Typing also finds those of other screens, with the screen's name.
    """

    def __init__(self, offered: Sequence[Action], every: Sequence[Action]) -> None:
        super().__init__(LineInput(placeholder="What would you like to do?", compact=True))
        self._offered = list(dict.fromkeys(offered))
        here = {action.words for action in offered}
        self._elsewhere = [action for action in every if action.words not in here and is_reachable(action.scope)]
        self._found: list[Action] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._input
            yield self._list
            yield Static(_KEYS, classes="footnote")

    def on_mount(self) -> None:
        self._offer()

    def on_resize(self) -> None:
        self._offer()

    @on(Input.Changed)
    def _offer(self) -> None:
        typed = self._input.value
        elsewhere = self._elsewhere if typed.strip() else []
        self._found = matching(typed, [*self._offered, *elsewhere], self._offered)
        width = max(20, self.size.width - 6)
        self._list.set_options([Option(self._row(action, width)) for action in self._found])
        self._list.highlighted = 0 if self._found else None
        self.query_one(".footnote", Static).update(
            _KEYS if self._found else f"No command matches.   {key_line(CANCEL)}"
        )

    def uses(self, key: str) -> bool:
        match key:
            case "ctrl+n":
                self._list.action_cursor_down()
            case "ctrl+p":
                self._list.action_cursor_up()
            case "enter":
                self.choose_highlighted()
            case _:
                return False
        return True

    def choose(self, number: int) -> None:
        if number < len(self._found):
            self.dismiss(self._found[number])

    def _row(self, action: Action, width: int) -> Content:
        keys = "  ".join(shown(key) for key in action.keys)
        if action not in self._offered:
            keys = f"in {action.scope}  {keys}"
        is_refused = bool(refusal(self.session.archive, action))
        words = f"({action.words})" if is_refused else action.words
        gap = max(2, width - cell_len(words) - cell_len(keys))
        return Content.assemble((words, "$muted" if is_refused else ""), " " * gap, (keys, "$muted"))


def matching(typed: str, actions: Sequence[Action], preferred: Sequence[Action] = ()) -> list[Action]:
    """Return the actions that match the typed words, best first; all of them without any.

    Of two that match equally well, one in ``preferred`` comes first.
    """
    words = typed.casefold().split()
    if not words:
        return list(actions)
    from rapidfuzz.distance import OSA

    def alike(word: str, part: str) -> float:
        """Compare a typed word with a whole word or its beginning, never with its middle."""
        begun = part[: len(word)]
        return 100 * max(OSA.normalized_similarity(word, part), OSA.normalized_similarity(word, begun))

    def likeness(action: Action) -> float:
        said = action.words.casefold()
        parts = [part.strip(",;:.()") for part in said.split()]
        called = parts + SYNONYMS.get((action.scope, action.id), "").split()
        if all(any(part.startswith(word) for part in parts) for word in words):
            return 200.0 - len(said) / 100
        if all(any(part.startswith(word) for part in called) for word in words):
            return 180.0 - len(said) / 100
        if all(word in said for word in words):
            return 150.0 - len(said) / 100
        return min(max(alike(word, part) for part in parts) for word in words)

    scored = [(likeness(action), action) for action in actions]
    sure = any(score > 100 for score, _ in scored)
    kept = [(score, action) for score, action in scored if score >= (101 if sure else _LIKE)]
    return [action for _, action in sorted(kept, key=lambda pair: -pair[0] - 10 * (pair[1] in preferred))]
