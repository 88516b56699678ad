"""Keys bound in config.toml: their spelling, and clashes between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.near_words import nearest
from tui.kernel.actions import SCOPES, Scope, actions_in
from tui.kernel.keymap import GLYPHS, in_force, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.kernel.actions import Action

    Rebound = Mapping[tuple[Scope, str], tuple[str, ...]]
    Clash = tuple[Scope, Action, Action, str]

_NAMED = {
    *("enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right", "shift+tab", *GLYPHS),
}
_MODIFIED = re.compile(
    r"(ctrl|alt|ctrl\+shift|alt\+shift)\+[a-z0-9]"
    r"|(ctrl|alt|ctrl\+shift|shift|alt\+shift)\+(up|down|left|right|home|end|enter|space)"
)
_FUNCTION = re.compile(r"f([1-9]|1[0-9]|2[0-4])")
_PUNCTUATION = {glyph: name for name, glyph in GLYPHS.items() if glyph not in "↑↓←→"}

_ELSEWHERE = {
    "return": "enter",
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
}
"""Names that other programs use for keys."""
_LIKE_MODIFIED = re.compile(r"c\+.|(ctrl|alt|shift|cmd|meta|super|option)(\+.*)?")


class KeyNameError(ValueError):
    """A written key is not one. The message continues a sentence that begins with the action."""


def key_named(written: str) -> str:
    """Return Textual's names for a key or sequence written as on the keyboard (``]q``, ``g g``, ``ctrl+d``)."""
    parts = written.split()
    if len(parts) > 1 and max(map(len, parts)) > 1 and _is_named(together := _spelled("".join(parts))):
        raise _unknown(written, together)
    names = [name for part in parts for name in _keys_of(part)]
    if not names:
        raise _unknown(written)
    if len(names) > 1:
        _check_sequence(names, written)
    return " ".join(names)


def _keys_of(part: str) -> list[str]:
    """Return the keys in a part without spaces: one named key, or a key for each character."""
    if _is_named(part):
        return [part]
    if len(part) > 1 and _is_like_a_name(part):
        raise _unknown(part, _nearest(part))
    if not part.isprintable():
        raise _unknown(part)
    return [_PUNCTUATION.get(letter, letter) for letter in part]


def _check_sequence(names: list[str], written: str) -> None:
    """Refuse a sequence that can never be completed."""
    if "escape" in names[1:]:
        raise KeyNameError(f"cannot be “{written}”: escape cancels a sequence")
    if names[0].isdigit():
        raise KeyNameError(f"cannot be “{written}”: a sequence that begins with a digit is a count")


def _is_named(part: str) -> bool:
    return part in _NAMED or bool(_MODIFIED.fullmatch(part) or _FUNCTION.fullmatch(part))


def _is_like_a_name(part: str) -> bool:
    """Whether this was meant as one key's name rather than a key for each letter."""
    return bool(_LIKE_MODIFIED.fullmatch(_spelled(part))) or _nearest(part) is not None


def _nearest(part: str) -> str | None:
    """Return the key meant by a name in another spelling: with capitals, with ``-``, with a typo."""
    spelled = _spelled(part)
    if _is_named(spelled):
        return spelled
    if letter := re.fullmatch(r"shift\+([a-z])", spelled):
        return letter[1].upper()
    # Short sequences often resemble a name, and are meant as they are.
    return nearest(spelled, _NAMED, 0.75) if len(spelled) > 3 else None


def _spelled(part: str) -> str:
    """Return a key's name in our spelling: ``ctrl+d`` for ``Ctrl-D``, ``escape`` for ``Esc``."""
    lower = re.sub(r"^(control|ctl|c)\+(?=.)", "ctrl+", part.casefold().replace("-", "+"))
    return _ELSEWHERE.get(lower, lower)


def _unknown(written: str, near: str | None = None) -> KeyNameError:
    return KeyNameError(f"has an unknown key, “{written}”" + (f". Did you mean “{near}”?" if near else ""))


def clash(changed: Rebound) -> str | None:
    """Return a sentence on two actions with the same key, unless one is declared to shadow the other; else None."""
    for scope, first, second, key in _clashes(in_force(changed, guided=False)):
        return (
            f"“{shown(key)}” has two meanings ({scope.value}): “{first.words}” ({_name(first)}) and"
            f" “{second.words}” ({_name(second)}). Change one of them."
        )
    return None


def _clashes(actions: tuple[Action, ...]) -> Iterator[Clash]:
    """Yield pairs of a scope's actions where a key of one equals or begins a key of the other.

    An action may have a key of one that it ``shadows``.
    """
    for scope in SCOPES:
        taken: dict[tuple[str, ...], Action] = {}
        for action in actions_in(scope, actions):
            for keys in action.keys:
                sequence = tuple(keys.split())
                for known, other in taken.items():
                    short, long = sorted((known, sequence), key=len)
                    is_shadowed = known == sequence and action.id in other.shadows
                    if other is not action and not is_shadowed and long[: len(short)] == short:
                        yield scope, other, action, keys
                taken.setdefault(sequence, action)


def _name(action: Action) -> str:
    return f"{action.scope.name.lower()}.{action.id}"
