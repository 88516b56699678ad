"""A pane that draws only the rows that are visible."""

from __future__ import annotations

from textual.scroll_view import ScrollView

from tui.widgets.cursor_pane import CursorPane


class VirtualRows(CursorPane, ScrollView, can_focus=True):
    """Scrolls over rows that a subclass draws in ``render_line``."""

    ALLOW_SELECT = False
    # Not in app.tcss: this is parsed with the first such pane, after the first paint.
    DEFAULT_CSS = """
    VirtualRows {
        height: 1fr;
        padding: 1 0 0 1;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $cursor-row;
    }
    """
