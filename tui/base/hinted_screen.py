"""A screen with a status line: the keys that apply now, and the line of a tour."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from tui.base.one_answer_screen import OneAnswerScreen
from tui.kernel.actions import Action, Scope, actions_in
from tui.kernel.key_sequence import Keys
from tui.kernel.keymap import shown
from tui.kernel.rights import refusal
from tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from store.model.annotations import Annotation

Answer = TypeVar("Answer")

_COPYING = "^Copy (?:the |with |as )?"


class HintedScreen(OneAnswerScreen[Answer], Generic[Answer], inherit_bindings=False):
    """Shows in its status line the keys of its ``scope``, and in a tour what to do next."""

    def __init__(self) -> None:
        super().__init__()
        self.status = StatusBar(id="status")

    @cached_property
    def keys(self) -> Keys:
        """The key sequence in progress."""
        return Keys(self.session.actions)

    @property
    def scope(self) -> Scope:
        """The scope that keys apply to now."""
        raise LookupError(f"{type(self).__name__} has no scope.")

    @property
    def meant(self) -> Annotation | None:
        """The quotation that actions apply to; None without one."""
        return None

    def offered(self) -> list[Action]:
        """Return the actions that are available now, for the palette."""
        return actions_in(self.scope, self.session.actions)

    def refresh_hints(self) -> None:
        """Show the keys that apply now, and what to do next in the tour."""
        self.show_hints()
        self.refresh_guidance()

    def show_hints(self) -> None:
        """Show the keys that apply now; within a sequence, those that complete it."""
        if self.keys.typed:
            waiting = self.keys.next_keys(self.scope)
            # Without the words they share, all completions fit on a narrow line.
            self.status.hint_words([(shown(key), re.sub(_COPYING, "", action.words)) for key, action in waiting])
        else:
            hinted = [(action.keys[0], action) for action in self.offered() if self.is_hinted(action)]
            self.status.hint(hinted, lambda action: bool(refusal(self.session.archive, action)))

    def refresh_guidance(self) -> None:
        """Show what to do next in the tour."""
        if (guide := self.session.guide) is not None:
            self.status.guide(guide.line(self))

    @property
    def is_typing(self) -> bool:
        """Whether keys go to a field."""
        from textual.widgets import Input

        return isinstance(self.focused, Input)

    def is_hinted(self, action: Action) -> bool:
        """Whether the footer shows an action that is available."""
        return bool(action.hint and action.keys)
