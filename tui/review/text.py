"""The article of a review, with the facts about the current quotation below its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.strip import Strip

from store.model.annotations import SpanRole
from tui.article.marks import Marks, content
from tui.article.painting import GUTTER, Scene
from tui.article.viewport import Viewport
from tui.terminal.safe_text import visible
from tui.text.wrapping import NARROWEST, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from tui.text.wrapping import HeadLine

_RULE = "│ "
_NEAR = 3
"""Rows up to the end of the paragraph, or to the source, that may come before the facts."""


class ReviewText(Viewport, can_focus=False):
    """Shows the article around one quotation, with the facts in rows of their own below its words.

    If the current revision no longer has the words, the facts stand above the text.
    """

    DEFAULT_CSS = """
    ReviewText { width: 1fr; max-width: 94; padding: 0 0 0 1; }
    ReviewText > .facts--who { color: $foreground; text-style: bold; background: $panel; }
    ReviewText > .facts--more { color: $muted; background: $panel; }
    """
    COMPONENT_CLASSES = {"facts--who", "facts--more"}  # noqa: RUF012 - Textual declares it so

    def __init__(self) -> None:
        super().__init__()
        self.current: Annotation | None = None
        self._facts: Sequence[str] = ()
        self._shown_facts: list[tuple[str, str]] = []
        """The wrapped rows of the facts, each with the name of its style."""
        self._above = 0
        """The number of article rows above the facts."""

    def show(self, opened: OpenedArticle, current: Annotation, facts: Sequence[str], *, scroll: bool) -> None:
        """Show a quotation in its article, with ``facts``: the speaker first, then further lines.

        ``scroll`` scrolls to the quotation; the text stays in place if it is visible already.
        """
        was, at = self.opened, self._row_on_screen(current)
        self.current, self._facts = current, facts
        if opened is not was:
            self.opened, self.marks = opened, Marks(opened.annotations)
        if was is None or was.revision.id != opened.revision.id:
            at = None
            self._lay_out()
        else:
            self._rows_changed(None)
        if scroll:
            self._bring_into_sight(at)

    def _resized(self) -> None:
        super()._resized()
        # Only now is it known how much of the article fits around the quotation.
        self._rows_changed(None)
        self._bring_into_sight(None)

    # The rows of the article, and after the first ``_above`` those of the facts

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        if number < self._above:
            return self.strip(number)
        if number < self._above + len(self._shown_facts) and self.rows.width == self._width():
            return self._fact(*self._shown_facts[number - self._above])
        return self.strip(number - len(self._shown_facts))

    def _fact(self, words: str, name: str) -> Strip:
        base, style = self.rich_style, self.get_component_rich_style(f"facts--{name}")
        shown = words + " " * (self.rows.width - cell_len(words))
        rule = Segment(_RULE, base + self._part("sign"))
        return Strip([Segment(" " * (GUTTER - 2), base), rule, Segment(shown, style)]).adjust_cell_length(
            self.size.width, base
        )

    @property
    def scene(self) -> Scene:
        return Scene(self.rows, self.marks, self.current if self._has_words else None)

    @property
    def cursor_cell(self) -> Offset | None:
        if self.current is None or not self._has_words:
            return None
        at = self._cell_of(content(self.current)[0].start)
        return at + Offset(0, len(self._shown_facts)) if at.y >= self._above else at

    @property
    def _has_words(self) -> bool:
        """Whether the revision shown has the words."""
        if self.current is None or self.opened is None:
            return False
        pieces = self.current.pieces(SpanRole.CONTENT)
        return bool(pieces) and all(map(self._is_here, pieces))

    def _head_now(self) -> list[HeadLine]:
        # The screen's head shows headline and warnings, where they do not scroll.
        return []

    def _rows_changed(self, top: int | None) -> None:
        self._shown_facts = list(self._wrapped())
        self._above = self._last_row() + 1
        super()._rows_changed(top)
        self.virtual_size = Size(self.size.width, len(self.rows) + len(self._shown_facts))

    def _wrapped(self) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(self._facts):
            for span in wrap(line, max(NARROWEST, self.rows.width)):
                yield visible(span.of(line)), "more" if number else "who"

    def _last_row(self) -> int:
        """The last row above the facts: of the words, of source and cue, or of the paragraph if that is near.

        Before a quotation that fills the pane, so that the facts are visible.
        """
        if self.current is None or not self._has_words:
            return -1
        spans = content(self.current)
        first, last = self.rows.row_of(spans[0].start), self.rows.row_of(spans[-1].end - 1)
        if last - first + len(self._shown_facts) >= self.size.height > 0:
            return first - 1
        beside = [piece.span.end - 1 for role in (SpanRole.SOURCE, SpanRole.CUE) for piece in self.current.pieces(role)]
        end = self.body.find("\n", spans[-1].end)
        places = [*beside, (len(self.body) if end < 0 else end) - 1]
        return max([last, *(row for row in map(self.rows.row_of, places) if row <= last + _NEAR)])

    def _row_on_screen(self, annotation: Annotation) -> int | None:
        """The quotation's row on the screen before the facts move; None if it is not visible."""
        self_had, self.current = self.current, annotation
        has_words, self.current = self._has_words, self_had
        if not has_words:
            return None
        row = self.rows.row_of(content(annotation)[0].start)
        row += len(self._shown_facts) if row >= self._above else 0
        y = row - self.scroll_offset.y
        return y if 0 <= y < self.size.height else None

    def _bring_into_sight(self, at: int | None) -> None:
        """Scroll to the quotation: to its former place on the screen if it fits there, else a third down."""
        if not self._has_words or self.current is None:
            self._scroll(0)
            return
        height = self.size.height
        first = min(self.rows.row_of(content(self.current)[0].start), self._above)
        extent = self._above + len(self._shown_facts) - first
        if at is None or at + extent >= height:
            at = max(0, min(height // 3, height - extent - 1))
        self._scroll(max(0, first - at))
