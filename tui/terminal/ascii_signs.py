"""ASCII replacements for our signs, one cell for one cell."""

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
    "⊘": "%",
    "\u00a0": " ",
}
_BOXES = {chr(code): "+" for code in range(0x2500, 0x2580)}
_BLOCKS = {chr(code): "#" for code in range(0x2580, 0x25A0)}
_PLAIN = str.maketrans({**_BOXES, **_BLOCKS, **_SIGNS})


def plain(text: str) -> str:
    """Return text with every sign and line in ASCII. Letters stay."""
    return text if text.isascii() else text.translate(_PLAIN)


class AsciiSigns(LineFilter):
    """Makes every widget draw with ASCII lines and signs."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(plain(text), style, control) for text, style, control in segments]
