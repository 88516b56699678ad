"""The title of a pane."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.terminal.safe_text import visible
from tui.text.cells import cut_in_the_middle, fitted


class Title(Widget):
    """One line of text. The first paint waits for it, so it does without Textual's text widget."""

    ALLOW_SELECT = False

    def __init__(self, words: str, id: str, classes: str = "") -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, classes=f"title {classes}")
        self.words = words
        self._shorter = ""

    def say(self, words: str, *, shorter: str = "") -> None:
        """Replace the text; ``shorter`` stands where there is no room for it."""
        if words != self.words:
            self.words, self._shorter = words, shorter
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line only
        words, width = visible(self.words), self.size.width
        if self._shorter and cell_len(words) > width:
            words = visible(self._shorter)
        words = cut_in_the_middle(words, width)
        return Strip([Segment(fitted(words, width), self.visual_style.rich_style)])
