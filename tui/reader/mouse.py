"""The mouse over the reader: what a press, a drag and a click select."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext import segments
from tui.reader.painting import GUTTER

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tui.reader.widget import Reader

ANOTHER_CLICK = 0.3
"""Seconds in which a second click may follow, so that a double click on a quotation selects a word of it."""
SCROLLING = 0.05
"""Seconds for each row while a selection is dragged over an edge."""


class Pointer:
    """Turns what the mouse does into a cursor and a selection: whole characters, words and sentences."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._dragging = False
        self._scrolling: Timer | None = None
        self._pressing: Timer | None = None
        self._last: events.MouseMove | None = None

    def press(self, event: events.MouseDown) -> None:
        """Put the cursor there; a selection that stood is let go."""
        if self._pressing is not None:
            self._pressing.stop()
        offset = self._reader.offset_under(event)
        if offset is not None and event.button == 1:
            self._reader.stop_selecting()
            self._reader.move_to(offset)
            self._dragging = True
            self._reader.capture_mouse()

    def drag(self, event: events.MouseMove) -> None:
        """Select as far as the mouse went; over an edge the text comes along."""
        if not self._dragging:
            return
        self._last = event
        self._select_to(self._reader.offset_under(event))
        over = self._rows_over(event)
        if over and self._scrolling is None:
            self._scrolling = self._reader.set_interval(SCROLLING, self._scroll)
        elif not over:
            self._stop_scrolling()

    def release(self) -> None:
        """The selection stands as it is."""
        self._dragging = False
        self._stop_scrolling()
        self._reader.release_mouse()

    def click(self, event: events.Click) -> None:
        """Select a word with two clicks, a sentence with three; one on a quotation asks for all about it."""
        reader = self._reader
        if (offset := reader.offset_under(event)) is None:
            return
        if event.chain == 1 and reader.current is not None and not reader.selecting:
            self._pressing = reader.set_timer(ANOTHER_CLICK, lambda: reader.post_message(reader.Pressed()))
        elif event.chain == 2:
            reader.select(segments.word_at(reader.body, offset))
        elif event.chain == 3:
            reader.select(segments.sentence_at(reader.body, offset))

    def _select_to(self, offset: int | None) -> None:
        reader = self._reader
        if offset is not None and offset != reader.cursor:
            if not reader.selecting:
                reader.start_selecting()
            reader.move_to(offset)

    def _rows_over(self, event: events.MouseMove) -> int:
        """How far the mouse is above (negative) or below the pane."""
        return min(0, event.y) or max(0, event.y - self._reader.outer_size.height + 1)

    def _scroll(self) -> None:
        reader = self._reader
        if self._last is not None:
            over = self._rows_over(self._last)
            row = reader.rows.row_of(reader.cursor) + (1 if over > 0 else -1)
            self._select_to(reader.rows.offset_at(row, max(0, self._last.x - reader.gutter.left - GUTTER)))

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
