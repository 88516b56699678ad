"""The stack: articles as a list of two-line rows, drawn only where it is visible and fetched a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newstext.article import State
from tui import describe
from tui.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

    from store.records import ArticleRow

ROW_HEIGHT = 2
_NEAR_THE_END = 50
"""Rows left below the cursor when the next page is asked for."""


class Entry(NamedTuple):
    """One article in the stack; in a list of hits also why it was found, or the words around the hit."""

    row: ArticleRow
    note: str | None = None
    offset: int | None = None
    """Where in the body the hit is, in code points."""


class Stack(ScrollView, can_focus=True):
    """A list of articles with a cursor. It fetches nothing: it says when it needs more and what was chosen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "stack--headline",
        "stack--waiting",
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
        """The cursor is on another article."""

    class NearEnd(Message):
        """The list wants its next page."""

        def __init__(self, *, all_pages: bool = False) -> None:
            super().__init__()
            self.all_pages = all_pages

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self.cursor = 0
        self.empty_words = ""

    @property
    def current(self) -> Entry | None:
        """The article under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def show(self, entries: Sequence[Entry], *, empty_words: str = "") -> None:
        """Show a list from its top; ``empty_words`` stand there when it has no articles."""
        self.entries = list(entries)
        self.empty_words = empty_words
        self.cursor = 0
        self._resized()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.post_message(self.Moved())

    def renew(self, entries: Sequence[Entry]) -> None:
        """Show the list as it is now; the cursor stays on its article, and the article in its place on the screen."""
        current, top = self.current, self.scroll_offset.y
        self.entries = list(entries)
        places = {entry.row.id: number for number, entry in enumerate(self.entries)}
        moved = places.get(current.row.id, self.cursor) - self.cursor if current else 0
        self.cursor = min(self.cursor + moved, max(0, len(self.entries) - 1))
        self._resized()
        self.scroll_to(y=top + moved * ROW_HEIGHT, animate=False, immediate=True)
        self.post_message(self.Moved())

    def extend(self, entries: Sequence[Entry]) -> None:
        """Add the next page."""
        self.entries += entries
        self._resized()

    def replace_row(self, row: ArticleRow) -> None:
        """Show an article's row as it is now."""
        for number, entry in enumerate(self.entries):
            if entry.row.id == row.id:
                self.entries[number] = Entry(row, entry.note, entry.offset)
                self.refresh_lines(number * ROW_HEIGHT, ROW_HEIGHT)

    def move_to(self, number: int) -> None:
        """Put the cursor on an article and bring it into sight."""
        self.cursor = min(max(number, 0), max(0, len(self.entries) - 1))
        top = self.cursor * ROW_HEIGHT
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif top + ROW_HEIGHT > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=top + ROW_HEIGHT - self.size.height, animate=False)
        self.refresh()
        self.post_message(self.Moved())
        if self.cursor + _NEAR_THE_END >= len(self.entries):
            self.post_message(self.NearEnd())

    def action_cursor_down(self, count: int | None = None) -> None:
        self.move_to(self.cursor + (count or 1))

    def action_cursor_up(self, count: int | None = None) -> None:
        self.move_to(self.cursor - (count or 1))

    def action_page_down(self) -> None:
        self.move_to(self.cursor + max(1, self.size.height // ROW_HEIGHT - 1))

    def action_page_up(self) -> None:
        self.move_to(self.cursor - max(1, self.size.height // ROW_HEIGHT - 1))

    def action_first(self) -> None:
        self.move_to(0)

    def action_last(self) -> None:
        self.move_to(len(self.entries))
        self.post_message(self.NearEnd(all_pages=True))

    def on_click(self, event: events.Click) -> None:
        number = (event.y + self.scroll_offset.y) // ROW_HEIGHT
        if number < len(self.entries):
            self.move_to(number)
            self.post_message(self.Chosen(self.entries[number]))

    def on_resize(self) -> None:
        self._resized()

    def _resized(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.entries) * ROW_HEIGHT)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        number, line = divmod(y + self.scroll_offset.y, ROW_HEIGHT)
        if number >= len(self.entries):
            words = visible(self.empty_words) if not self.entries and y == 1 else ""
            detail = self.get_component_rich_style("stack--detail")
            return Strip([Segment("   " + words, detail)]).extend_cell_length(width, base).crop(0, width)
        entry = self.entries[number]
        segments = self._headline(entry, width) if line == 0 else self._detail(entry, width)
        strip = Strip(segments).extend_cell_length(width, base)
        if number == self.cursor:
            here = self.get_component_rich_style("stack--cursor", partial=True)
            strip = Strip(Segment.apply_style(strip, post_style=here), width)
        return strip

    def _headline(self, entry: Entry, width: int) -> list[Segment]:
        standing = describe.standing(entry.row)
        room = max(0, width - 3 - len(standing) - 3)
        headline = visible(entry.row.headline or "(no headline)")
        part = "waiting" if entry.row.open_count else "headline"
        style = self.get_component_rich_style(f"stack--{part}")
        return [
            # No cursor is told by colour alone.
            Segment(f"{'›' if entry is self.current else ' '}{_sign(entry.row)} ", self._standing_style(entry)),
            Segment(_fitted(headline, room), style),
            Segment(f"  {standing} ", self._standing_style(entry)),
        ]

    def _standing_style(self, entry: Entry) -> Style:
        return self.get_component_rich_style("stack--open" if entry.row.open_count else "stack--detail")

    def _detail(self, entry: Entry, width: int) -> list[Segment]:
        words = visible(entry.note or describe.byline(entry.row))
        style = self.get_component_rich_style("stack--detail")
        return [Segment(_fitted("   " + words, max(0, width - 1)) + " ", style)]


def _sign(row: ArticleRow) -> str:
    if row.state is State.WITHDRAWN:
        return "✕"
    return "●" if row.open_count else "○"


def _fitted(words: str, width: int) -> str:
    """Pad ``words`` to ``width`` cells, or cut them there with an ellipsis."""
    if cell_len(words) > width > 0:
        words = set_cell_size(words, width - 1).rstrip() + "…"
    return set_cell_size(words, width)
