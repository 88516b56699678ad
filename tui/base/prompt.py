"""A prompt for one line of text, with suggestions to complete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from tui.base.dialog import CANCEL, CHOOSE, key_line
from tui.base.picker import Picker
from tui.terminal.safe_text import visible
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import ComposeResult

_SHOWN = 8
"""Suggestions to complete with that are shown at a time; typing finds more."""


class Prompt(Picker[str], inherit_bindings=False):
    """Answers with the typed text, or None when cancelled.

    ``about`` is its subject, if the screen behind does not show it.

    ``offers`` complete the typed text, with the number of uses if they are a mapping. With ``separator`` they complete
    the last of several values. With ``only_offers`` the answer is one of them; with ``first`` an empty
    field means the first. ``enter`` names what the key does.
    """

    def __init__(
        self,
        title: str,
        *,
        about: str = "",
        value: str = "",
        offers: Iterable[str] | Mapping[str, int] = (),
        separator: str | None = None,
        only_offers: bool = False,
        first: bool = False,
        enter: str = "save",
    ) -> None:
        super().__init__(LineInput(value=value, compact=True, select_on_focus=False))
        self._title = title
        self._about = about
        self._uses = offers if isinstance(offers, dict) else {}
        self._offers = list(offers)
        self._separator = separator
        self._only_offers = only_offers
        self._first = first
        self._enter = enter
        self._matching: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(visible(self._title)), classes="heading")
            if self._about:
                yield Static(Content(visible(self._about)), classes="about")
            yield self._input
            if self.completes:
                yield self._list
            yield Static(Content(self._footnote()), classes="footnote")

    @property
    def completes(self) -> bool:
        """Whether there are offers to complete what is typed."""
        return bool(self._offers)

    def _footnote(self) -> str:
        if self._only_offers:
            return key_line(CHOOSE, ("enter", self._enter), CANCEL)
        complete = [("↑ ↓ tab", "complete")] if self.completes else []
        return key_line(*complete, ("enter", self._enter), CANCEL)

    def on_mount(self) -> None:
        self._offer()

    @on(Input.Changed)
    def _offer(self) -> None:
        *before, typed = self._parts()
        taken = {part.strip().casefold() for part in before}
        words = typed.strip().casefold()
        matching = [o for o in self._offers if words in o.casefold() and o.casefold() not in taken]
        self._matching = matching if self._only_offers else matching[:_SHOWN]
        self._list.set_options(Option(self._shown(offer)) for offer in self._matching)
        is_chosen = self._matching and (self._only_offers or (self._first and not words))
        self._list.highlighted = 0 if is_chosen else None

    def _shown(self, offer: str) -> Content:
        uses = f"  {self._uses[offer]:,}" if offer in self._uses else ""
        return Content.assemble(visible(offer), (uses, "$muted"))

    def _parts(self) -> list[str]:
        """The typed values, split at the separator; the last is being typed."""
        return self._input.value.split(self._separator) if self._separator else [self._input.value]

    def uses(self, key: str) -> bool:
        match key:
            case "tab":
                self._complete(self._list.highlighted or 0)
            case "enter" if self._list.highlighted is not None:
                self.choose(self._list.highlighted)
            case "enter" if not self._only_offers:
                self.dismiss(self._input.value)
            case _:
                return key == "enter"
        return True

    def choose(self, number: int) -> None:
        """Take an offer: as the answer, or with a separator to complete the last value."""
        if self._separator:
            self._complete(number)
        elif number < len(self._matching):
            self.dismiss(self._matching[number])

    def _complete(self, number: int) -> None:
        if number < len(self._matching):
            before = [f"{part.strip()}{self._separator} " for part in self._parts()[:-1]]
            self._input.value = (
                "".join(before) + self._matching[number] + (f"{self._separator} " if self._separator else "")
            )
            self._input.cursor_position = len(self._input.value)
