"""The reader: an article wrapped to the pane, with its quotations marked, a cursor and a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from newstext import segments
from newstext.spans import Span
from store.articles.open_articles import stands_in
from tui.article.marks import Marks, content
from tui.article.painting import GUTTER, Scene
from tui.article.viewport import Viewport
from tui.reader.mouse import Pointer
from tui.text import motions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from textual import events

    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow
    from tui.article.matches import Hits

CONTEXT = 3
"""Rows that stay visible above and below the cursor."""


class Reader(Viewport):
    """Shows an open article. It changes nothing in the store: it reports the cursor and the selection."""

    class Moved(Message):
        """The cursor, the selection or the quotations have changed."""

    class Pressed(Message):
        """A person clicked on the current quotation."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.cursor = 0
        self.hits: Hits | None = None
        """The search hits; None while no search is on."""
        self.adjusting = False
        """Whether the selection is a saved quotation's words, whose ends are being moved."""
        self._came_from = 0
        """The cursor's position before the ends were moved."""
        self._anchor: int | None = None
        self._chosen: str | None = None
        """The quotation chosen among several under the cursor."""
        self.in_hand: str | None = None
        """The id of the quotation that labels apply to: the one last gone to, made or named."""
        self._waits_for_room = False
        """Whether to scroll to the cursor once the pane has a size."""
        self._pointer = Pointer(self, self._press)

    # The article

    def show(self, opened: OpenedArticle | None, *, cursor: int | None = None) -> None:
        """Show an article or nothing. The cursor is on the first open quotation unless ``cursor`` is given."""
        self.opened = opened
        self.marks = Marks(opened.annotations if opened else ())
        self._anchor = self._top = self._chosen = self.in_hand = self.hits = None
        self.adjusting = False
        self._lay_out()
        self._scroll(0)
        first_open = self.marks.next_open(0, None)
        if cursor is None and first_open is not None:
            self.go_to(first_open)
            # The person did not choose this quotation, so labels must not apply to it.
            self.in_hand = None
        else:
            self.move_to(cursor or 0)

    def renew(self, opened: OpenedArticle) -> None:
        """Refresh the article. Cursor and selection stay; after a new revision the cursor moves to the same words."""
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
        """Update some annotations of the article, without a look at the others."""
        self.opened = opened
        for annotation in changed:
            if stands_in(annotation, opened):
                self.marks.put(annotation)
            else:
                self.marks.take_out(annotation.id)
        self._show_renewed()

    def show_row(self, row: ArticleRow) -> None:
        """Update the article's row."""
        if self.opened is not None:
            self.opened = self.opened._replace(row=row)
            self._show_renewed()

    def _show_renewed(self) -> None:
        """Redraw the head and the text."""
        self._show_head()
        self.refresh()
        self.post_message(self.Moved())

    @property
    def annotations(self) -> Sequence[Annotation]:
        """The article's quotations in reading order."""
        return self.marks.in_order

    @property
    def here(self) -> list[Annotation]:
        """The quotations under the cursor, the shortest first."""
        return self.marks.at(self.cursor)

    @property
    def current(self) -> Annotation | None:
        """The quotation under the cursor; of several, the chosen one, else the shortest."""
        here = self.here
        return next((a for a in here if a.id == self._chosen), here[0] if here else None)

    @property
    def held(self) -> Annotation | None:
        """The quotation in hand, while it stands in this article."""
        return self.marks.known(self.in_hand)

    def take_in_hand(self) -> None:
        """Take the quotation under the cursor in hand; without one, the quotation in hand stays."""
        if (current := self.current) is not None and not current.is_note:
            self.in_hand = current.id

    # The cursor and the selection

    @property
    def selecting(self) -> bool:
        """Whether words are being selected."""
        return self._anchor is not None

    @property
    def selection(self) -> Span | None:
        """The selected span: whole characters, including the one under the cursor."""
        if self._anchor is None or not self.body:
            return None
        first, last = sorted((self._anchor, self.cursor))
        return segments.snapped(self.body, Span(first, min(last + 1, len(self.body))))

    @property
    def is_forward(self) -> bool:
        """Whether a selection grows towards the end of the text."""
        return self._anchor is not None and self._anchor <= self.cursor

    def start_selecting(self) -> None:
        """Begin a selection at the character under the cursor."""
        if self.body:
            self._anchor = self.cursor
            self.move_to(self.cursor)

    def select(self, span: Span) -> None:
        """Select a span; the cursor goes to its last character."""
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
        """End the selection. After moving ends, the cursor returns to where it was."""
        back = self._came_from if self.adjusting else self.cursor
        self.stop_selecting()
        self.move_to(back)

    def swap_ends(self) -> None:
        """Move the cursor to the other end of the selection."""
        if self._anchor is not None:
            self._anchor, cursor = self.cursor, self._anchor
            self.move_to(cursor)

    def stop_selecting(self) -> None:
        """End the selection; the cursor stays."""
        self._anchor = None
        self.adjusting = False
        self.refresh()
        self.post_message(self.Moved())

    def move_to(self, offset: int) -> None:
        """Put the cursor on the character at ``offset``, and scroll to it."""
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
        self.take_in_hand()

    def choose(self, annotation: Annotation) -> None:
        """Make one of the quotations under the cursor the current one."""
        self._chosen = annotation.id
        self.take_in_hand()
        self.refresh()
        self.post_message(self.Moved())

    def mark_hits(self, hits: Hits | None) -> None:
        """Mark search hits; None ends the search."""
        self.hits = hits
        self.refresh()
        self.post_message(self.Moved())

    def go_to_next_open(self, settled: Collection[str] = ()) -> bool:
        """Go to the next open quotation, from the top again after the last; False if there is none.

        ``settled`` are the ids of those just settled whose marks still say open.
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
            # The head scrolls into view with the first rows of the body.
            near_top = row - context <= self.rows.first_body_row
            self._scroll(0 if near_top and row < height - context else row - context)
        elif row + context >= top + height:
            self._scroll(row + context - height + 1)

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
        self.take_in_hand()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._pointer.drag(event)

    def on_mouse_up(self) -> None:
        self._pointer.release()

    def _press(self) -> None:
        self.post_message(self.Pressed())

    def on_click(self, event: events.Click) -> None:
        self._pointer.click(event)

    # Drawing

    def _resized(self) -> None:
        super()._resized()
        if self._waits_for_room:
            self._bring_into_sight()

    def _rows_changed(self, top: int | None) -> None:
        super()._rows_changed(top)
        if self.selecting:
            self._bring_into_sight()

    @property
    def scene(self) -> Scene:
        cursor = self.cursor if self.has_focus and self.body else None
        # While words are selected, the quotation shown is the one that labels apply to.
        shown = (self.held if self.selecting else None) or self.current or self.held
        return Scene(self.rows, self.marks, shown, self.hits, self.selection, cursor)
