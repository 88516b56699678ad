"""A menu of overlapping quotations, the smallest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from tui.article.painting import sign
from tui.base.dialog import CANCEL, Dialog, key_line
from tui.terminal.safe_text import visible
from tui.widgets.choice_list import ChoiceList
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from store.model.annotations import Annotation


class HereMenu(Dialog["Annotation | None"], inherit_bindings=False):
    """Asks for one of several quotations; its number chooses. Answers None when cancelled."""

    def __init__(self, here: Sequence[Annotation], current: Annotation) -> None:
        super().__init__()
        self._here = here
        self._list = ChoiceList(*map(_line, range(1, len(here) + 1), here), compact=True, markup=False)
        self._list.highlighted = here.index(current)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(f"{len(self._here)} quotations here, shortest first", classes="heading")
            yield self._list
            yield Static(key_line(("↑ ↓", "or number"), ("enter", "go"), CANCEL), classes="footnote")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "escape" | "q":
                self.dismiss(None)
            case "j" | "o":
                self._list.action_cursor_down()
            case "k":
                self._list.action_cursor_up()
            case digit if digit.isdecimal() and 0 < int(digit) <= len(self._here):
                self.dismiss(self._here[int(digit) - 1])
            case _:
                return
        event.stop()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._here[event.option_index])


def _line(number: int, annotation: Annotation) -> Content:
    words = f"{number}  {sign(annotation)} {visible(annotation.words)}"
    return Content.assemble(words, (f"  {visible(describe.who(annotation))}", "$muted"))
