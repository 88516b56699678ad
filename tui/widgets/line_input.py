"""Input fields of one line. Pasted text loses its control characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui.terminal.safe_text import visible
from tui.widgets.error_boundary import ErrorBoundary

if TYPE_CHECKING:
    from rich.text import Text
    from textual import events

_JOINERS = "\u200c\u200d"
"""Several scripts need them to spell names."""


class _SafeHighlighter(Highlighter):
    """Shows a field's initial value as safe text, and leaves the value itself alone."""

    def highlight(self, text: Text) -> None:
        text.plain = visible(text.plain)


class LineInput(ErrorBoundary, Input):
    """An Input for names and words. Control and bidi characters cannot be entered; stored ones are shown as signs."""

    # Without a tint: a terminal with few colours has none that lies between two.
    DEFAULT_CSS = "LineInput, LineInput:focus { background-tint: $background 0%; }"

    def __init__(
        self,
        value: str | None = None,
        placeholder: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        compact: bool = False,
        select_on_focus: bool = True,
    ) -> None:
        super().__init__(
            value, placeholder, _SafeHighlighter(), id=id, compact=compact, select_on_focus=select_on_focus
        )

    # A blinking cursor wakes an idle desk twice a second.
    cursor_blink: Reactive[bool] = Reactive(False, init=False)

    # Constant: Textual would lay out the whole screen again for each letter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def _on_paste(self, event: events.Paste) -> None:
        # Join all lines. Textual would keep the first only, and replace a selection with unfiltered text.
        event.prevent_default()
        event.stop()
        if not self.selection.is_empty:
            self.delete_selection()
        self.insert_text_at_cursor(" ".join(event.text.split()))

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor("".join(c for c in text if c.isprintable() or c in _JOINERS))


class SearchField(LineInput):
    """The search field above a list or a text. It takes no room until it is open."""

    DEFAULT_CSS = """
    SearchField.-textual-compact { display: none; padding: 0 1; margin: 0 0 1 0; background: $panel; }
    SearchField.-textual-compact.-open { display: block; }
    """

    def __init__(self, id: str, placeholder: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, placeholder=placeholder, compact=True)
