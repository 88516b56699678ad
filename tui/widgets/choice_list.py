"""A list of choices with the cursor on one of them."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import OptionList

from tui.widgets.cursor_pane import CursorPane


class ChoiceList(CursorPane, OptionList):
    """Textual's list of options, one line each without borders, with a place for the terminal's cursor."""

    @property
    def cursor_cell(self) -> Offset | None:
        # A list without room yet has no lines.
        line = None if self.highlighted is None else self._index_to_line.get(self.highlighted)
        return None if line is None else Offset(0, line)
