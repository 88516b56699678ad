"""A question over a screen, which is dimmed behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.visual import Visual

from tui.base.dismiss_once import LeftOnce

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style
    from textual.color import Color
    from textual.css.styles import RulesMap
    from textual.screen import Screen
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions, VisualType

Answer = TypeVar("Answer")


CHOOSE, LEAVE = ("↑ ↓", "choose"), ("escape", "leave it")
"""Keys that most questions have."""


def key_line(*keys: tuple[str, str]) -> str:
    """Return the line below a question that names its own keys, which nobody binds anew, each with what it does."""
    return "   ".join(f"{key} {does}" for key, does in keys)


class Dialogue(LeftOnce[Answer], ModalScreen[Answer], Generic[Answer], inherit_bindings=False):
    """A screen that asks one thing and answers once."""

    # Textual takes what every widget may return, and says less of its own screens.
    def render(self) -> VisualType:  # type: ignore[override]
        behind = super().render()
        return _Dimmed(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind


class _Dimmed(Visual):
    """What Textual draws behind a question, but as the strips it has already, each style of them dimmed once."""

    def __init__(self, screen: Screen[object], color: Color) -> None:
        self._screen = screen
        self._color = color
        self._dimmed: dict[Style | None, Style | None] = {}

    def render_strips(
        self,
        width: int,  # noqa: ARG002 - what lies behind is as wide and as high as the question
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
