"""The mouse in the reader: what a press, a drag and a click select."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from newstext import segments
from tui.article.painting import GUTTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.geometry import Size, Spacing
    from textual.timer import Timer

    from newstext.spans import Span
    from store.model.annotations import Annotation
    from tui.text.wrapping import Layout


ANOTHER_CLICK = 0.3
"""Seconds to wait for a second click, so that a double click on a quotation selects a word in it."""
SCROLLING = 0.05
"""Seconds for each row while a selection is dragged beyond an edge."""


class MouseTarget(Protocol):
    """A reader, as the mouse sees it."""

    cursor: int

    @property
    def body(self) -> str:
        """The text under the cursor."""

    @property
    def rows(self) -> Layout:
        """The text, wrapped."""

    @property
    def current(self) -> Annotation | None:
        """The quotation under the cursor."""

    @property
    def selecting(self) -> bool:
        """Whether words are being selected."""

    @property
    def gutter(self) -> Spacing:
        """The margin around the text, in cells."""

    @property
    def outer_size(self) -> Size:
        """The size of the pane."""

    def offset_under(self, event: events.MouseEvent) -> int | None:
        """The code point under the mouse; None beside the text."""

    def move_to(self, offset: int) -> None:
        """Move the cursor."""

    def start_selecting(self) -> None:
        """Begin a selection at the cursor."""

    def stop_selecting(self) -> None:
        """End the selection."""

    def select(self, span: Span) -> None:
        """Select words."""

    def capture_mouse(self) -> None:
        """Receive mouse events outside the pane, too."""

    def release_mouse(self) -> None:
        """Stop receiving mouse events outside the pane."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call a function at an interval."""

    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer:
        """Call a function once, after a delay."""


class Pointer:
    """Turns mouse events into a cursor and a selection: whole characters, words and sentences."""

    def __init__(self, reader: MouseTarget, pressed: Callable[[], None]) -> None:
        self._reader = reader
        self._pressed = pressed
        """Called after a single click on a quotation."""
        self._dragging = False
        self._scrolling: Timer | None = None
        self._pressing: Timer | None = None
        self._last: events.MouseMove | None = None

    def press(self, event: events.MouseDown) -> None:
        """Put the cursor under the mouse, and end any selection."""
        if self._pressing is not None:
            self._pressing.stop()
        offset = self._reader.offset_under(event)
        if offset is not None and event.button == 1:
            self._reader.stop_selecting()
            self._reader.move_to(offset)
            self._dragging = True
            self._reader.capture_mouse()

    def drag(self, event: events.MouseMove) -> None:
        """Select up to the mouse; beyond an edge the text scrolls."""
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
        """End the drag; the selection stays."""
        self._dragging = False
        self._stop_scrolling()
        self._reader.release_mouse()

    def click(self, event: events.Click) -> None:
        """Select a word after two clicks, a sentence after three; a single click on a quotation shows its card."""
        reader = self._reader
        if (offset := reader.offset_under(event)) is None:
            return
        if event.chain == 1 and reader.current is not None and not reader.selecting:
            self._pressing = reader.set_timer(ANOTHER_CLICK, self._pressed)
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
        """The number of rows that the mouse is above (negative) or below the pane."""
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
