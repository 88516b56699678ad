"""The keys, drawn from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import ACTIONS, Scope, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.app import ComposeResult

_TITLES = {
    Scope.STACK: "In the stack",
    Scope.READER: "In the reader",
    Scope.SELECTING: "While selecting words",
    Scope.MOVING: "Moving in the reader, selecting or not",
    Scope.DESK: "In stack and reader",
    Scope.UPDATES: "Quotations that updates changed",
    Scope.DIFFERENCE: "What changed in an article",
    Scope.COMPARING: "Moving over what changed",
    Scope.EVERYWHERE: "Everywhere",
}
_KEY_COLUMN = 22


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """Every action with its keys."""

    CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > VerticalScroll { width: 76; max-width: 95%; height: 90%; background: $panel; padding: 1 3; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content("\n").join(_lines()))

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
            case "escape" | "q" | "question_mark" | "enter":
                self.dismiss()
            case "Q" | "ctrl+q":
                self.app.run_worker(self.app.action_quit(), group="leave")
        event.stop()
        event.prevent_default()


def _lines() -> Iterator[Content]:
    yield Content.styled("Keys", "bold")
    yield Content("escape or q closes this page")
    yield Content("")
    for scope, title in _TITLES.items():
        yield Content.styled(title, "bold $primary")
        for action in ACTIONS:
            if action.scope is scope:
                keys = "  ".join(shown(key) for key in action.keys)
                yield Content.assemble((f"  {keys:<{_KEY_COLUMN}}", "$secondary"), action.words)
        yield Content("")
    yield Content("A number before a motion repeats it: 3w, 5j.")
    yield Content("While selecting, 1 2 3 label at once: a number there begins with 4 to 9.")
    yield Content("In the margin: ? waits for you, ✓ accepted, ✔ verified, – skipped, ! its words changed.")
    yield Content("Of a suggestion: sure, likely or unsure is how often such ones were right when we measured.")
