"""The prompt for the name of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.base.dialog import CANCEL, Dialog, key_line
from tui.terminal.safe_text import visible
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class ViewName(NamedTuple):
    """A name for a view, and whether all desks share the view."""

    name: str
    shared: bool = False


class NamePrompt(Dialog[ViewName | None], inherit_bindings=False):
    """Asks for the name of a view; unless it is only renamed, also whose it is. Answers None when cancelled.

    ``refusal`` is why this person may not share views; empty if they may.
    """

    def __init__(
        self, question: str, name: str, *, shared: bool = False, renames: bool = False, refusal: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self._shared = shared and not refusal
        self._renames = renames
        self._refusal = refusal
        self._input = LineInput(name, compact=True)
        self._whose = Static("", classes="about")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(visible(self._question)), classes="heading")
            yield self._input
            if not self._renames:
                yield self._whose
            share = [] if self._renames else [("tab", "for you or for all")]
            yield Static(key_line(("enter", "save"), *share, CANCEL), classes="footnote")

    def on_mount(self) -> None:
        self.set_focus(self._input)
        self._show_whose()

    def _show_whose(self) -> None:
        self._whose.update("For all desks of this store." if self._shared else "For you alone.")

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "tab" and self._refusal:
            self._whose.update(Content(visible(f"For you alone. {self._refusal}")))
        elif event.key == "tab" and not self._renames:
            self._shared = not self._shared
            self._show_whose()
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        name = " ".join(event.value.split())
        self.dismiss(ViewName(name, self._shared) if name else None)
