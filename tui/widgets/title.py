"""The title of a pane."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.terminal.safe_text import visible
from tui.text.cells import fitted


class Title(Widget):
    """One line of text. The first paint waits for it, so it does without Textual's text widget."""

    ALLOW_SELECT = False

    def __init__(self, words: str, id: str, classes: str = "") -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, classes=f"title {classes}")
        self.words = words

    def say(self, words: str) -> None:
        """Replace the text."""
        if words != self.words:
            self.words = words
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line only
        return Strip([Segment(fitted(visible(self.words), self.size.width), self.visual_style.rich_style)])
