"""What stands beside the stack. It is dressed here and not in app.tcss, which is read before the first paint.

These rules name the desk, which stands above them, so they are not scoped to the panes.
"""

from __future__ import annotations

from textual.containers import Vertical


class ReaderPane(Vertical):
    """The article with its title and its search field. One pane is shown at a time, until there is room for two."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    ReaderPane { display: none; width: 1fr; height: 100%; layers: article preview; }
    DeskScreen.-reading ReaderPane { display: block; }
    DeskScreen.-reading StackPane { display: none; }
    DeskScreen.-wide ReaderPane { display: block; border-left: solid $rule; }
    """


class QuotationsPane(Vertical):
    """The article's quotations, where there is room for three panes."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    QuotationsPane { display: none; width: 26%; max-width: 56; height: 100%; border-left: solid $rule; }
    DeskScreen.-widest QuotationsPane { display: block; }
    """
