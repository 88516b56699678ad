"""Keys to actions: sequences, counts, and the continuations of a half-typed sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.kernel.actions import ACTIONS, Action, Scope, actions_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

_LONGEST_COUNT = 4


class Call(NamedTuple):
    """An action to carry out ``times`` times; ``times`` is None if no number was typed."""

    action: Action
    times: int | None = None


class Keys:
    """The keys typed so far that do not make an action yet."""

    def __init__(self, actions: Sequence[Action] = ACTIONS) -> None:
        self._actions = actions
        self.typed: tuple[str, ...] = ()
        self.digits = ""
        self._maps: dict[Scope, dict[tuple[str, ...], Action]] = {}

    @property
    def waiting(self) -> bool:
        """Whether a sequence or count has been started."""
        return bool(self.typed or self.digits)

    def clear(self) -> None:
        """Discard the keys typed so far."""
        self.typed, self.digits = (), ""

    def feed(self, key: str, scope: Scope) -> Call | None:
        """Take one key; return the action it completes. None if the sequence is incomplete or has no meaning here."""
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
        """Yield the completions of the sequence typed so far: the keys still to type, and the action."""
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
    """Return a key's name in the table. A capital letter stands alone; some terminals send it as shift and ``g``.

    An enter typed before the desk controls the terminal arrives as a line feed.
    """
    if event.key == "ctrl+j":
        return "enter"
    return event.character if event.character and event.character.isalpha() and event.is_printable else event.key
