"""The keys in force, drawn from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.base.dialog import Dialogue
from tui.kernel.actions import Scope, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.kernel.actions import Action

_KEY_COLUMN = 22


class HelpScreen(Dialogue[None], inherit_bindings=False):
    """Every action with its keys; those of the place the person comes from stand first."""

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
        match event.key:
            case "j" | "down":
                scroll.scroll_down(animate=False)
            case "k" | "up":
                scroll.scroll_up(animate=False)
            case "ctrl+d" | "pagedown" | "space":
                scroll.scroll_page_down(animate=False)
            case "ctrl+u" | "pageup":
                scroll.scroll_page_up(animate=False)
            case "g" | "home":
                scroll.scroll_home(animate=False)
            case "G" | "end":
                scroll.scroll_end(animate=False)
            case "escape" | "q" | "question_mark" | "enter":
                self.dismiss()
            case "Q" | "ctrl+q":
                self.session.leave()
        event.stop()
        event.prevent_default()

    def _lines(self) -> Iterator[Content]:
        yield Content.assemble(("Keys", "bold"), ("    j k scroll, q closes", "$muted"))
        yield Content("")
        for scope in self._scopes:
            actions = [action for action in self.session.actions if action.scope is scope]
            if actions:
                yield Content.styled(f"{scope[:1].upper()}{scope[1:]}", "bold $primary")
                yield from map(_line, actions)
                yield Content("")
        yield Content("A number before a motion repeats it: 3w, 5j.")
        yield Content("While selecting, 1 2 3 label at once: a number there begins with 4 to 9.")
        yield Content("In the margin: ? waits for you, ✓ accepted, ✔ verified, – skipped, ! its words changed.")
        yield Content("Of a suggestion: sure, likely or unsure is how often such ones were right when we measured.")
        yield Content("Keys, colours and more are set in config.toml; pullquote where says where it is.")


def _line(action: Action) -> Content:
    keys = "  ".join(shown(key) for key in action.keys) or "in the palette"
    return Content.assemble((f"  {keys:<{_KEY_COLUMN}}", "$secondary"), action.words)
