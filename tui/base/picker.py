"""Pickers: a field to type into, above a list of matches."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.widgets import Input, OptionList

from tui.base.dialog import Dialog
from tui.widgets.choice_list import ChoiceList

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    from tui.widgets.line_input import LineInput

Answer = TypeVar("Answer")


class Picker(Dialog[Answer | None], inherit_bindings=False):
    """Typing goes to the field, arrows move in the list. Answers None when cancelled.

    A subclass lays out both, fills the list, and handles the choice.
    """

    def __init__(self, field: LineInput) -> None:
        super().__init__()
        self._input = field
        self._list = ChoiceList(compact=True, markup=False)
        self._list.can_focus = False
        self._is_in_list = False
        """Whether the person chooses in the list, rather than types."""

    @property
    def cursor_widget(self) -> Widget:
        return self._list if self._is_in_list else self._input

    def on_mount(self) -> None:
        self.set_focus(self._input)

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "escape":
                self.dismiss(None)
            case "down" | "up":
                self._is_in_list = True
                self.move(event.key)
            case key if self.uses(key):
                pass
            case _:
                return
        event.stop()
        event.prevent_default()

    @on(Input.Changed)
    def _back_in_field(self) -> None:
        self._is_in_list = False

    def move(self, key: str) -> None:
        """Move in the list by an arrow."""
        if key == "down":
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def uses(self, key: str) -> bool:  # noqa: ARG002 - for subclasses with more keys
        """Handle another key; False when it means nothing here."""
        return False

    @abstractmethod
    def choose(self, number: int) -> None:
        """Choose a line of the list."""

    def choose_highlighted(self) -> None:
        """Choose the highlighted line, if there is one."""
        if self._list.highlighted is not None:
            self.choose(self._list.highlighted)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.choose(event.option_index)
