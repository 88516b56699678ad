"""Text fitted to a number of cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

CURSOR = "›"
"""The cursor of a list."""


def fitted(words: str, width: int) -> str:
    """Pad ``words`` to ``width`` cells, or cut them with an ellipsis."""
    if cell_len(words) > width > 0:
        words = set_cell_size(words, width - 1).rstrip() + "…"
    return set_cell_size(words, width)
