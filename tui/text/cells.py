"""Text fitted to a number of cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

CURSOR = "›"
"""The cursor of a list."""


def fitted(words: str, width: int) -> str:
    """Pad ``words`` to ``width`` cells, or cut them after a word, with an ellipsis."""
    return set_cell_size(cut_at_word(words, width) if cell_len(words) > width > 0 else words, width)


def cut_at_word(words: str, width: int) -> str:
    """Cut ``words`` to less than ``width`` cells with an ellipsis, after a word where one ends near there.

    A number is not the last word kept: without its thing it means nothing.
    """
    kept = set_cell_size(words, max(0, width - 1))
    whole = kept.rpartition(" ")[0].rstrip(" ·,")
    before, _, last = whole.rpartition(" ")
    whole = before.rstrip(" ·,") if last.isdecimal() else whole
    return (whole + " …") if len(whole) > len(kept) // 2 else kept.rstrip() + "…"


def cut_at_part(words: str, width: int) -> str:
    """Cut ``words`` to ``width`` cells after one of the parts that dots set off, so that no date is cut."""
    parts = words.split(" · ")
    while len(parts) > 1 and cell_len(" · ".join(parts)) > width - len(" …"):
        del parts[-1]
    kept = f"{' · '.join(parts)} …"
    return words if cell_len(words) <= width else kept if cell_len(kept) <= width else cut_at_word(words, width)


def cut_in_the_middle(words: str, width: int) -> str:
    """Cut ``words`` to ``width`` cells, between words in the middle of the longest part: the parts are set off by dots,
    and short ones are counts."""
    over = cell_len(words) - width
    if over <= 0:
        return words
    parts = words.split(" · ")
    longest = max(range(len(parts)), key=lambda number: cell_len(parts[number]))
    kept = parts[longest].split(" ")
    room = cell_len(parts[longest]) - over - len(" …")
    while len(kept) > 2 and cell_len(" ".join(kept)) > room:
        del kept[len(kept) // 2]
    cut = (len(kept) + 1) // 2
    parts[longest] = " ".join([*kept[:cut], "…", *kept[cut:]])
    return " · ".join(parts)
