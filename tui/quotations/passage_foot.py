"""The sentence around a quotation, at the foot of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from typing import Any

    from tui.base.keyed_screen import KeyedScreen


class PassageFoot(Static):
    """Shows sentences, if there are any. It moves up for a dialog that asks about them."""

    DEFAULT_CSS = """
    PassageFoot {
        display: none; height: auto; max-height: 40vh; padding: 0 2 1 1; border-top: solid $rule;
        background: $background;
    }
    PassageFoot.-shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(Content(""), id="passage")

    def show(self, sentences: Content) -> None:
        """Replace the sentences; empty ones hide the pane."""
        self.set_class(bool(sentences.plain), "-shown")
        self.update(sentences)

    def rise(self, screen: KeyedScreen[Any], rows: int) -> None:
        """End within the first ``rows`` rows of the screen, above the dialog that covers the rest."""
        self.styles.margin = (0, 0, max(0, screen.status.region.y - rows), 0)

    def sink(self) -> None:
        """Return to the foot."""
        self.styles.margin = 0
