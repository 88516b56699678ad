"""The panes beside the stack. Their styles are here, because app.tcss is parsed before the first paint.

These rules name the desk, an ancestor of the panes, so they are not scoped to the panes.
"""

from __future__ import annotations

from textual.containers import Vertical


class ReaderPane(Vertical):
    """The article with its title and search field. On a narrow screen one pane is shown at a time."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    ReaderPane { display: none; width: 1fr; height: 100%; layers: article preview; }
    DeskScreen.-reading ReaderPane { display: block; }
    DeskScreen.-reading StackPane { display: none; }
    DeskScreen.-wide ReaderPane { display: block; border-left: solid $rule; }
    """


class QuotationsPane(Vertical):
    """The article's quotations, on screens with room for three panes."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    QuotationsPane { display: none; width: 26%; max-width: 56; height: 100%; border-left: solid $rule; }
    DeskScreen.-widest QuotationsPane { display: block; }
    """
