"""The prompt for a draft that is pasted, where the desk may read no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.base.prompt import Prompt
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events


class _PasteField(LineInput):
    """Hands on a pasted text with its lines, and takes typed words as ever."""

    def __init__(self, pasted: Callable[[str], object]) -> None:
        super().__init__(compact=True)
        self._pasted = pasted

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self._pasted(event.text)


class PastePrompt(Prompt, inherit_bindings=False):
    """Answers with the text as soon as it is pasted, or with typed words; None when cancelled."""

    def __init__(self, title: str, *, about: str, enter: str) -> None:
        super().__init__(title, about=about, enter=enter)
        self._input = _PasteField(self.dismiss)
