"""Signs for terminals that have none beyond ASCII: each of ours in one cell becomes another in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_SIGNS = {
    **dict.fromkeys("│┃║▏▎▍▌▐▕╎╏┆┇┊┋", "|"),
    **dict.fromkeys("─━═▁▔╌╍┄┅┈┉–—‒―", "-"),
    **dict.fromkeys("·", "-"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("●•■◆★⚑⚐", "*"),
    **dict.fromkeys("○◦□◇☆", "o"),
    **dict.fromkeys("✕✗✘×", "x"),
    "✓": "+",
    "✔": "#",
    "…": ".",
    "↑": "^",
    "↓": "v",
    "←": "<",
    "→": ">",
    "‹": "<",
    "›": ">",
    "±": "~",
    "⟦": "[",
    "⟧": "]",
    "\u00a0": " ",
}
_BOXES = {chr(code): "+" for code in range(0x2500, 0x2580)}
_BLOCKS = {chr(code): "#" for code in range(0x2580, 0x25A0)}
_PLAIN = str.maketrans({**_BOXES, **_BLOCKS, **_SIGNS})


def plain(text: str) -> str:
    """Return text with ASCII for every sign and line; letters stay as they are."""
    return text if text.isascii() else text.translate(_PLAIN)


class PlainSigns(LineFilter):
    """Lets every widget draw with ASCII lines and signs."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(plain(text), style, control) for text, style, control in segments]
