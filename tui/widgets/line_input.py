"""One line of typing. What is pasted into it loses the characters that a terminal would obey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui.terminal.safe_text import visible
from tui.widgets.enduring import Enduring

if TYPE_CHECKING:
    from rich.text import Text
    from textual import events

_JOINERS = "\u200c\u200d"
"""Names in several scripts are spelled with these."""


class _Visible(Highlighter):
    """Shows what a field began with as all foreign text is shown; what is saved again is not touched by that."""

    def highlight(self, text: Text) -> None:
        text.plain = visible(text.plain)


class LineInput(Enduring, Input):
    """An Input for names and words: control and bidi characters do not get in, and are marks where they were stored."""

    def __init__(
        self,
        value: str | None = None,
        placeholder: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        compact: bool = False,
        select_on_focus: bool = True,
    ) -> None:
        super().__init__(value, placeholder, _Visible(), id=id, compact=compact, select_on_focus=select_on_focus)

    # A blinking cursor wakes an idle desk twice a second.
    cursor_blink: Reactive[bool] = Reactive(False, init=False)

    # One line stays one line however much stands in it. Textual would lay the whole screen out anew for each letter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def _on_paste(self, event: events.Paste) -> None:
        # All lines as one. Textual would take the first alone, and over a selection with whatever is in it.
        event.prevent_default()
        event.stop()
        if not self.selection.is_empty:
            self.delete_selection()
        self.insert_text_at_cursor(" ".join(event.text.split()))

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor("".join(c for c in text if c.isprintable() or c in _JOINERS))


class SearchField(LineInput):
    """The field over a list or a text in which one looks for something there; it takes no room until it is open."""

    DEFAULT_CSS = """
    SearchField.-textual-compact { display: none; padding: 0 1; margin: 0 0 1 0; background: $panel; }
    SearchField.-textual-compact.-open { display: block; }
    """

    def __init__(self, id: str, placeholder: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, placeholder=placeholder, compact=True)
