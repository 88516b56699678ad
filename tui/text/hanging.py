"""Styled lines wrapped with a hanging indent."""

from __future__ import annotations

from textual.content import Content

from tui.text.wrapping import NARROWEST, wrap

HANG = 2
"""The indent of continuation rows, in cells."""


def hanging(lines: Content, width: int) -> Content:
    """Wrap lines to ``width`` cells; continuation rows are indented by ``HANG`` cells."""
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
