"""The pane that shows the rows of a picture. Only visible ones are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.strip import Strip

from tui.text.cells import CURSOR, fitted
from tui.widgets.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui.pictures.rows import Row


class PictureRows(VirtualRows, inherit_bindings=False):
    """Shows rows with a cursor, and in the cursor's row the quotation to go to."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"picture--cursor", "picture--heading"}
    DEFAULT_CSS = """
    PictureRows { padding: 0; }
    PictureRows .picture--cursor { background: $cursor-row; }
    PictureRows .picture--heading { color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__(id="picture")
        self.rows: Sequence[Row] = ()
        self.empty_words = ""
        self.cursor = 0
        self.chosen = 0
        """The number of the quotation to go to among those of the cursor's row."""

    @property
    def cursor_cell(self) -> Offset:
        return Offset(0, self.cursor)

    @property
    def annotation_ids(self) -> Sequence[str]:
        """The quotations of the row under the cursor."""
        return self.rows[self.cursor].annotation_ids if self.rows else ()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: Sequence[Row], *, empty_words: str) -> None:
        """Replace the rows. The cursor keeps its row number."""
        self.rows, self.empty_words = rows, empty_words
        self.virtual_size = Size(self.size.width, len(rows))
        self.go_to(self.cursor, self.chosen)

    def go_to(self, number: int, chosen: int = 0) -> None:
        """Move the cursor to a row and a quotation of it, and scroll it into view."""
        self.cursor = max(0, min(number, len(self.rows) - 1))
        self.chosen = max(0, min(chosen, len(self.annotation_ids) - 1))
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor < top or not height:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor + 1 - height, animate=False, force=True)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self.rows))
        self.go_to(self.cursor, self.chosen)

    def on_click(self, event: events.Click) -> None:
        self.go_to(self.scroll_offset.y + event.y)
        self.screen.call_later(self.screen.on_rows_moved)  # type: ignore[attr-defined]

    def render_line(self, y: int) -> Strip:
        number, width = self.scroll_offset.y + y, self.size.width
        style = self.rich_style
        if number >= len(self.rows):
            words = f"  {self.empty_words}" if not self.rows and y == 0 else ""
            return Strip([Segment(fitted(words, width), style)], width)
        row, is_here = self.rows[number], number == self.cursor
        if not row.annotation_ids:
            style += self.get_component_rich_style("picture--heading", partial=True)
        if is_here:
            style += self.get_component_rich_style("picture--cursor", partial=True)
        drawn = row.draw(width - 2, self.chosen if is_here and row.annotation_ids else None)
        return Strip([Segment(fitted(f"{CURSOR if is_here else ' '} {drawn}", width), style)], width)
