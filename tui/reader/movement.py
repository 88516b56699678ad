"""The keys that move the reader's cursor and extend its selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.spans import Span
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.text import motions

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from tui.reader.widget import Reader
    from tui.text.motions import Motion

KEPT = 3
"""Rows of the last page that stay visible on the next."""


PAIR = 2
"""Overlapping quotations up to which a key steps from one to the next; more are listed."""


class ReaderMotions:
    """The motions of one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._column: tuple[int, int] | None = None
        """The cell that row motions aim for, and the offset where the last one left the cursor."""

    # By character, word, sentence, paragraph

    @handles("left", Scope.MOVING)
    def left(self, count: int | None = None) -> None:
        self._go(motions.left, count)

    @handles("right", Scope.MOVING)
    def right(self, count: int | None = None) -> None:
        self._go(motions.right, count)

    @handles("next_word", Scope.MOVING)
    def next_word(self, count: int | None = None) -> None:
        self._go_on(motions.next_word, count)

    @handles("previous_word", Scope.MOVING)
    def previous_word(self, count: int | None = None) -> None:
        self._go(motions.previous_word, count)

    @handles("word_end", Scope.MOVING)
    def word_end(self, count: int | None = None) -> None:
        self._go(motions.word_end, count)

    @handles("next_sentence", Scope.MOVING)
    def next_sentence(self, count: int | None = None) -> None:
        self._go_on(motions.next_sentence, count)

    @handles("previous_sentence", Scope.MOVING)
    def previous_sentence(self, count: int | None = None) -> None:
        self._go(motions.previous_sentence, count)

    @handles("next_paragraph", Scope.MOVING)
    def next_paragraph(self, count: int | None = None) -> None:
        self._go_on(motions.next_paragraph, count)

    @handles("previous_paragraph", Scope.MOVING)
    def previous_paragraph(self, count: int | None = None) -> None:
        self._go(motions.previous_paragraph, count)

    def _go_on(self, motion: Motion, count: int | None) -> None:
        """Go to the next unit. A selection that grows in that direction ends before it."""
        self._go(motions.up_to(motion) if self._reader.is_forward else motion, count)

    def _go(self, motion: Motion, count: int | None) -> None:
        reader = self._reader
        offset = reader.cursor
        for _ in range(count or 1):
            moved = motion(reader.body, offset)
            if moved == offset:
                break
            offset = moved
        reader.move_to(offset)

    # By rows

    @handles("line_down", Scope.MOVING)
    def line_down(self, count: int | None = None) -> None:
        self._go_rows(count or 1)

    @handles("line_up", Scope.MOVING)
    def line_up(self, count: int | None = None) -> None:
        self._go_rows(-(count or 1))

    @handles("page_down", Scope.MOVING)
    def page_down(self) -> None:
        self._go_rows(max(1, self._reader.size.height - KEPT))

    @handles("page_up", Scope.MOVING)
    def page_up(self) -> None:
        self._go_rows(-max(1, self._reader.size.height - KEPT))

    @handles("first", Scope.MOVING)
    def first(self) -> None:
        self._reader.move_to(0)
        self._reader.scroll_to(y=0, animate=False)

    @handles("last", Scope.MOVING)
    def last(self) -> None:
        self._reader.move_to(len(self._reader.body))

    @handles("line_start", Scope.MOVING)
    def line_start(self) -> None:
        self._reader.move_to(self._row().start)

    @handles("line_end", Scope.MOVING)
    def line_end(self) -> None:
        self._reader.move_to(self._row().end - 1)

    def _row(self) -> Span:
        rows = self._reader.rows
        return rows.row(rows.row_of(self._reader.cursor)).span if self._reader.body else Span(0, 0)

    def _go_rows(self, by: int) -> None:
        reader, rows = self._reader, self._reader.rows
        cell, left_at = self._column or (0, -1)
        if left_at != reader.cursor:
            cell = rows.cell_of(reader.cursor)
        row = rows.row_of(reader.cursor) + by
        reader.move_to(rows.offset_at(row, cell))
        self._column = cell, reader.cursor
        if row < rows.first_body_row:
            reader.scroll_to(y=0, animate=False)

    # By quotations, or by search hits

    @handles("next", Scope.MOVING)
    def next_place(self, count: int | None = None) -> None:
        self._go_hits(count or 1)

    @handles("previous", Scope.MOVING)
    def previous_place(self, count: int | None = None) -> None:
        self._go_hits(-(count or 1))

    def _go_hits(self, by: int) -> None:
        reader = self._reader
        if reader.hits is None:
            self._go_quotations(by)
        elif (there := reader.hits.step(reader.cursor, by)) is not None:
            reader.move_to(there.start)

    @handles("next_quotation", Scope.MOVING, Scope.QUOTATIONS)
    def next_quotation(self, count: int | None = None) -> None:
        self._go_quotations(count or 1)

    @handles("previous_quotation", Scope.MOVING, Scope.QUOTATIONS)
    def previous_quotation(self, count: int | None = None) -> None:
        self._go_quotations(-(count or 1))

    @handles("first_quotation", Scope.QUOTATIONS)
    def first_quotation(self) -> None:
        self._go_quotations(-len(self._reader.marks))

    @handles("last_quotation", Scope.QUOTATIONS)
    def last_quotation(self) -> None:
        self._go_quotations(len(self._reader.marks))

    @handles("other_quotation", Scope.READER)
    def other_quotation(self) -> None:
        reader = self._reader
        here, current = reader.here, reader.current
        if current is None:
            return
        if len(here) <= PAIR:
            reader.choose(here[(here.index(current) + 1) % len(here)])
            return
        from tui.reader.overlap_menu import HereMenu

        def choose(chosen: Annotation | None) -> None:
            if chosen is not None:
                reader.choose(chosen)

        reader.app.push_screen(HereMenu(here, current), choose)

    def _go_quotations(self, by: int) -> None:
        reader = self._reader
        there = reader.marks.step(reader.cursor, reader.current, by) if by else None
        if there is not None and there is not reader.current:
            reader.go_to(there)
        elif by and len(reader.marks):
            further = "below. {desk.next_open} opens the next article with open quotations." if by > 0 else "above."
            reader.session.say(reader.session.phrase(f"No quotation {further}"))
