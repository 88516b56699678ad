"""A question over a screen, which is dimmed behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

from tui.screens.left_once import LeftOnce

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType
    from rich.segment import Segment
    from rich.style import Style
    from textual.color import Color

Answer = TypeVar("Answer")


class Dialogue(LeftOnce[Answer], ModalScreen[Answer], Generic[Answer], inherit_bindings=False):
    """A screen that asks one thing and answers once."""

    def render(self) -> RenderableType:
        behind = super().render()
        return _Dimmed(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind


class _Dimmed(BackgroundScreen):
    """What Textual draws behind a question, with each style dimmed once instead of for each stretch of words."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        dimmed: dict[Style | None, Style | None] = {}
        for segment in segments:
            if segment.control:
                yield segment
                continue
            if segment.style not in dimmed:
                [done] = super().process_segments([segment], color)
                dimmed[segment.style] = done.style
            yield segment._replace(style=dimmed[segment.style])
