"""Styled lines wrapped with a hanging indent."""

from __future__ import annotations

from textual.content import Content

from tui.text.wrapping import NARROWEST, wrap

HANG = 2
"""Cells by which a row after the first is indented, beyond its line."""


def hanging(lines: Content, width: int) -> Content:
    """Wrap lines to ``width`` cells; rows after the first of a line stand ``HANG`` cells further right than it."""
    rows: list[Content] = []
    for line in lines.split("\n", allow_blank=True):
        text = line.plain.lstrip(" ")
        indent = len(line.plain) - len(text)
        own = line[indent:]
        for number, span in enumerate(wrap(text, max(NARROWEST, width - indent - HANG)) if text else ()):
            rows.append(Content(" " * (indent + HANG * bool(number))) + own[span.start : span.end])
        if not text:
            rows.append(Content(""))
    return Content("\n").join(rows)
