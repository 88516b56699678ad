"""The help: all keys in force, from the keymap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.base.dialog import Dialog
from tui.kernel.actions import Scope, actions_in
from tui.kernel.key_sequence import name_of
from tui.kernel.keymap import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.kernel.actions import Action

_KEY_COLUMN = 22
_ALSO = {"space": "page_down", "enter": "back"}
"""Keys of this page only."""


class HelpScreen(Dialog[None], inherit_bindings=False):
    """Every action with its keys; the scopes of the screen below come first."""

    CSS = """
    HelpScreen { align: center top; background: $background; }
    HelpScreen > VerticalScroll { width: 100%; max-width: 84; height: 100%; padding: 1 3; scrollbar-size-vertical: 1; }
    """

    def __init__(self, first: Sequence[Scope] = ()) -> None:
        super().__init__()
        self._scopes = list(dict.fromkeys((*first, *Scope)))

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content("\n").join(self._lines()))

    def on_key(self, event: events.Key) -> None:
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
            case "back" | "help":
                self.dismiss()
            case "leave":
                self.session.leave()
        event.stop()
        event.prevent_default()

    def _meaning(self, key: str) -> str | None:
        """Return the action of a list that a key stands for; of a sequence its first key is enough."""
        actions = actions_in(Scope.LIST, self.session.actions)
        return next((a.id for a in actions if any(keys.split()[0] == key for keys in a.keys)), _ALSO.get(key))

    def _counts_while_selecting(self) -> str:
        """Return which digits are left for counts while selecting; empty when keys take none, or all."""
        taken = {keys[0] for action in actions_in(Scope.SELECTING, self.session.actions) for keys in action.keys}
        free = [digit for digit in "123456789" if digit not in taken]
        if len(free) in (0, 9):
            return ""
        is_a_row = "".join(free) in "123456789"
        return f", so a count begins with {f'{free[0]} to {free[-1]}' if is_a_row else ', '.join(free)}"

    def _lines(self) -> Iterator[Content]:
        keys = self.session.phrase("{list.cursor_down} {list.cursor_up} scroll, {everywhere.back} closes")
        yield Content.assemble(("Keys", "bold"), (f"    {keys}", "$muted"))
        yield Content("")
        for scope in self._scopes:
            actions = [action for action in self.session.actions if action.scope is scope]
            if actions:
                yield Content.styled(f"{scope[:1].upper()}{scope[1:]}", "bold $primary")
                yield from map(_line, actions)
                yield Content("")
        yield Content(
            self.session.phrase("A number before a motion repeats it: 3{moving.next_word}, 5{moving.line_down}.")
        )
        labels = "{selecting.label_content} {selecting.label_source} {selecting.label_cue}"
        yield Content(self.session.phrase(f"While selecting, {labels} label words{self._counts_while_selecting()}."))
        yield Content("In the margin: ? open, ✓ accepted, ✔ verified, – skipped, ! changed by an update.")
        yield Content("Sure, likely, unsure: how often such suggestions were right when measured.")
        yield Content("Keys, colours and more are set in config.toml; pullquote where shows its path.")


def _line(action: Action) -> Content:
    keys = "  ".join(shown(key) for key in action.keys) or "in the palette"
    return Content.assemble((f"  {keys:<{_KEY_COLUMN}}", "$secondary"), action.words)
