"""The line above a pane: its name, and how much is in it."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.terminal.safe_text import visible
from tui.text.cells import fitted


class Title(Widget):
    """One line of words, drawn without the machinery of a text widget: the first paint waits for it."""

    ALLOW_SELECT = False

    def __init__(self, words: str, id: str, classes: str = "") -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, classes=f"title {classes}")
        self.words = words

    def say(self, words: str) -> None:
        """Show other words."""
        if words != self.words:
            self.words = words
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line only
        return Strip([Segment(fitted(visible(self.words), self.size.width), self.visual_style.rich_style)])
