"""A pane that draws its own rows, and only those that are visible."""

from __future__ import annotations

from textual.scroll_view import ScrollView

from tui.widgets.enduring import Enduring


class Drawn(Enduring, ScrollView, can_focus=True):
    """Scrolls up and down over rows that its subclass draws in ``render_line``."""

    ALLOW_SELECT = False
    # Here and not in app.tcss: read when the first of them comes, after the first paint.
    DEFAULT_CSS = """
    Drawn {
        height: 1fr;
        padding: 1 0 0 1;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $panel-lighten-2;
    }
    """
