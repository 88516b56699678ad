"""An app that puts the terminal's own cursor where the person is.

Braille displays and screen readers follow that cursor and nothing else. It does not blink: nothing moves by itself.
"""

from __future__ import annotations

from textual.geometry import Offset

from tui.base.one_answer_screen import OneAnswerScreen
from tui.base.resilient_app import ResilientApp
from tui.widgets.cursor_pane import cursor_of

_STEADY = "\x1b[?12l"
_SHOW, _HIDE = "\x1b[?25h", "\x1b[?25l"


class CursorApp(ResilientApp, inherit_css=False):
    """Shows the cursor on the reading cursor, the row in hand or the field that takes the keys."""

    _has_cursor = False
    """Whether the screen as last drawn has a cursor."""

    @property
    def cursor_position(self) -> Offset:
        """The cell that Textual moves the terminal's cursor to after each update."""
        screen = self.screen
        widget = screen.cursor_widget if isinstance(screen, OneAnswerScreen) else screen.focused
        cell = cursor_of(screen, widget)
        self._has_cursor = cell is not None
        return cell or Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, cell: Offset) -> None:
        """Ignore what a field sets when it is focused: a list may have the cursor."""

    def _begin_update(self) -> None:
        super()._begin_update()
        self._write_escape(_HIDE)  # It would run over the screen with the rows that are drawn.

    def _end_update(self) -> None:
        if self._has_cursor:
            self._write_escape(_STEADY + _SHOW)
        super()._end_update()

    def _write_escape(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
