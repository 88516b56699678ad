"""The stack: articles in rows of two lines. It holds a window of them, and draws only the visible rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newstext.stated import State
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.terminal.safe_text import visible
from tui.text.cells import CURSOR, cut_at_part, fitted
from tui.widgets.cursor_pane import CursorPane
from tui.wording import describe, readers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from newstext.spans import Span
    from store.model.lists import ArticleRow

ROW_HEIGHT = 2
MARGIN = 50
"""Rows requested above and below the visible ones, so that moving does not wait."""

# No state is told by colour alone.
UNREAD, READ, WITHDRAWN, FLAGGED = "●", "○", "✕", "*"

_UNREAD = Style(bold=True)
_MATCHED = Style(bold=True, underline=True)


class Entry(NamedTuple):
    """An article in the stack; in search results with the reason for the hit and its position."""

    row: ArticleRow
    why: str = ""
    snippet: str = ""
    """Words of the body around the hit, with an ellipsis where their line is cut."""
    offset: int | None = None
    """The hit's position in the body, in code points."""
    headline_marks: Sequence[Span] = ()
    snippet_marks: Sequence[Span] = ()
    """The spans of the search words in the headline and in the snippet."""


class Stack(CursorPane, ScrollView, can_focus=True):
    """A list with a cursor. It reads nothing: it posts which rows it wants and which article was chosen.

    It holds a window, ``entries``, of the ``total`` rows, from row ``first`` on. The cursor may be on a row outside the
    window until that row arrives.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "stack--detail",
        "stack--open",
        "stack--cursor",
    }

    class Chosen(Message):
        """A person clicked on an article to read it."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Moved(Message):
        """The article under the cursor is another one, or its row has changed."""

    class Wanted(Message):
        """The list wants the rows from ``first`` up to ``last``."""

        def __init__(self, first: int, last: int) -> None:
            super().__init__()
            self.first = first
            self.last = last

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self.first = 0
        self.total = 0
        self.cursor = 0
        self.cursor_id: str | None = None
        """The id of the article under the cursor, even if its row is not held; None before the first."""
        self.empty_words = ""
        self._reading: Mapping[str, Sequence[str]] = {}

    def show_readers(self, reading: Mapping[str, Sequence[str]]) -> None:
        """Show in the rows of articles who reads them at other desks; nothing moves."""
        changed = {article for article, names in reading.items() ^ self._reading.items()}
        self._reading = reading
        for number, entry in enumerate(self.entries, self.first):
            if entry.row.id in changed:
                self.refresh_lines(number * ROW_HEIGHT, ROW_HEIGHT)

    def reading(self, article_id: str) -> str:
        """Who reads an article at other desks, in words; empty for nobody."""
        return readers.reading(self._reading.get(article_id, ()))

    @property
    def current(self) -> Entry | None:
        """The article under the cursor, if it is held."""
        return self.entry(self.cursor)

    @property
    def cursor_cell(self) -> Offset:
        return Offset(0, self.cursor * ROW_HEIGHT)

    @property
    def top(self) -> int:
        """The first visible row."""
        return int(self.scroll_offset.y // ROW_HEIGHT)

    @property
    def is_cursor_visible(self) -> bool:
        """Whether the cursor's row is visible."""
        line = self.cursor * ROW_HEIGHT - self.scroll_offset.y
        return 0 <= line <= self.size.height - ROW_HEIGHT

    def entry(self, number: int) -> Entry | None:
        """The article in a row, if it is held."""
        return self.entries[number - self.first] if 0 <= number - self.first < len(self.entries) else None

    def number_of(self, article_id: str) -> int | None:
        """The row of an article, when it is there."""
        return next((n for n, entry in enumerate(self.entries, self.first) if entry.row.id == article_id), None)

    def show(
        self,
        entries: Sequence[Entry],
        *,
        first: int = 0,
        total: int | None = None,
        cursor: int = 0,
        scrolled: float | None = None,
        empty_words: str = "",
    ) -> None:
        """Show another list, with the cursor on a row of it; ``empty_words`` are shown if it has no articles.

        ``scrolled`` is the scroll position in lines. Without it, the cursor's row is in the upper third.
        """
        self.empty_words = empty_words
        self.cursor, self.cursor_id = cursor, None
        self.hold(entries, first=first, total=len(entries) if total is None else total)
        self._scroll(max(0, cursor * ROW_HEIGHT - self.size.height // 3) if scrolled is None else scrolled)
        self.post_message(self.Moved())

    def hold(self, entries: Sequence[Entry], *, first: int, total: int) -> None:
        """Hold another window of the same list."""
        self.entries, self.first, self.total = entries, first, total
        self.cursor = min(self.cursor, max(0, total - 1))
        self._resized()
        if self.current is not None:
            self.cursor_id = self.current.row.id
            self.post_message(self.Moved())

    def renew(self, entries: Sequence[Entry], *, first: int, total: int, cursor: int, moved: int) -> None:
        """Refresh the list, with the cursor on row ``cursor``. The visible rows have moved down by ``moved``."""
        top = self.scroll_offset.y + moved * ROW_HEIGHT
        self.cursor = cursor
        self.hold(entries, first=first, total=total)
        self._scroll(top)

    def replace_row(self, row: ArticleRow) -> None:
        """Refresh an article's row."""
        for number, entry in enumerate(self.entries):
            if entry.row.id == row.id:
                entries = list(self.entries)
                entries[number] = entry._replace(row=row)
                self.entries = entries
                self.refresh_lines((self.first + number) * ROW_HEIGHT, ROW_HEIGHT)
                if self.first + number == self.cursor:
                    self.post_message(self.Moved())

    def move_to(self, number: int) -> None:
        """Put the cursor on a row and bring it into sight."""
        self.cursor = min(max(number, 0), max(0, self.total - 1))
        self.cursor_id = self.current and self.current.row.id
        line = self.cursor * ROW_HEIGHT
        if not self.is_cursor_visible:
            self._scroll(line if line < self.scroll_offset.y else line + ROW_HEIGHT - self.size.height)
        self.refresh()
        self.post_message(self.Moved())
        self.want_what_is_missing()

    @handles("cursor_down", Scope.STACK)
    def go_down(self, count: int | None = None) -> None:
        self.move_to(self.cursor + (count or 1))

    @handles("cursor_up", Scope.STACK)
    def go_up(self, count: int | None = None) -> None:
        self.move_to(self.cursor - (count or 1))

    @handles("page_down", Scope.STACK)
    def page_down(self) -> None:
        self.move_to(self.cursor + max(1, self.size.height // ROW_HEIGHT - 1))

    @handles("page_up", Scope.STACK)
    def page_up(self) -> None:
        self.move_to(self.cursor - max(1, self.size.height // ROW_HEIGHT - 1))

    @handles("first", Scope.STACK)
    def go_to_first(self) -> None:
        self.move_to(0)

    @handles("last", Scope.STACK)
    def go_to_last(self) -> None:
        self.move_to(self.total - 1)

    def on_click(self, event: events.Click) -> None:
        number = (event.y + self.scroll_offset.y) // ROW_HEIGHT
        if (entry := self.entry(number)) is not None:
            self.move_to(number)
            self.post_message(self.Chosen(entry))

    def on_resize(self) -> None:
        # The rows around the cursor stay visible in a smaller pane.
        self._resized()
        if self.total and not self.is_cursor_visible:
            self.move_to(self.cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.want_what_is_missing()

    def _scroll(self, y: float) -> None:
        self.scroll_to(y=y, animate=False, immediate=True)

    def want_what_is_missing(self) -> None:
        """Request the rows near the visible ones, unless all are held."""
        first = max(0, self.top - MARGIN)
        last = min(self.total, self.top + self.size.height // ROW_HEIGHT + 1 + MARGIN)
        if first < self.first or last > self.first + len(self.entries):
            self.post_message(self.Wanted(first, last))

    def _resized(self) -> None:
        self.virtual_size = Size(self.size.width, self.total * ROW_HEIGHT)
        self.refresh()
        self.want_what_is_missing()

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.visual_style.rich_style
        number, line = divmod(y + self.scroll_offset.y, ROW_HEIGHT)
        entry = self.entry(number)
        if entry is None:
            lines = self.empty_words.split("\n") if not self.total else []
            words = visible(lines[y - 1]) if 1 <= y <= len(lines) else ""
            detail = self.get_component_rich_style("stack--detail")
            strip = Strip([Segment("   " + words, detail)]).extend_cell_length(width, base).crop(0, width)
        else:
            segments = self._headline(number, entry, width) if line == 0 else self._detail(entry, width)
            strip = Strip(segments).extend_cell_length(width, base)
        if number == self.cursor and self.total:
            here = self.get_component_rich_style("stack--cursor", partial=True)
            strip = Strip(Segment.apply_style(strip, post_style=here), width)
        return strip

    def _headline(self, number: int, entry: Entry, width: int) -> list[Segment]:
        standing = describe.standing(entry.row)
        room = max(0, width - 3 - len(standing) - 3)
        headline = visible(describe.title(entry.row.headline, entry.row.opening))
        style = self.visual_style.rich_style
        if entry.row.unread:
            style += _UNREAD
        beside = self.get_component_rich_style("stack--open" if entry.row.open_count else "stack--detail")
        cursor = CURSOR if number == self.cursor else " "
        return [
            Segment(f"{cursor}{_sign(entry.row)} ", beside),
            *_marked(fitted(headline, room), entry.headline_marks, style),
            Segment(f"  {standing} ", beside),
        ]

    def _detail(self, entry: Entry, width: int) -> list[Segment]:
        style = self.get_component_rich_style("stack--detail")
        lead = f" {FLAGGED if entry.row.flagged else ' '} "
        if others := self.reading(entry.row.id):
            lead += f"{visible(others)} · "
        lead += visible(entry.why)
        if not (entry.why or entry.snippet):
            lead += visible(describe.byline(entry.row, self.session.clock(), self.session.archive.actor))
        elif entry.why and entry.snippet:
            lead += " · "
        room = max(0, width - 1 - cell_len(lead))
        words, marks = _in_sight(visible(entry.snippet), entry.snippet_marks, room)
        segments = [Segment(lead, style), *_marked(fitted(words, room), marks, style)]
        return segments if room else [Segment(cut_at_part(lead, width - 1), style)]


def _in_sight(words: str, marks: Sequence[Span], width: int) -> tuple[str, Sequence[Span]]:
    """Drop words at the beginning, so that the first marked words are within ``width`` cells."""
    if not marks or cell_len(words[: marks[0].end]) <= width:
        return words, marks
    from newstext.excerpts import excerpt

    left_out = excerpt(words, marks[0], before=width // 3, after=0).span.start
    return "…" + words[left_out:], [mark.shifted(1 - left_out) for mark in marks]


def _marked(words: str, marks: Sequence[Span], style: Style) -> list[Segment]:
    """Split words at the marked spans, and underline those."""
    segments, done = [], 0
    for start, end in marks:
        start, end = max(start, done), max(end, done)
        segments += [Segment(words[done:start], style), Segment(words[start:end], style + _MATCHED)]
        done = end
    return [*segments, Segment(words[done:], style)]


def _sign(row: ArticleRow) -> str:
    if row.state is State.WITHDRAWN:
        return WITHDRAWN
    return UNREAD if row.unread else READ
