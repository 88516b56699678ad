"""One line of typing. What is pasted into it loses the characters that a terminal would obey."""

from __future__ import annotations

from textual.widgets import Input

_JOINERS = "\u200c\u200d"
"""Names in several scripts are spelled with these."""


class LineInput(Input):
    """An Input for names and words: control and bidi characters do not get in."""

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor("".join(c for c in text if c.isprintable() or c in _JOINERS))
