"""Keys that a person binds anew: how they are written, and whether one stands in another's way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.actions import ACTIONS, GLYPHS, SCOPES, Scope, actions_in, rebound, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.actions import Action

    Rebound = Mapping[tuple[Scope, str], tuple[str, ...]]
    Clash = tuple[Scope, Action, Action, str]

_NAMED = {
    *("enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right", "shift+tab", *GLYPHS),
}
_MODIFIED = re.compile(r"(ctrl|alt|ctrl\+shift|shift|alt\+shift)\+([a-z0-9]|up|down|left|right|home|end|enter|space)")
_FUNCTION = re.compile(r"f([1-9]|1[0-9]|2[0-4])")
_PUNCTUATION = {glyph: name for name, glyph in GLYPHS.items() if glyph not in "↑↓←→"}


def key_named(written: str) -> str | None:
    """Return a key or sequence, written as on the keyboard (``]q``, ``g g``, ``ctrl+d``), by Textual's names."""
    names: list[str] = []
    for part in written.split():
        if part in _NAMED or _MODIFIED.fullmatch(part) or _FUNCTION.fullmatch(part):
            names.append(part)
        elif part.isprintable():
            names += [_PUNCTUATION.get(letter, letter) for letter in part]
    return " ".join(names) or None


def clash(changed: Rebound) -> str | None:
    """Return a sentence about two actions that want one key where one of them was bound anew; None when all is well."""
    as_it_comes = {_identity(found) for found in _clashes(ACTIONS)}
    for found in _clashes(rebound(changed)):
        if _identity(found) not in as_it_comes:
            scope, first, second, key = found
            return (
                f"in {scope.value}, “{shown(key)}” would mean both “{first.words}” ({_name(first)}) and"
                f" “{second.words}” ({_name(second)}). Give one of them another key"
            ) + "."
    return None


def _clashes(actions: tuple[Action, ...]) -> Iterator[Clash]:
    """Yield each two actions of a place whose keys are the same, or of which one begins the other."""
    for scope in SCOPES:
        taken: dict[tuple[str, ...], Action] = {}
        for action in actions_in(scope, actions):
            for keys in action.keys:
                sequence = tuple(keys.split())
                for known, other in taken.items():
                    short, long = sorted((known, sequence), key=len)
                    if other is not action and long[: len(short)] == short:
                        yield scope, other, action, keys
                taken.setdefault(sequence, action)


def _identity(found: Clash) -> tuple[object, ...]:
    scope, first, second, key = found
    return scope, _name(first), _name(second), key


def _name(action: Action) -> str:
    return f"{action.scope.name.lower()}.{action.id}"
