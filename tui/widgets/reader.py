"""The reader: one article wrapped to the pane, its quotations marked, a cursor and a selection over its characters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newstext import segments
from newstext.spans import Span
from store.records import SpanRole, Status
from tui import heading, motions
from tui.layout import Layout, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.geometry import Region

    from store.archive import OpenedArticle
    from store.records import Annotation

GUTTER = 4
"""Cells left of the text, where the margin's signs stand."""
MEASURE = 84
"""The longest row, in cells: longer ones are tiring to read."""
CONTEXT = 3
"""Rows that stay in sight above and below the cursor."""

SIGNS = {
    Status.SUGGESTED: "?",
    Status.SKIPPED: "–",
    Status.STALE: "!",
    Status.ACCEPTED: "✓",
    Status.VERIFIED: "✔",
}
"""The margin's sign for each status, so that no state is told by colour alone."""


class Reader(ScrollView, can_focus=True):
    """Shows an opened article. It changes nothing in the store: it says where the cursor is and what is selected."""

    ALLOW_SELECT = False
    # Here and not in app.tcss: read when the reader comes, after the first paint.
    DEFAULT_CSS = """
    Reader {
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
    Reader > .reader--headline { color: $foreground; text-style: bold; }
    Reader > .reader--credit { color: $muted; }
    Reader > .reader--warning { color: $warning; text-style: bold; }
    Reader > .reader--standfirst { color: $foreground; }
    Reader > .reader--caption { color: $muted; text-style: italic; }
    Reader > .reader--sign { color: $secondary; text-style: bold; }
    Reader > .reader--open { background: $mark-open; text-style: underline; }
    Reader > .reader--settled { background: $mark-settled; text-style: underline; }
    Reader > .reader--current { text-style: bold underline; }
    Reader > .reader--source { color: $primary; text-style: bold; }
    Reader > .reader--cue { text-style: italic; color: $primary; }
    Reader > .reader--selected { background: $selected; text-style: none; }
    Reader > .reader--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--headline",
        "reader--credit",
        "reader--warning",
        "reader--standfirst",
        "reader--caption",
        "reader--open",
        "reader--settled",
        "reader--current",
        "reader--source",
        "reader--cue",
        "reader--selected",
        "reader--cursor",
        "reader--sign",
    }

    class Moved(Message):
        """The cursor or the selection is somewhere else."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.opened: OpenedArticle | None = None
        self.annotations: tuple[Annotation, ...] = ()
        self.cursor = 0
        self._anchor: int | None = None
        self._layout = Layout([], "", MEASURE)
        self._goal_cell: int | None = None
        self._dragging = False
        self._painted: tuple[Annotation | None, list[tuple[Span, Style]]] | None = None

    # What is shown

    def show(self, opened: OpenedArticle | None, *, cursor: int | None = None) -> None:
        """Show an article, the cursor on its first open quotation unless told otherwise; or nothing."""
        self.opened = opened
        self.annotations = opened.annotations if opened else ()
        self._anchor = self._goal_cell = None
        self._lay_out()
        self.scroll_to(y=0, animate=False, immediate=True)
        first = next((_first(a) for a in self.annotations if a.state.status.is_open), 0)
        self.move_to(first if cursor is None else cursor)

    def update_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show the article's annotations as they are now; cursor and selection stay."""
        self.annotations = tuple(annotations)
        self.refresh()
        self.post_message(self.Moved())

    @property
    def body(self) -> str:
        """The text the cursor moves over."""
        return self._layout.body

    @property
    def current(self) -> Annotation | None:
        """The quotation under the cursor; the shortest where several are."""
        over = [a for a in self.annotations if any(s.start <= self.cursor < s.end for s in _content(a))]
        return min(over, key=lambda a: sum(s.end - s.start for s in _content(a)), default=None)

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

    def select(self, span: Span) -> None:
        """Select a stretch; the cursor goes to its last character."""
        if span.start < span.end:
            self._anchor = span.start
            self.move_to(segments.grapheme_at(self.body, span.end - 1).start)

    def stop_selecting(self) -> None:
        """Let the selection go; the cursor stays."""
        self._anchor = None
        self.refresh()
        self.post_message(self.Moved())

    def move_to(self, offset: int, *, keep_cell: bool = False) -> None:
        """Put the cursor on the character at ``offset`` and bring it into sight."""
        if self.body:
            offset = segments.grapheme_at(self.body, min(max(offset, 0), len(self.body) - 1)).start
        self.cursor = offset if self.body else 0
        if not keep_cell:
            self._goal_cell = None
        self._bring_into_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _bring_into_sight(self) -> None:
        row = self._layout.row_of(self.cursor)
        context = min(CONTEXT, max(0, (self.size.height - 1) // 2))
        top, height = self.scroll_offset.y, self.size.height
        if row - context < top:
            # The first rows of the body bring the head with them.
            near_top = row - context <= self._layout.first_body_row
            self.scroll_to(y=0 if near_top and row < height - context else row - context, animate=False)
        elif row + context >= top + height:
            self.scroll_to(y=row + context - height + 1, animate=False)

    # Motions

    def _go(self, motion: Callable[[str, int], int], count: int | None) -> None:
        offset = self.cursor
        for _ in range(count or 1):
            moved = motion(self.body, offset)
            if moved == offset:
                break
            offset = moved
        self.move_to(offset)

    def action_left(self, count: int | None = None) -> None:
        self._go(motions.left, count)

    def action_right(self, count: int | None = None) -> None:
        self._go(motions.right, count)

    def action_next_word(self, count: int | None = None) -> None:
        self._go(motions.next_word, count)

    def action_previous_word(self, count: int | None = None) -> None:
        self._go(motions.previous_word, count)

    def action_word_end(self, count: int | None = None) -> None:
        self._go(motions.word_end, count)

    def action_next_sentence(self, count: int | None = None) -> None:
        self._go(motions.next_sentence, count)

    def action_previous_sentence(self, count: int | None = None) -> None:
        self._go(motions.previous_sentence, count)

    def action_next_paragraph(self, count: int | None = None) -> None:
        self._go(motions.next_paragraph, count)

    def action_previous_paragraph(self, count: int | None = None) -> None:
        self._go(motions.previous_paragraph, count)

    def action_line_down(self, count: int | None = None) -> None:
        self._go_rows(count or 1)

    def action_line_up(self, count: int | None = None) -> None:
        self._go_rows(-(count or 1))

    def action_page_down(self) -> None:
        self._go_rows(max(1, self.size.height - CONTEXT))

    def action_page_up(self) -> None:
        self._go_rows(-max(1, self.size.height - CONTEXT))

    def action_first(self) -> None:
        self.move_to(0)
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        self.move_to(len(self.body))

    def action_line_start(self) -> None:
        self.move_to(self._layout.rows[self._layout.row_of(self.cursor)].span.start if self.body else 0)

    def action_line_end(self) -> None:
        if self.body:
            self.move_to(self._layout.rows[self._layout.row_of(self.cursor)].span.end - 1)

    def _go_rows(self, rows: int) -> None:
        if not self.body:
            return
        if self._goal_cell is None:
            self._goal_cell = self._layout.cell_of(self.cursor)
        row = self._layout.row_of(self.cursor) + rows
        self.move_to(self._layout.offset_at(row, self._goal_cell), keep_cell=True)
        if row < self._layout.first_body_row:
            self.scroll_to(y=0, animate=False)

    # Quotations

    def action_next_quotation(self, count: int | None = None) -> None:
        self._go_quotations(count or 1)

    def action_previous_quotation(self, count: int | None = None) -> None:
        self._go_quotations(-(count or 1))

    def _go_quotations(self, step: int) -> None:
        starts = sorted(_first(a) for a in self.annotations)
        here = [s for s in starts if (s > self.cursor if step > 0 else s < self.cursor)]
        if here:
            self.move_to(here[min(step, len(here)) - 1] if step > 0 else here[max(step, -len(here))])

    def go_to_next_open(self) -> bool:
        """Move to the next quotation that waits, from the top again after the last; False when none does."""
        here = self.current
        waiting = [_first(a) for a in self.annotations if a.state.status.is_open and a is not here]
        after = [start for start in waiting if start > self.cursor]
        if waiting:
            self.move_to(min(after or waiting))
        return bool(waiting)

    # Text objects

    def action_inner_word(self) -> None:
        self._select_around(segments.word_at(self.body, self.cursor))

    def action_inner_sentence(self) -> None:
        self._select_around(segments.sentence_at(self.body, self.cursor))

    def action_inner_paragraph(self) -> None:
        self._select_around(segments.paragraph_at(self.body, self.cursor))

    def action_quoted_words(self) -> None:
        self._select_around(segments.quoted_at(self.body, self.cursor, with_marks=False))

    def action_quoted_with_marks(self) -> None:
        self._select_around(segments.quoted_at(self.body, self.cursor, with_marks=True))

    def action_other_end(self) -> None:
        if self._anchor is not None:
            self._anchor, cursor = self.cursor, self._anchor
            self.move_to(cursor)

    def start_selecting(self) -> None:
        if self.body:
            self._anchor = self.cursor
            self.move_to(self.cursor)

    def start_selecting_sentence(self) -> None:
        if self.body:
            self.action_inner_sentence()

    def action_stop_selecting(self) -> None:
        self.stop_selecting()

    def _select_around(self, span: Span | None) -> None:
        if span is not None:
            self.select(span)

    # The mouse

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        place = event.get_content_offset(self)
        if place is None:
            return None
        row = place.y + self.scroll_offset.y
        inside = self._layout.first_body_row <= row < len(self._layout.rows)
        return self._layout.offset_at(row, max(0, place.x - GUTTER)) if inside else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = self._offset_under(event)
        if offset is not None and event.button == 1:
            self._anchor = None
            self.move_to(offset)
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging and (offset := self._offset_under(event)) is not None and offset != self.cursor:
            if self._anchor is None:
                self._anchor = self.cursor
            self.move_to(offset)

    def on_mouse_up(self) -> None:
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if self._offset_under(event) is None:
            return
        if event.chain == 2:
            self.action_inner_word()
        elif event.chain == 3:
            self.action_inner_sentence()

    # Drawing

    def on_resize(self) -> None:
        if self._width() != self._layout.width:
            self._lay_out()

    def _width(self) -> int:
        return min(MEASURE, max(8, self.size.width - GUTTER - 2))

    def _lay_out(self) -> None:
        """Wrap to the pane; the row on top keeps its words on top."""
        top = self._layout.rows[self.scroll_offset.y : self.scroll_offset.y + 1]
        head = heading.head(self.opened) if self.opened else heading.WELCOME
        self._layout = Layout(head, self.opened.revision.article.body if self.opened else "", self._width())
        self.virtual_size = Size(self.size.width, len(self._layout.rows))
        if self.selecting:
            self._bring_into_sight()
        elif top and top[0].kind is RowKind.BODY:
            self.scroll_to(y=self._layout.row_of(top[0].span.start), animate=False, immediate=True)
        self.refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._painted = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        base = self.rich_style
        if number >= len(self._layout.rows):
            return Strip.blank(self.size.width, base)
        row = self._layout.rows[number]
        if row.kind is RowKind.BODY:
            segments_ = [self._margin(number, row), *self._styled(row)]
        else:
            style = self.get_component_rich_style(f"reader--{row.kind}")
            segments_ = [Segment(" " * GUTTER, base), Segment(row.shown, style)]
        return Strip(segments_).extend_cell_length(self.size.width, base)

    def _margin(self, number: int, row: Row) -> Segment:
        """The signs of the quotations that begin in this row."""
        end = self._layout.rows[number + 1].span.start if number + 1 < len(self._layout.rows) else len(self.body)
        end = max(end, row.span.end)
        signs = [SIGNS[a.state.status] for a in self.annotations if row.span.start <= _first(a) < end]
        here, _ = self._paint()
        arrow = "›" if here is not None and row.span.start <= _first(here) < end else " "
        margin = (arrow + "".join(signs[: GUTTER - 2])).ljust(GUTTER)
        return Segment(margin, self.get_component_rich_style("reader--sign"))

    def _styled(self, row: Row) -> list[Segment]:
        """Cut a row where a style begins or ends, and give each part the styles that lie over it."""
        span, base = row.span, self.rich_style
        _, all_layers = self._paint()
        layers = [(s, style) for s, style in all_layers if s.start < span.end and span.start < s.end]
        cuts = sorted({span.start, span.end, *(min(max(edge, span.start), span.end) for s, _ in layers for edge in s)})
        parts = []
        for start, end in pairwise(cuts):
            style = Style.combine([base, *(style for s, style in layers if s.start <= start and end <= s.end)])
            parts.append(Segment(row.shown[start - span.start : end - span.start], style))
        if self.cursor == span.end and self.has_focus and self._layout.rows[self._layout.row_of(self.cursor)] is row:
            parts.append(Segment(" ", base + self.get_component_rich_style("reader--cursor")))
        return parts

    def _paint(self) -> tuple[Annotation | None, list[tuple[Span, Style]]]:
        """What a whole paint needs, made once for all its rows: the current quotation and the styles over the text."""
        if self._painted is None:
            here = self.current
            self._painted = here, self._layers(here)
        return self._painted

    def _layers(self, here: Annotation | None) -> list[tuple[Span, Style]]:
        """The styles over the text, the lowest first."""
        layers: list[tuple[Span, Style]] = []
        for annotation in self.annotations:
            kind = "open" if annotation.state.status.is_open else "settled"
            layers += [(s, self._part(f"reader--{kind}")) for s in _content(annotation)]
        if here is not None:
            for role, part in (
                (SpanRole.CONTENT, "current"),
                (SpanRole.SOURCE, "source"),
                (SpanRole.CUE, "cue"),
            ):
                layers += [(piece.span, self._part(f"reader--{part}")) for piece in here.pieces(role)]
        if selected := self.selection:
            layers.append((selected, self._part("reader--selected")))
        if self.has_focus and self.body:
            layers.append((segments.grapheme_at(self.body, self.cursor), self._part("reader--cursor")))
        return layers

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)


def _content(annotation: Annotation) -> list[Span]:
    return [piece.span for piece in annotation.pieces(SpanRole.CONTENT)]


def _first(annotation: Annotation) -> int:
    return min((span.start for span in _content(annotation)), default=0)
