"""The reader: one article wrapped to the pane, its quotations marked, a cursor and a selection over its characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from newstext import segments
from newstext.spans import Span
from store.articles.opened import stands_in
from tui.reader import head as heading
from tui.reader.marks import Marks, content
from tui.reader.mouse import Pointer
from tui.reader.painting import CSS, GUTTER, PARTS, Painting, Scene
from tui.text import motions
from tui.text.wrapping import NARROWEST, HeadLine, Layout
from tui.widgets.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rich.style import Style
    from textual import events
    from textual.geometry import Region

    from store.articles.opened import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow
    from tui.reader.matches import Hits

MEASURE = 84
"""The longest row, in cells: longer ones are tiring to read."""
CONTEXT = 3
"""Rows that stay in sight above and below the cursor."""


class Reader(VirtualRows):
    """Shows an opened article. It changes nothing in the store: it says where the cursor is and what is selected."""

    DEFAULT_CSS = CSS
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{part}" for part in PARTS}

    class Moved(Message):
        """The cursor or the selection is somewhere else, or the quotations are others."""

    class Pressed(Message):
        """A person clicked on the current quotation."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.opened: OpenedArticle | None = None
        self.marks = Marks(())
        self._head: Sequence[HeadLine] = ()
        self.rows = Layout((), "", MEASURE)
        """The article as it is wrapped now."""
        self.cursor = 0
        self.hits: Hits | None = None
        """The places of what is looked for; None when no search is on."""
        self.adjusting = False
        """Whether the words selected are a saved quotation's, whose ends are being moved."""
        self._came_from = 0
        """Where the cursor was when they began to be moved."""
        self._anchor: int | None = None
        self._chosen: str | None = None
        """The quotation a person went to, where several lie over the cursor."""
        self._top: int | None = None
        """The offset meant to be on top: kept over resizes, so that many small ones do not add up."""
        self._waits_for_room = False
        """Whether the cursor is to be brought into sight when the pane is there."""
        self._painting: Painting | None = None
        self._pointer = Pointer(self, self._press)

    # What is shown

    def show(self, opened: OpenedArticle | None, *, cursor: int | None = None) -> None:
        """Show an article, the cursor on its first open quotation unless told otherwise; or nothing."""
        self.opened = opened
        self.marks = Marks(opened.annotations if opened else ())
        self._anchor = self._top = self._chosen = self.hits = None
        self.adjusting = False
        self._lay_out()
        self._scroll(0)
        first_open = self.marks.next_open(0, None)
        if cursor is None and first_open is not None:
            self.go_to(first_open)
        else:
            self.move_to(cursor or 0)

    def renew(self, opened: OpenedArticle) -> None:
        """Show the same article as it is now; cursor and selection stay, unless a new revision has other words."""
        before, self.opened = self.opened, opened
        body = self.body
        self.marks = Marks(opened.annotations)
        if before is None or before.revision.id != opened.revision.id:
            self._lay_out()
        if before is not None and before.revision.id != opened.revision.id:
            self.stop_selecting()
            self.move_to(motions.place_of_the_same(body, self.body, self.cursor))
        self._show_renewed()

    def show_changed(self, opened: OpenedArticle, changed: Iterable[Annotation]) -> None:
        """Show the same article with some annotations as they are now; the others are not looked at."""
        self.opened = opened
        for annotation in changed:
            if stands_in(annotation, opened):
                self.marks.put(annotation)
            else:
                self.marks.take_out(annotation.id)
        self._show_renewed()

    def show_row(self, row: ArticleRow) -> None:
        """Show what the article's row says now."""
        if self.opened is not None:
            self.opened = self.opened._replace(row=row)
            self._show_renewed()

    def _show_renewed(self) -> None:
        """Draw what may have changed over the text and in it."""
        if self.opened is not None and (head := self._head_now()) != self._head:
            top = self._offset_on_top()
            self._head, self.rows = head, self.rows.under(head)
            self._rows_changed(top)
        self.refresh()
        self.post_message(self.Moved())

    @property
    def annotations(self) -> Sequence[Annotation]:
        """The article's quotations in reading order."""
        return self.marks.in_order

    @property
    def body(self) -> str:
        """The text the cursor moves over."""
        return self.rows.body

    @property
    def here(self) -> list[Annotation]:
        """The quotations under the cursor, the shortest first."""
        return self.marks.at(self.cursor)

    @property
    def current(self) -> Annotation | None:
        """The quotation under the cursor; where several are, the one a person went to, else the shortest."""
        here = self.here
        return next((a for a in here if a.id == self._chosen), here[0] if here else None)

    # The cursor and the selection

    @property
    def selecting(self) -> bool:
        """Whether words are being selected."""
        return self._anchor is not None

    @property
    def selection(self) -> Span | None:
        """The selected stretch, the character under the cursor included; whole characters only."""
        if self._anchor is None or not self.body:
            return None
        first, last = sorted((self._anchor, self.cursor))
        return segments.snapped(self.body, Span(first, min(last + 1, len(self.body))))

    @property
    def is_forward(self) -> bool:
        """Whether a selection grows towards the end of the text."""
        return self._anchor is not None and self._anchor <= self.cursor

    def start_selecting(self) -> None:
        """Begin a selection with the character under the cursor."""
        if self.body:
            self._anchor = self.cursor
            self.move_to(self.cursor)

    def select(self, span: Span) -> None:
        """Select a stretch; the cursor goes to its last character."""
        if span.start < span.end:
            self._anchor = span.start
            self.move_to(segments.grapheme_at(self.body, span.end - 1).start)

    def adjust(self, span: Span) -> None:
        """Select the words of a saved quotation, to move their ends."""
        if not self.adjusting:
            self._came_from = self.cursor
        self.select(span)
        self.adjusting = True

    def give_up_selecting(self) -> None:
        """Let the selection go; where the ends of a quotation were being moved, the cursor is back in it."""
        back = self._came_from if self.adjusting else self.cursor
        self.stop_selecting()
        self.move_to(back)

    def swap_ends(self) -> None:
        """Put the cursor to the other end of the selection."""
        if self._anchor is not None:
            self._anchor, cursor = self.cursor, self._anchor
            self.move_to(cursor)

    def stop_selecting(self) -> None:
        """Let the selection go; the cursor stays."""
        self._anchor = None
        self.adjusting = False
        self.refresh()
        self.post_message(self.Moved())

    def move_to(self, offset: int) -> None:
        """Put the cursor on the character at ``offset`` and bring it into sight."""
        if self.body:
            offset = segments.grapheme_at(self.body, min(max(offset, 0), len(self.body) - 1)).start
        self.cursor = offset if self.body else 0
        self._chosen = None
        self._bring_into_sight()
        self.refresh()
        self.post_message(self.Moved())

    def go_to(self, annotation: Annotation) -> None:
        """Put the cursor on a quotation's first word, and make it the current one."""
        self.move_to(content(annotation)[0].start)
        self._chosen = annotation.id

    def choose(self, annotation: Annotation) -> None:
        """Make one of the quotations under the cursor the current one."""
        self._chosen = annotation.id
        self.refresh()
        self.post_message(self.Moved())

    def mark_hits(self, hits: Hits | None) -> None:
        """Mark what a search found here; None ends the search."""
        self.hits = hits
        self.refresh()
        self.post_message(self.Moved())

    def go_to_next_open(self, settled: Collection[str] = ()) -> bool:
        """Move to the next quotation that waits, from the top again after the last; False when none does.

        ``settled`` are those that wait no more, though that is not shown yet.
        """
        waiting = self.marks.next_open(self.cursor, self.current, settled)
        if waiting is not None:
            self.go_to(waiting)
        return waiting is not None

    def _bring_into_sight(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        self._waits_for_room = not height
        if not height:
            return
        row = self.rows.row_of(self.cursor)
        context = min(CONTEXT, (height - 1) // 2)
        if row - context < top:
            # The first rows of the body bring the head with them.
            near_top = row - context <= self.rows.first_body_row
            self._scroll(0 if near_top and row < height - context else row - context)
        elif row + context >= top + height:
            self._scroll(row + context - height + 1)

    def _scroll(self, row: int) -> None:
        """Bring a row to the top; also while there is no scrollbar yet, as just after an article was opened."""
        self.scroll_to(y=row, animate=False, immediate=True, force=True)

    # The mouse

    def offset_under(self, event: events.MouseEvent) -> int | None:
        """The offset of the character under the mouse; None beside the text."""
        place = event.get_content_offset(self)
        if place is None:
            return None
        row = place.y + self.scroll_offset.y
        inside = self.rows.first_body_row <= row < len(self.rows)
        return self.rows.offset_at(row, max(0, place.x - GUTTER)) if inside else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._pointer.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._pointer.drag(event)

    def on_mouse_up(self) -> None:
        self._pointer.release()

    def _press(self) -> None:
        self.post_message(self.Pressed())

    def on_click(self, event: events.Click) -> None:
        self._pointer.click(event)

    # Drawing

    def on_resize(self) -> None:
        if self._width() != self.rows.width:
            self._lay_out()
        if self._waits_for_room:
            self._bring_into_sight()

    def _width(self) -> int:
        return min(MEASURE, max(NARROWEST, self.size.width - GUTTER - 2))

    def _lay_out(self) -> None:
        """Wrap to the pane; the row on top keeps its words on top."""
        top = self._offset_on_top()
        self._head = self._head_now()
        self.rows = Layout(self._head, self.opened.revision.article.body if self.opened else "", self._width())
        self._rows_changed(top)

    def _head_now(self) -> list[HeadLine]:
        return heading.head(self.opened, self.session.clock(), self.session.phrase)

    def _rows_changed(self, top: int | None) -> None:
        """Keep the words that were on top there."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        if top is not None:
            self._top = top
            self._scroll(self.rows.row_of(top))
        if self.selecting:
            self._bring_into_sight()
        self.refresh()

    def _offset_on_top(self) -> int | None:
        """Where the text on top begins; None while the head is there."""
        row = self.scroll_offset.y
        if not self.rows.first_body_row < row < len(self.rows):
            return None
        if self._top is not None and self.rows.row_of(self._top) == row:
            return self._top
        return self.rows.row(row).span.start

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._painting = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        if number >= len(self.rows):
            return Strip.blank(self.size.width, self.rich_style)
        if self._painting is None or number not in self._painting.rows:
            self._painting = self._paint(self.scroll_offset.y)
        return self._painting.strip(number, self.size.width)

    def _paint(self, top: int) -> Painting:
        cursor = self.cursor if self.has_focus and self.body else None
        scene = Scene(self.rows, self.marks, self.hits, self.current, self.selection, cursor)
        return Painting(scene, top, top + self.size.height, self.rich_style, self._part)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"reader--{name}", partial=True)
