"""The help: every key in force, from the keymap."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from store.model.members import Deed
from tui.base.dialog import Dialog
from tui.base.palette import matching
from tui.kernel.actions import Scope, actions_in
from tui.kernel.key_sequence import name_of
from tui.kernel.keymap import shown
from tui.kernel.rights import refusal
from tui.kernel.ways_in import FIRST_DAY
from tui.terminal.safe_text import visible
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.kernel.actions import Action

_KEY_COLUMN = 22
_WIDEST = 78
"""Cells of a line: longer ones are hard to read across."""
_ALSO = {"space": "page_down", "enter": "back"}
"""Keys of this page only."""
_NOTES = (
    "A number before a motion repeats it: 3{moving.next_word}, 5{moving.line_down}.",
    "While selecting, {selecting.label_content} {selecting.label_source} {selecting.label_cue} label words{counts}.",
    "Searches take or, -word, who: said: source: by: tag: note: before: after:7d is: re:pattern.",
    "In the margin: ? open, ~ unsure, ✓ accepted, ✔ verified, – skipped, ! changed, w waits here, not saved.",
    "Sure, likely, unsure: how often such suggestions were right when measured.",
    "Keys, colours and more are set in config.toml; pullquote where shows its path.",
)


class HelpScreen(Dialog[None], inherit_bindings=False):
    """Every action with its keys: first the ten for a new person, then those of the screen below, then all others.

    A search keeps the actions whose words match.
    """

    CSS = """
    HelpScreen { align: center top; background: $background; }
    HelpScreen > VerticalScroll { width: 100%; max-width: 84; height: 1fr; padding: 1 3; scrollbar-size-vertical: 1; }
    HelpScreen > LineInput { display: none; width: 100%; max-width: 84; padding: 0 3; margin: 0; }
    """

    def __init__(self, first: Sequence[Scope] = ()) -> None:
        super().__init__()
        self._scopes = list(dict.fromkeys((*first, *Scope)))
        self._field = LineInput(placeholder="Find a key by what it does", compact=True)

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static()
        yield self._field

    def on_mount(self) -> None:
        self.set_focus(None)
        self._show()

    def on_resize(self) -> None:
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        width = min(_WIDEST, self.size.width - 7)
        self.query_one(Static).update(Content("\n").join(self._lines(width)))

    def on_key(self, event: events.Key) -> None:
        if self.focused is self._field and event.key not in ("enter", "escape", "up", "down"):
            return
        scroll = self.query_one(VerticalScroll)
        match self._meaning(name_of(event)):
            case "cursor_down":
                scroll.scroll_down(animate=False)
            case "cursor_up":
                scroll.scroll_up(animate=False)
            case "page_down":
                scroll.scroll_page_down(animate=False)
            case "page_up":
                scroll.scroll_page_up(animate=False)
            case "first":
                scroll.scroll_home(animate=False)
            case "last":
                scroll.scroll_end(animate=False)
            case "find":
                self._field.display = True
                self.set_focus(self._field)
            case "back" | "help" if self._field.display:
                self._leave_field(keeps=event.key == "enter" and self.focused is self._field)
            case "back" | "help":
                self.dismiss()
            case "leave":
                self.session.leave()
        event.stop()
        event.prevent_default()

    def _leave_field(self, *, keeps: bool) -> None:
        """Give the keys back to scrolling; with ``keeps`` the search results stay, else everything is shown."""
        self.set_focus(None)
        if not keeps:
            self._field.value = ""
            self._field.display = False

    def _meaning(self, key: str) -> str | None:
        """Return the list action that a key means; the first key of a sequence is enough."""
        finds = [a for a in self.session.actions if (a.scope, a.id) == (Scope.MOVING, "find")]
        actions = [*actions_in(Scope.LIST, self.session.actions), *finds]
        return next((a.id for a in actions if any(keys.split()[0] == key for keys in a.keys)), _ALSO.get(key))

    def _counts_while_selecting(self) -> str:
        """Return the digits that still work as counts while selecting; empty if keys use none, or all."""
        taken = {keys[0] for action in actions_in(Scope.SELECTING, self.session.actions) for keys in action.keys}
        free = [digit for digit in "123456789" if digit not in taken]
        if len(free) in (0, 9):
            return ""
        is_a_row = "".join(free) in "123456789"
        return f", so a count begins with {f'{free[0]} to {free[-1]}' if is_a_row else ', '.join(free)}"

    def _lines(self, width: int) -> Iterator[Content]:
        typed = self._field.value.strip()
        keys = self.session.phrase(
            "{list.cursor_down} {list.cursor_up} scroll, {moving.find} finds, {everywhere.back} closes"
        )
        yield Content.assemble(("Keys", "bold"), (f"    {keys}", "$muted"))
        yield Content("")
        if why := self.session.archive.presence.refusal(Deed.DECIDE):
            yield from (Content.styled(line, "$warning") for line in wrap(f"(In parentheses) {visible(why)}", width))
            yield Content("")
        found = matching(typed, self.session.actions)
        if not typed:
            yield from self._section("First day", self._first_day(), width)
        for scope in self._scopes:
            yield from self._section(scope, [action for action in found if action.scope is scope], width)
        if not found:
            yield Content(f"No command matches “{visible(typed)}”.")
        if not typed:
            for note in _NOTES:
                words = self.session.phrase(note, counts=self._counts_while_selecting())
                yield from map(Content, wrap(words, width))

    def _first_day(self) -> list[Action]:
        by_name = {(action.scope, action.id): action for action in self.session.actions}
        return [by_name[name] for name in FIRST_DAY]

    def _section(self, heading: str, actions: Sequence[Action], width: int) -> Iterator[Content]:
        if actions:
            yield Content.styled(f"{heading[:1].upper()}{heading[1:]}", "bold $primary")
            for action in actions:
                yield from _action_lines(action, width, is_refused=bool(refusal(self.session.archive, action)))
            yield Content("")


def _action_lines(action: Action, width: int, *, is_refused: bool) -> Iterator[Content]:
    """Yield an action's keys and words, with a hanging indent when they need several lines.

    Those that this person may not perform are greyed, in parentheses.
    """
    keys = "  ".join(shown(key) for key in action.keys) or "in the palette"
    column = max(_KEY_COLUMN, len(keys) + 1)
    first, *rest = wrap(f"({action.words})" if is_refused else action.words, max(20, width - column - 2))
    key_style, style = ("$muted", "$muted") if is_refused else ("$secondary", "")
    yield Content.assemble((f"  {keys:<{column}}", key_style), (first, style))
    for words in rest:
        yield Content.styled(f"  {'':<{column}}{words}", style)
