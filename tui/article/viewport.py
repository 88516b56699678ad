"""An article wrapped to a pane, with its quotations marked; the base of the reader and the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual.geometry import Offset, Size
from textual.strip import Strip

from tui.article import head as heading
from tui.article.marks import Marks
from tui.article.painting import CSS, GUTTER, PARTS, PaintedScene, Scene
from tui.text.wrapping import NARROWEST, HeadLine, Layout
from tui.widgets.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.geometry import Region

    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation, Piece

MEASURE = 84
"""The longest row, in cells: longer ones are hard to read."""


class Viewport(VirtualRows):
    """Shows an open article. A subclass defines the current quotation and the position."""

    DEFAULT_CSS = CSS
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{part}" for part in PARTS}

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.opened: OpenedArticle | None = None
        self.marks = Marks(())
        self._head: Sequence[HeadLine] = ()
        self.rows = Layout((), "", MEASURE)
        """The article wrapped to the pane."""
        self._top: int | None = None
        """The offset to keep at the top: many small resizes must not add up to a shift."""
        self._painting: PaintedScene | None = None

    @property
    def body(self) -> str:
        """The text of the article."""
        return self.rows.body

    @property
    def scene(self) -> Scene:
        """The state to draw now."""
        return Scene(self.rows, self.marks)

    def bring_above(self, annotation: Annotation, rows: int) -> None:
        """Scroll so that a quotation with its source and cue is in the first ``rows`` rows, above a dialog.

        Of a longer one the end is shown, which usually names the speaker.
        """
        places = [piece.span for piece in annotation.state.pieces if self._is_here(piece)]
        if rows <= 0 or not places:
            return
        first = self.rows.row_of(min(place.start for place in places))
        last = self.rows.row_of(max(place.end for place in places) - 1)
        top = self.scroll_offset.y
        if first < top or last >= top + rows:
            self._scroll(max(last - rows + 1, first - 1, 0) if last - first < rows else last - rows + 1)

    @property
    def cursor_cell(self) -> Offset | None:
        at = self.scene.cursor
        return None if at is None else self._cell_of(at)

    def _cell_of(self, offset: int) -> Offset:
        """The column and row of a character of the body."""
        return Offset(GUTTER + self.rows.cell_of(offset), self.rows.row_of(offset))

    def _is_here(self, piece: Piece) -> bool:
        return self.opened is not None and piece.revision_id == self.opened.revision.id

    def _scroll(self, row: int) -> None:
        """Scroll a row to the top, even before there is a scrollbar, as just after opening."""
        self.scroll_to(y=row, animate=False, immediate=True, force=True)

    # Wrapping

    def on_resize(self) -> None:
        self._resized()

    def _resized(self) -> None:
        if self._width() != self.rows.width:
            self._lay_out()

    def _width(self) -> int:
        return min(MEASURE, max(NARROWEST, self.size.width - GUTTER - 2))

    def _lay_out(self) -> None:
        """Wrap to the pane, with the same words at the top."""
        top = self._offset_on_top()
        self._head = self._head_now()
        self.rows = Layout(self._head, self.opened.revision.article.body if self.opened else "", self._width())
        self._rows_changed(top)

    def _show_head(self) -> None:
        """Redraw the head."""
        if self.opened is not None and (head := self._head_now()) != self._head:
            top = self._offset_on_top()
            self._head, self.rows = head, self.rows.under(head)
            self._rows_changed(top)

    def _head_now(self) -> list[HeadLine]:
        return heading.head(self.opened, self.session.clock(), self.session.phrase)

    def _rows_changed(self, top: int | None) -> None:
        """Keep the words at the top in place."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        if top is not None:
            self._top = top
            self._scroll(self.rows.row_of(top))
        self.refresh()

    def _offset_on_top(self) -> int | None:
        """The offset of the text at the top; None while the head is visible."""
        row = self.scroll_offset.y
        if not self.rows.first_body_row < row < len(self.rows):
            return None
        if self._top is not None and self.rows.row_of(self._top) == row:
            return self._top
        return self.rows.row(row).span.start

    # Drawing

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._painting = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        return self.strip(y + self.scroll_offset.y)

    def strip(self, number: int) -> Strip:
        """Draw a row of the article, or an empty row after its end."""
        # Before it has a size, an article is wrapped to the narrowest rows: painted, they would flash by.
        has_no_size_yet = self.rows.width == NARROWEST != self._width()
        if has_no_size_yet or number >= len(self.rows):
            return Strip.blank(self.size.width, self.rich_style)
        if self._painting is None or number not in self._painting.rows:
            first = min(number, self.scroll_offset.y)
            self._painting = PaintedScene(self.scene, first, first + self.size.height, self.rich_style, self._part)
        return self._painting.strip(number, self.size.width)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"article--{name}", partial=True)
