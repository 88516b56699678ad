"""Markup of a report: escaped text, tables and sections."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def text(words: str, longest: int | None = None) -> str:
    """Return words from outside escaped, on one line, and cut to a length in characters."""
    words = visible(" ".join(words.split()))
    if longest is not None and len(words) > longest:
        words = words[: longest - 1].rstrip() + "…"
    return escape(words)


def foreign(words: str, longest: int | None = None) -> str:
    """Return words from outside, also isolated so that their direction changes nothing around them."""
    return f"<bdi>{text(words, longest)}</bdi>"


def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1, is_open: bool = False
) -> str:
    """Return a table of cells that are markup; the first is the heading of its row, ``left`` of them are words.

    A wide table scrolls in its frame; an ``is_open`` one has none, so that what opens over it is not cut off.
    """
    columns = "".join(f'<th scope="col"{_side(i, left)}>{escape(cell)}</th>' for i, cell in enumerate(head))
    body = "\n".join(_row(row, left) for row in rows)
    inside = (
        f"<table><caption>{escape(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table>"
    )
    if is_open:
        return inside
    return f'<div class="w" tabindex="0" role="region" aria-label="{escape(caption)}">{inside}</div>'


def section(heading: str, *parts: str) -> str:
    """Return a section with a heading."""
    name = "-".join("".join(c if c.isalnum() else " " for c in heading.lower()).split())
    inside = "\n".join(part for part in parts if part)
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(heading)}</h2>\n{inside}\n</section>'


def paragraph(words: str) -> str:
    """Return a paragraph of markup."""
    return f"<p>{words}</p>"


def _row(row: Sequence[str], left: int) -> str:
    first, *others = row
    cells = "".join(f"<td{_side(i, left)}>{cell}</td>" for i, cell in enumerate(others, 1))
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def _side(column: int, left: int) -> str:
    return "" if column < left else ' class="n"'
