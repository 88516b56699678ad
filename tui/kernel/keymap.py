"""The keys in force: the table of actions with a person's own bindings, and the sentences that name keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.kernel.actions import ACTIONS, Action, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PLACEHOLDER = re.compile(r"\{(?:(?P<scope>\w+)\.(?P<id>\w+)(?::(?P<wanted>\w+))?|(?P<value>\w+))\}")


def rebound(keys: Mapping[tuple[Scope, str], tuple[str, ...]]) -> tuple[Action, ...]:
    """Return the table with a person's own keys, by scope and id, also where its words name keys."""
    actions = tuple(action._replace(keys=keys.get((action.scope, action.id), action.keys)) for action in ACTIONS)
    return tuple(action._replace(words=phrase(action.words, actions)) for action in actions)


def in_force(keys: Mapping[tuple[Scope, str], tuple[str, ...]], *, guided: bool) -> tuple[Action, ...]:
    """Return the table of one desk. Only a ``guided`` one has the actions of a tour, whose keys give way to others."""
    actions = rebound(keys)
    others = [action for action in actions if action.scope is not Scope.TOUR]
    taken = {sequence.split()[0] for action in others for sequence in action.keys}
    touring = [
        action._replace(keys=tuple(sequence for sequence in action.keys if sequence.split()[0] not in taken))
        for action in actions
        if action.scope is Scope.TOUR and guided
    ]
    return (*others, *touring)


def phrase(words: str, actions: Sequence[Action], **values: object) -> str:
    """Return a sentence with its placeholders filled in.

    ``{reader.select}`` is the first key of an action (named as in config.toml), as printed; without a key, the action's
    words in the palette. ``{everywhere.back:escape}`` is that key of the action, if it still has it. ``{name}`` is a
    value, inserted unchanged. KeyError if the action or value does not exist.
    """

    def filled(found: re.Match[str]) -> str:
        if (name := found["value"]) is not None:
            return str(values[name])
        keys = next((a.keys for a in actions if (a.scope.name.lower(), a.id) == found.group("scope", "id")), None)
        if keys is None:
            raise KeyError(found[0])
        return shown(found["wanted"] if found["wanted"] in keys else keys[0]) if keys else "the palette"

    return _PLACEHOLDER.sub(filled, words)


def phrase_in_pieces(words: str, actions: Sequence[Action]) -> tuple[tuple[str, bool], ...]:
    """Return a sentence with its keys filled in, in pieces, each with whether it is a key."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _PLACEHOLDER.finditer(words):
        pieces += [(words[end : found.start()], False), (phrase(found[0], actions), True)]
        end = found.end()
    return tuple(piece for piece in (*pieces, (words[end:], False)) if piece[0])


GLYPHS = {
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "dollar_sign": "$",
    "at": "@",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "apostrophe": "'",
    "asterisk": "*",
    "ampersand": "&",
    "backslash": "\\",
    "circumflex_accent": "^",
    "comma": ",",
    "equals_sign": "=",
    "exclamation_mark": "!",
    "full_stop": ".",
    "grave_accent": "`",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "minus": "-",
    "number_sign": "#",
    "percent_sign": "%",
    "plus": "+",
    "quotation_mark": '"',
    "semicolon": ";",
    "tilde": "~",
    "underscore": "_",
    "vertical_line": "|",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def shown(keys: str) -> str:
    """Return a key or sequence as printed on a keyboard: ``]q``, ``ctrl+d``, ``enter``."""
    names = [GLYPHS.get(key, key) for key in keys.split()]
    return ("" if all(len(name) == 1 for name in names) else " ").join(names)
