"""The list of an article's quotations, beside it: each with its status, speaker and first words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from tui.article.painting import sign
from tui.kernel.messages import ShowQuotation
from tui.terminal.safe_text import visible
from tui.text.cells import fitted
from tui.widgets.virtual_rows import VirtualRows
from tui.wording import describe

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from store.model.annotations import Annotation
    from tui.article.marks import Marks
    from tui.reader.widget import Reader

ROW_HEIGHT = 3
"""Speaker, words, and an empty line."""
EXCERPT = 400
"""Code points of a quotation that are processed: more never fits."""


class Quotations(VirtualRows):
    """Follows a reader's cursor, or shows the quotations of a previewed article. Only visible rows are drawn."""

    DEFAULT_CSS = """
    Quotations { padding: 1 0 0 0; }
    Quotations > .quotations--sign { color: $secondary; text-style: bold; }
    Quotations > .quotations--who { color: $foreground; }
    Quotations > .quotations--words { color: $muted; }
    Quotations > .quotations--current { background: $panel; text-style: bold; }
    Quotations:focus > .quotations--current { background: $cursor-row; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "quotations--sign",
        "quotations--who",
        "quotations--words",
        "quotations--current",
    }

    def __init__(self, reader: Reader, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._reader = reader
        self._previewed: Marks | None = None

    def preview(self, marks: Marks | None) -> None:
        """Show the quotations of an article that is previewed; None shows the reader's again."""
        if marks is not self._previewed:
            self._previewed = marks
            if self.is_attached:
                self.follow()

    def allow_focus(self) -> bool:
        return self._previewed is None

    @property
    def _marks(self) -> Marks:
        return self._reader.marks if self._previewed is None else self._previewed

    @property
    def _current(self) -> Annotation | None:
        return self._reader.current if self._previewed is None else None

    def follow(self) -> None:
        """Refresh from the reader, and scroll to the current quotation."""
        marks = self._marks
        self.virtual_size = Size(self.size.width, len(marks) * ROW_HEIGHT)
        if (current := self._current) is not None:
            top, height = marks.number(current) * ROW_HEIGHT, self.size.height
            if top < self.scroll_offset.y:
                self.scroll_to(y=top, animate=False)
            elif top + ROW_HEIGHT > self.scroll_offset.y + height:
                self.scroll_to(y=top + ROW_HEIGHT - height, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        self.follow()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and (there := self._at(place.y + self.scroll_offset.y)) is not None:
            if self._previewed is None:
                self._reader.go_to(there)
            else:
                self.post_message(ShowQuotation(there))

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        row = y + self.scroll_offset.y
        annotation = self._at(row)
        if annotation is None or row % ROW_HEIGHT == ROW_HEIGHT - 1:
            return Strip.blank(width, base)
        is_current = annotation is self._current
        parts = self._who(annotation, is_current=is_current) if row % ROW_HEIGHT == 0 else self._words(annotation)
        strip = Strip(Segment.apply_style(parts, base)).adjust_cell_length(width, base)
        if is_current:
            here = self.get_component_rich_style("quotations--current", partial=True)
            strip = Strip(Segment.apply_style(strip, post_style=here), width)
        return strip

    def _who(self, annotation: Annotation, *, is_current: bool) -> list[Segment]:
        margin = f" {'›' if is_current else ' '}{sign(annotation)}".ljust(4)
        who = describe.note(annotation) if annotation.is_note else describe.who(annotation)
        return [
            Segment(margin, self._part("sign")),
            Segment(fitted(visible(who), self.size.width - len(margin) - 1), self._part("who")),
        ]

    def _words(self, annotation: Annotation) -> list[Segment]:
        words = " ".join(annotation.words[:EXCERPT].split())
        return [Segment("    " + fitted(visible(words), self.size.width - 5), self._part("words"))]

    def _at(self, row: int) -> Annotation | None:
        marks = self._marks
        return marks.in_order[row // ROW_HEIGHT] if row // ROW_HEIGHT < len(marks) else None

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"quotations--{name}", partial=True)
