"""The keys that move the reader's cursor and stretch its selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext import segments
from newstext.spans import Span, hull
from tui.text import motions

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.model.annotations import Annotation
    from tui.reader.widget import Reader
    from tui.text.motions import Motion

KEPT = 3
"""Rows of the last page that stay in sight on the next."""


PAIR = 2
"""Quotations over one place up to which a key goes from one to the other; more are listed."""


class Moves:
    """The actions of moving and selecting, on behalf of one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._column: tuple[int, int] | None = None
        """The cell that moves by rows aim at, and where the last of them left the cursor."""

    # By character, word, sentence, paragraph

    def action_left(self, count: int | None = None) -> None:
        self._go(motions.left, count)

    def action_right(self, count: int | None = None) -> None:
        self._go(motions.right, count)

    def action_next_word(self, count: int | None = None) -> None:
        self._go_on(motions.next_word, count)

    def action_previous_word(self, count: int | None = None) -> None:
        self._go(motions.previous_word, count)

    def action_word_end(self, count: int | None = None) -> None:
        self._go(motions.word_end, count)

    def action_next_sentence(self, count: int | None = None) -> None:
        self._go_on(motions.next_sentence, count)

    def action_previous_sentence(self, count: int | None = None) -> None:
        self._go(motions.previous_sentence, count)

    def action_next_paragraph(self, count: int | None = None) -> None:
        self._go_on(motions.next_paragraph, count)

    def action_previous_paragraph(self, count: int | None = None) -> None:
        self._go(motions.previous_paragraph, count)

    def _go_on(self, motion: Motion, count: int | None) -> None:
        """Go to the next thing; a selection that grows that way ends before it."""
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

    def action_line_down(self, count: int | None = None) -> None:
        self._go_rows(count or 1)

    def action_line_up(self, count: int | None = None) -> None:
        self._go_rows(-(count or 1))

    def action_page_down(self) -> None:
        self._go_rows(max(1, self._reader.size.height - KEPT))

    def action_page_up(self) -> None:
        self._go_rows(-max(1, self._reader.size.height - KEPT))

    def action_first(self) -> None:
        self._reader.move_to(0)
        self._reader.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        self._reader.move_to(len(self._reader.body))

    def action_line_start(self) -> None:
        self._reader.move_to(self._row().start)

    def action_line_end(self) -> None:
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

    # By quotations, or by what is looked for

    def action_next(self, count: int | None = None) -> None:
        self._go_hits(count or 1)

    def action_previous(self, count: int | None = None) -> None:
        self._go_hits(-(count or 1))

    def _go_hits(self, by: int) -> None:
        reader = self._reader
        if reader.hits is None:
            self._go_quotations(by)
        elif (there := reader.hits.step(reader.cursor, by)) is not None:
            reader.move_to(there.start)

    def action_next_quotation(self, count: int | None = None) -> None:
        self._go_quotations(count or 1)

    def action_previous_quotation(self, count: int | None = None) -> None:
        self._go_quotations(-(count or 1))

    def action_first_quotation(self) -> None:
        self._go_quotations(-len(self._reader.marks))

    def action_last_quotation(self) -> None:
        self._go_quotations(len(self._reader.marks))

    def action_other_quotation(self) -> None:
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
        if by and (there := reader.marks.step(reader.cursor, reader.current, by)) is not None:
            reader.go_to(there)

    # Text objects

    def action_inner_word(self, count: int | None = None) -> None:
        self._select(segments.word_at, count)

    def action_inner_sentence(self, count: int | None = None) -> None:
        self._select(segments.sentence_at, count)

    def action_inner_paragraph(self, count: int | None = None) -> None:
        self._select(segments.paragraph_at, count)

    def action_quoted_words(self) -> None:
        self._select_quoted(with_marks=False)

    def action_quoted_with_marks(self) -> None:
        self._select_quoted(with_marks=True)

    def _select_quoted(self, *, with_marks: bool) -> None:
        """Select the innermost quotation around the cursor; of one that is selected already, the one around it."""
        reader = self._reader
        if not reader.body or not (spans := segments.quoted_at(reader.body, reader.cursor, with_marks=with_marks)):
            return
        had = reader.selection
        reader.select(next((s for s in spans if had is None or s.start < had.start or s.end > had.end), spans[-1]))

    def _select(self, around: Callable[[str, int], Span | None], count: int | None) -> None:
        """Select what is around the cursor, and ``count - 1`` more of its kind after it."""
        reader = self._reader
        if not reader.body or (span := around(reader.body, reader.cursor)) is None:
            return
        for _ in range((count or 1) - 1):
            after = motions.past_spaces(reader.body, span.end)
            if after < len(reader.body) and (following := around(reader.body, after)) is not None:
                span = hull([span, following])
        reader.select(span)

    def action_other_end(self) -> None:
        self._reader.swap_ends()

    def action_stop_selecting(self) -> None:
        self._reader.give_up_selecting()
