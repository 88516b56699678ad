"""The sentence around a quotation's words, at the foot of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from typing import Any

    from tui.base.keyed_screen import KeyedScreen


class PassageFoot(Static):
    """Shows sentences while there are any. It rises above a question, which is about them."""

    DEFAULT_CSS = """
    PassageFoot {
        display: none; height: auto; max-height: 40%; padding: 0 2 1 2; border-top: solid $rule;
        background: $background;
    }
    PassageFoot.-shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(Content(""), id="passage")

    def show(self, sentences: Content) -> None:
        """Show sentences in place of those before; empty ones hide it."""
        self.set_class(bool(sentences.plain), "-shown")
        self.update(sentences)

    def rise(self, screen: KeyedScreen[Any], rows: int) -> None:
        """End within the first ``rows`` rows of its screen, above what covers the others."""
        self.styles.margin = (0, 0, max(0, screen.status.region.y - rows), 0)

    def sink(self) -> None:
        """Stand at the foot again."""
        self.styles.margin = 0
