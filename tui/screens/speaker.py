"""Who said it: pick a name from the article or the register, or type a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store.errors import StoreError
from tui.safe_text import visible
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.app import Desk

_SHOWN = 9
"""Names shown at a time: more are found by typing."""


class SpeakerPicker(ModalScreen[str | None], inherit_bindings=False):
    """Asks for a speaker; answers with a name, an empty name for nobody, or None when the person thought better."""

    app: Desk
    # Styles of screens that come later are read when they come: the first paint does not wait for them.
    CSS = """
    SpeakerPicker { align: center middle; background: $background 60%; }
    SpeakerPicker > Vertical {
        width: 64; max-width: 90%; height: auto; max-height: 80%;
        background: $panel; padding: 1 2;
    }
    SpeakerPicker .heading { color: $primary; text-style: bold; }
    SpeakerPicker .quoted { color: $muted; max-height: 4; margin-bottom: 1; }
    SpeakerPicker Input { height: 1; border: none; padding: 0 1; background: $background; margin-bottom: 1; }
    SpeakerPicker OptionList { height: auto; max-height: 10; border: none; padding: 0; background: $panel; }
    SpeakerPicker .footnote { color: $muted; margin-top: 1; }
    """

    def __init__(self, words: str, here: Sequence[str]) -> None:
        super().__init__()
        self._words = words
        self._here = list(here)
        self._names: list[str] = []
        self._offered_for: str | None = None
        """What was typed when the list was last drawn up."""
        self._enter_waits = False
        self._input = LineInput(placeholder="Type a name", compact=True)
        self._list = OptionList(compact=True, markup=False)
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Who said it?", classes="heading")
            yield Static(Content(visible(self._words)), classes="quoted")
            yield self._input
            yield self._list
            yield Static("↑ ↓ choose   enter save   escape leave it", classes="footnote")

    def on_mount(self) -> None:
        self.set_focus(self._input)
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    @work(exclusive=True, group="speakers")
    async def _offer(self, typed: str) -> None:
        """List who may be meant: this article's speakers first, then the register's, then the name as typed."""
        words = " ".join(typed.split())
        try:
            known = await self.app.read(lambda archive: archive.speakers(words, limit=_SHOWN))
        except StoreError as error:
            self.query_one(".footnote", Static).update(Content(visible(str(error))))
            return
        here = [name for name in self._here if words.casefold() in name.casefold()]
        self._names = list(dict.fromkeys([*here, *(speaker.name for speaker in known)]))[:_SHOWN]
        options = [Option(Content(visible(name))) for name in self._names]
        if words and words not in self._names:
            self._names.append(words)
            options.append(Option(Content.assemble("new speaker: ", (visible(words), "bold"))))
        self._list.set_options(options)
        self._list.highlighted = 0 if options else None
        self._offered_for = typed
        if self._enter_waits:
            self._choose(self._list.highlighted)

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "escape":
                self.dismiss(None)
            case "down":
                self._list.action_cursor_down()
            case "up":
                self._list.action_cursor_up()
            case "enter" if self._offered_for == self._input.value:
                self._choose(self._list.highlighted)
            case "enter":
                # Typed faster than the list follows: what is meant is known when it has.
                self._enter_waits = True
            case _ if event.character and event.is_printable:
                # Typed ahead of the field: a key that reaches the field itself does not come here.
                self._input.insert_text_at_cursor(event.character)
            case _:
                return
        event.stop()
        event.prevent_default()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    def _choose(self, number: int | None) -> None:
        if number is not None and number < len(self._names):
            self.dismiss(self._names[number])
