"""Dialogs, with the screen dimmed behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.visual import Visual

from tui.base.one_answer_screen import OneAnswerScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style
    from textual.color import Color
    from textual.css.styles import RulesMap
    from textual.screen import Screen
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions, VisualType

Answer = TypeVar("Answer")


CHOOSE, CANCEL = ("↑ ↓", "choose"), ("escape", "cancel")
"""Keys that most dialogs have."""


def key_line(*keys: tuple[str, str]) -> str:
    """Return the line of keys at the foot of a dialog. They are fixed, in no keymap."""
    return "   ".join(f"{key} {does}" for key, does in keys)


class Dialog(OneAnswerScreen[Answer], ModalScreen[Answer], Generic[Answer], inherit_bindings=False):
    """A modal screen that returns one answer."""

    # Textual accepts any visual here, but its own screens declare less.
    def render(self) -> VisualType:  # type: ignore[override]
        behind = super().render()
        return _DimmedScreen(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind


class _DimmedScreen(Visual):
    """The screen behind a dialog, from strips that Textual already has. Each style is dimmed once."""

    def __init__(self, screen: Screen[object], color: Color) -> None:
        self._screen = screen
        self._color = color
        self._dimmed: dict[Style | None, Style | None] = {}

    def render_strips(
        self,
        width: int,  # noqa: ARG002 - the screen behind has the dialog's size
        height: int | None,  # noqa: ARG002
        style: VisualStyle,  # noqa: ARG002
        options: RenderOptions,  # noqa: ARG002
    ) -> list[Strip]:
        behind = self._screen._compositor.render_strips()
        return [Strip(self._dim(strip), strip.cell_length) for strip in behind]

    def _dim(self, strip: Strip) -> Iterator[Segment]:
        dimmed = self._dimmed
        for text, style, _ in strip:
            if style not in dimmed:
                [done] = BackgroundScreen.process_segments([Segment(text, style)], self._color)
                dimmed[style] = done.style
            yield Segment(text, dimmed[style])

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return self._screen.size.height
