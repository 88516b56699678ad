"""Words in a given number of cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

CURSOR = "›"
"""The sign of a list's cursor."""


def fitted(words: str, width: int) -> str:
    """Pad ``words`` to ``width`` cells, or cut them there with an ellipsis."""
    if cell_len(words) > width > 0:
        words = set_cell_size(words, width - 1).rstrip() + "…"
    return set_cell_size(words, width)
