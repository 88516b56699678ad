"""The keys that select the word, sentence, paragraph or quotation around the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext import segments
from newstext.spans import Span, hull
from newstext.turns import turn_at
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.text import motions

if TYPE_CHECKING:
    from collections.abc import Callable

    from newstext.turns import Turn
    from tui.reader.widget import Reader


class TextObjects:
    """The text objects of one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @handles("inner_word", Scope.CHOOSING)
    def select_word(self, count: int | None = None) -> None:
        self._select(segments.word_at, count)

    @handles("inner_sentence", Scope.CHOOSING)
    def select_sentence(self, count: int | None = None) -> None:
        self._select(segments.sentence_at, count)

    @handles("inner_paragraph", Scope.CHOOSING)
    def select_paragraph(self, count: int | None = None) -> None:
        self._select(segments.paragraph_at, count)

    @handles("quoted_words", Scope.CHOOSING)
    def select_quoted_words(self) -> None:
        self._select_quoted(with_marks=False)

    @handles("quoted_with_marks", Scope.CHOOSING)
    def select_quoted_with_marks(self) -> None:
        self._select_quoted(with_marks=True)

    def _select_quoted(self, *, with_marks: bool) -> None:
        """Select the innermost quotation around the cursor; of one that is selected already, the one around it.

        In a transcript the turn is the outermost.
        """
        reader = self._reader
        if not reader.body:
            return
        spans = segments.quoted_at(reader.body, reader.cursor, with_marks=with_marks)
        if turn := self._turn:
            # A turn needs no marks; marks elsewhere in it are not meant.
            spans = [*(span for span in spans if span.start <= reader.cursor < span.end), turn.span]
        if not spans:
            return
        had = reader.selection
        reader.select(next((s for s in spans if had is None or s.start < had.start or s.end > had.end), spans[-1]))

    @property
    def _turn(self) -> Turn | None:
        """The turn of a transcript under the cursor."""
        opened = self._reader.opened
        return turn_at(opened.revision.article.turns, self._reader.body, self._reader.cursor) if opened else None

    def _select(self, around: Callable[[str, int], Span | None], count: int | None) -> None:
        """Select the unit around the cursor, and the ``count - 1`` units after it.

        In a transcript the speaker's name before the words is no part of it.
        """
        reader = self._reader
        if not reader.body or (span := around(reader.body, reader.cursor)) is None:
            return
        for _ in range((count or 1) - 1):
            after = motions.past_spaces(reader.body, span.end)
            if after < len(reader.body) and (following := around(reader.body, after)) is not None:
                span = hull([span, following])
        if (turn := self._turn) and span.start < turn.span.start < span.end:
            span = Span(turn.span.start, span.end)
        reader.select(span)

    @handles("other_end", Scope.CHOOSING)
    def swap_ends(self) -> None:
        self._reader.swap_ends()

    @handles("stop_selecting", Scope.SELECTING, Scope.ENDS)
    def stop_selecting(self) -> None:
        self._reader.give_up_selecting()
