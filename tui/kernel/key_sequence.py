"""Keys to actions: sequences, counts, and what a half-typed sequence waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.kernel.actions import ACTIONS, Action, Scope, actions_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

_LONGEST_COUNT = 4


class Call(NamedTuple):
    """An action to carry out, ``times`` times over; ``times`` is None when no number was typed."""

    action: Action
    times: int | None = None


class Keys:
    """The keys typed so far that are not an action yet."""

    def __init__(self, actions: Sequence[Action] = ACTIONS) -> None:
        self._actions = actions
        self.typed: tuple[str, ...] = ()
        self.digits = ""
        self._maps: dict[Scope, dict[tuple[str, ...], Action]] = {}

    @property
    def waiting(self) -> bool:
        """Whether something is typed that waits for more."""
        return bool(self.typed or self.digits)

    def clear(self) -> None:
        """Forget what was typed."""
        self.typed, self.digits = (), ""

    def feed(self, key: str, scope: Scope) -> Call | None:
        """Take one key; return the action it completes, or None when it waits for more or means nothing here."""
        if self.waiting and key == "escape":
            self.clear()
            return None
        keymap = self._map(scope)
        sequence = (*self.typed, key)
        if not self.typed and key.isdigit() and (self.digits or sequence not in keymap):
            self.digits = (self.digits + key)[:_LONGEST_COUNT]
        elif action := keymap.get(sequence):
            count = int(self.digits) if self.digits and action.counts else None
            self.clear()
            return Call(action, count)
        elif any(known[: len(sequence)] == sequence for known in keymap):
            self.typed = sequence
        else:
            self.clear()
        return None

    def next_keys(self, scope: Scope) -> Iterable[tuple[str, Action]]:
        """Yield what can complete the sequence typed so far: the keys still to type, and the action."""
        for sequence, action in self._map(scope).items():
            if sequence[: len(self.typed)] == self.typed and len(sequence) > len(self.typed):
                yield " ".join(sequence[len(self.typed) :]), action

    def _map(self, scope: Scope) -> dict[tuple[str, ...], Action]:
        if scope not in self._maps:
            keymap: dict[tuple[str, ...], Action] = {}
            for action in actions_in(scope, self._actions):
                for keys in action.keys:
                    keymap.setdefault(tuple(keys.split()), action)
            self._maps[scope] = keymap
        return self._maps[scope]


def name_of(event: events.Key) -> str:
    """Name a key as the table does: a capital letter by itself, which some terminals send as shift and ``g``.

    An enter typed before the desk has the terminal arrives as the end of a line.
    """
    if event.key == "ctrl+j":
        return "enter"
    return event.character if event.character and event.character.isalpha() and event.is_printable else event.key
