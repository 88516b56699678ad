"""Dialogs, with the screen dimmed behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.containers import Vertical
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.visual import Visual

from tui.base.one_answer_screen import OneAnswerScreen

if TYPE_CHECKING:
    from rich.style import Style
    from textual.css.styles import RulesMap
    from textual.screen import Screen
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions, VisualType

Answer = TypeVar("Answer")


CHOOSE, CANCEL = ("↑ ↓", "choose"), ("escape", "cancel")
"""Keys that most dialogs have."""


def key_line(*keys: tuple[str, str]) -> str:
    """Return the line of keys at the foot of a dialog. These keys are fixed, not in the keymap."""
    return "   ".join(f"{key} {does}" for key, does in keys)


class Dialog(OneAnswerScreen[Answer], ModalScreen[Answer], Generic[Answer], inherit_bindings=False):
    """A modal screen that returns one answer. It lies at the foot, over the screen that it asks about."""

    DEFAULT_CSS = """
    Dialog { align: left bottom; background: $background 50%; }
    Dialog > .dialog--behind { color: $muted; background: $background; }
    Dialog > Vertical {
        width: 100%; height: auto; max-height: 80%; padding: 0 2; background: $panel; border-top: solid $rule;
    }
    Dialog .heading { color: $primary; text-style: bold; }
    Dialog .about { color: $muted; max-height: 3; margin-bottom: 1; }
    Dialog Input { height: 1; border: none; padding: 0; background: $panel; margin-bottom: 1; }
    Dialog OptionList { height: auto; max-height: 12; border: none; padding: 0; background: $panel; }
    Dialog OptionList:focus { background-tint: $background 0%; border: none; }
    Dialog .footnote { color: $muted; margin-top: 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"dialog--behind"}

    def on_mount(self) -> None:
        self.screen_layout_refresh_signal.subscribe(self, self._tell_what_it_covers)

    def _tell_what_it_covers(self, _: Screen[object]) -> None:
        """Let the screen below scroll what the dialog asks about above it."""
        behind = next(screen for screen in reversed(self.app.screen_stack) if not isinstance(screen, Dialog))
        # Textual puts children of its own on every screen, before ours.
        if isinstance(behind, OneAnswerScreen) and (boxes := self.query_children(Vertical)):
            behind.make_room(boxes.first().region.y)

    # Textual accepts any visual here, but its own screens declare a narrower type.
    def render(self) -> VisualType:  # type: ignore[override]
        behind = super().render()
        if not isinstance(behind, BackgroundScreen):
            return behind
        return _DimmedScreen(behind.screen, self.get_component_rich_style("dialog--behind"))


class _DimmedScreen(Visual):
    """The screen behind a dialog, drawn from Textual's strips in one colour that every terminal has."""

    def __init__(self, screen: Screen[object], style: Style) -> None:
        self._screen = screen
        self._style = style

    def render_strips(
        self,
        width: int,  # noqa: ARG002 - the screen behind has the dialog's size
        height: int | None,  # noqa: ARG002
        style: VisualStyle,  # noqa: ARG002
        options: RenderOptions,  # noqa: ARG002
    ) -> list[Strip]:
        behind = self._screen._compositor.render_strips()
        return [Strip(Segment.apply_style(strip, post_style=self._style), strip.cell_length) for strip in behind]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return self._screen.size.height
