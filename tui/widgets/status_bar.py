"""The lines at the bottom: a message or the description of what is under the cursor, and the keys.

Above them stands what holds for every screen: that the store is away, or in a tour the next thing to do.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.kernel.keymap import shown
from tui.terminal.safe_text import visible
from tui.text.cells import cut_at_word
from tui.widgets.error_boundary import ErrorBoundary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.kernel.actions import Action
    from tui.kernel.session import Guidance


_GAP, _LEAST = 3, 24
"""Cells between the message and the description, and the fewest worth using for the latter."""


class StatusBar(ErrorBoundary, Widget):
    """Shows a message until the next key, beside or instead of the description of what is under the cursor."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--message", "status--hint", "status--notice"}

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._words = ""
        self._message = ""
        self._hints: Sequence[tuple[str, str]] = ()
        self._saved = ""
        self._work = ""
        self._guidance: Guidance | None = None
        self._notice = ""

    def on_mount(self) -> None:
        self.notice(self.session.pending.notice)

    def guide(self, guidance: Guidance) -> None:
        """Show above the other lines what to do next in a tour."""
        if guidance != self._guidance:
            self._guidance = guidance
            self._make_room()

    def notice(self, words: str) -> None:
        """Show a line above the others, also in a tour; empty takes it away."""
        if words != self._notice:
            self._notice = words
            self._make_room()

    def _make_room(self) -> None:
        self.styles.height = 3 if self._notice or (self._guidance and self._guidance.words) else 2
        self.refresh()

    def describe(self, words: str) -> None:
        """Set the description of what is under the cursor."""
        if words != self._words:
            self._words = words
            self.refresh()

    def say(self, message: str) -> None:
        """Show a message; an empty one clears it."""
        if message != self._message:
            self._message = message
            self.refresh()

    def say_also(self, message: str) -> None:
        """Append to the message."""
        self.say(f"{self._message} {message}".lstrip())

    def hint(self, keys: Iterable[tuple[str, Action]], is_refused: Callable[[Action], bool]) -> None:
        """Show keys with their actions. Those that are refused are greyed, in parentheses."""
        hints = []
        for key, action in keys:
            words = action.hint or action.words
            hints.append((shown(key), f"({words})" if is_refused(action) else words))
        self.hint_words(hints)

    def hint_words(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show keys that are in no keymap, as (key as printed, word) pairs."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def saved(self, words: str) -> None:
        """Show the state of saving, at the right."""
        self._saved = words
        self.refresh()

    def working(self, words: str) -> None:
        """Show the progress of background work, at the right; empty when there is none."""
        if words != self._work:
            self._work = words
            self.refresh()

    @property
    def work(self) -> str:
        """The progress of background work, or its outcome."""
        return self._work

    @property
    def aside(self) -> str:
        """The text at the right."""
        marked = f"{len(self.session.marked):,} marked to copy" if self.session.marked else ""
        return " · ".join(filter(None, (self._work, marked, self._saved)))

    @property
    def message(self) -> str:
        """The text shown now."""
        return self._message or self._words

    def _lines(self, width: int) -> tuple[str, str]:
        """Return the text in one line, cut; a message may take two."""
        words = visible(self.message)
        if not self._message or cell_len(words) < width:
            return _cut(" " + words, width), ""
        head = words[: width - 1].rsplit(" ", 1)[0]
        return " " + head, _cut(" " + words[len(head) :].lstrip(), width)

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.visual_style.rich_style
        loud = self.get_component_rich_style("status--message")
        if self._notice:
            if y == 0:
                style = self.get_component_rich_style("status--notice")
                return Strip([Segment(_cut(f" {self._notice}", width), style)]).extend_cell_length(width, style)
            y -= 1
        elif self._guidance is not None and self._guidance.words:
            if y == 0:
                return self._guidance_line(self._guidance)
            y -= 1
        if y == 0:
            words, _ = self._lines(width)
            segments = [Segment(words, loud if self._message else base)]
            beside = self._words if self._message and self._words != self._message else ""
            if beside and (room := width - cell_len(words) - _GAP) > _LEAST:
                # The next decision may be a key away, so what is under the cursor is shown too.
                segments.append(Segment(" " * _GAP + _cut(visible(beside), room), base))
            return Strip(segments).extend_cell_length(width, base)
        if self._message and (rest := self._lines(width)[1]):
            # A long message takes the keys' line, until the next key.
            return Strip([Segment(rest, loud)]).extend_cell_length(width, base)
        hint_style = self.get_component_rich_style("status--hint")
        aside = f" {self.aside} " if self.aside else ""
        room = width - cell_len(aside) - 1
        segments = [Segment(" ", base)]
        for key, words in _fitting(self._hints, room):
            segments += [Segment(key, hint_style if words.startswith("(") else loud)]
            segments += [Segment(f" {words}   ", hint_style)]
        strip = Strip(segments).adjust_cell_length(width - cell_len(aside), base)
        return Strip([*strip, Segment(aside, hint_style)], width)

    def _guidance_line(self, guidance: Guidance) -> Strip:
        """Return the tour's line: its words at the left, its own keys at the right."""
        base, loud = self.visual_style.rich_style, self.get_component_rich_style("status--message")
        quiet = self.get_component_rich_style("status--hint")
        own = [(Segment(f"  {key}", loud), Segment(f" {does}", quiet)) for key, does in guidance.keys]
        aside = [*chain(*own), Segment(" ", base)]
        room = self.size.width - Segment.get_line_length(aside)
        line = Strip([Segment(" ", base), *(Segment(words, loud if key else base) for words, key in guidance.words)])
        if line.cell_length > room:
            line = Strip([*line.crop(0, room - 1), Segment("…", base)])
        return Strip([*line.extend_cell_length(room, base), *aside])


def _fitting(hints: Sequence[tuple[str, str]], room: int) -> Iterator[tuple[str, str]]:
    """Yield as many hints as fit, always with the last: help, or the way out."""
    *others, last = hints or [("", "")]
    room -= _width(last)
    for hint in others:
        if (room := room - _width(hint)) < -_GAP:
            break
        yield hint
    yield last


def _width(hint: tuple[str, str]) -> int:
    return cell_len(f"{hint[0]} {hint[1]}") + _GAP


def _cut(words: str, width: int) -> str:
    """Cut ``words`` to ``width`` cells, with an ellipsis."""
    return words if cell_len(words) <= width else cut_at_word(words, width)
