"""The stack's menu of sort orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from store.model.lists import ArticleOrder
from tui.base.dialog import CANCEL, CHOOSE, Dialog, key_line
from tui.widgets.choice_list import ChoiceList
from tui.wording.views import ORDER_WORDS

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class OrderMenu(Dialog[ArticleOrder | None], inherit_bindings=False):
    """Asks for the stack's sort order; the first letter chooses."""

    def __init__(self, current: ArticleOrder) -> None:
        super().__init__()
        self._orders = list(ArticleOrder)
        words = [ORDER_WORDS[order] for order in self._orders]
        self._list = ChoiceList(*(f"{order[0]}  {word}" for order, word in zip(self._orders, words, strict=True)))
        self._list.highlighted = self._orders.index(current)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Sort by", classes="heading")
            yield self._list
            yield Static(key_line(CHOOSE, ("enter", "sort"), ("letter", "sort at once"), CANCEL), classes="footnote")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_key(self, event: events.Key) -> None:
        by_letter = {order[0]: order for order in self._orders}
        match event.key:
            case "escape" | "q":
                self.dismiss(None)
            case "j":
                self._list.action_cursor_down()
            case "k":
                self._list.action_cursor_up()
            case letter if letter in by_letter:
                self.dismiss(by_letter[letter])
            case _:
                return
        event.stop()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._orders[event.option_index])
