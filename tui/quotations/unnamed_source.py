"""The dialog for a source that the copy does not name: its description, and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.base.dialog import CANCEL, Dialog, key_line
from tui.terminal.safe_text import visible
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class UnnamedScreen(Dialog[tuple[str, str] | None], inherit_bindings=False):
    """Asks for the description and the reason. Answers with both, or None when cancelled."""

    def __init__(self, words: str, descriptor: str, reason: str) -> None:
        super().__init__()
        self._words = words
        self._descriptor = LineInput(descriptor, placeholder="a senior official", compact=True)
        self._reason = LineInput(reason, placeholder="talks are under way (may stay empty)", compact=True)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Unnamed source", classes="heading")
            if self._words:
                yield Static(Content(visible(self._words)), classes="about")
            yield Static("Description in the article")
            yield self._descriptor
            yield Static("Reason for not naming them")
            yield self._reason
            yield Static(key_line(("enter", "next, save"), ("tab", "other line"), CANCEL), classes="footnote")

    def on_mount(self) -> None:
        self.set_focus(self._descriptor)

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter" if self.focused is self._descriptor:
                self.set_focus(self._reason)
            case "enter":
                self.dismiss((self._descriptor.value, _without_because(self._reason.value)))
            case "tab" | "down" | "up" | "shift+tab":
                self.set_focus(self._reason if self.focused is self._descriptor else self._descriptor)
            case _:
                return
        event.stop()
        event.prevent_default()


def _without_because(reason: str) -> str:
    """Return a reason without its leading “because”."""
    first, _, rest = reason.strip().partition(" ")
    return rest.lstrip() if first.casefold() == "because" else reason
