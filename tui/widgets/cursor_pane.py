"""Widgets with a cursor, and its place on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.error_boundary import ErrorBoundary

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.screen import Screen
    from textual.widget import Widget


class CursorPane(ErrorBoundary):
    """A widget with a cursor of its own: a row of a list, or a place in a text."""

    @property
    def cursor_cell(self) -> Offset | None:
        """The cursor's column and row in the scrolled content; None without a cursor."""
        return None


def cursor_of(screen: Screen[object], widget: Widget | None) -> Offset | None:
    """Return the cell of the cursor on ``screen``: of ``widget``, else the first one of the text that scrolls there.

    None while it is scrolled out of sight.
    """
    from textual.containers import VerticalScroll
    from textual.widgets import Input

    if isinstance(widget, CursorPane):
        room = widget.scrollable_content_region
        if (cell := widget.cursor_cell) is None:
            return None
        at = cell - widget.scroll_offset + room.offset
        return at if room.contains_point(at) else None
    if isinstance(widget, Input):
        return widget.cursor_screen_offset
    texts = screen.query_children(VerticalScroll)
    return texts.first().content_region.offset if texts else None
