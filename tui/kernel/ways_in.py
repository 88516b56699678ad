"""The ways to actions: those of a first day, and how each is reached from another place."""

from __future__ import annotations

from tui.kernel.actions import Scope

_C, _D, _U, _G = Scope.COMPARING, Scope.DIFFERENCE, Scope.UPDATES, Scope.REGISTER
_E, _K, _T, _R, _M, _S = Scope.EVERYWHERE, Scope.DESK, Scope.STACK, Scope.READER, Scope.MOVING, Scope.SELECTING
_H, _N = Scope.CHOOSING, Scope.ENDS
_A, _V, _CARD = Scope.QUOTATION, Scope.REVIEW, Scope.CARD

FIRST_DAY = (
    *((_T, action) for action in ("cursor_down", "open")),
    (_M, "next"),
    *((_A, action) for action in ("accept", "reject", "speaker", "copy_credited")),
    *((_E, action) for action in ("undo", "back", "palette")),
)
"""The ten actions that a new person needs, by scope and id."""

WAYS_IN = {
    **dict.fromkeys((_R, _M, _A), (_T, "open")),
    **dict.fromkeys((_S, _H), (_R, "select")),
    _N: (_R, "ends"),
    _CARD: (_R, "card"),
    _V: (_K, "review"),
    _U: (_K, "stale"),
    **dict.fromkeys((_C, _D), (_K, "difference")),
    _G: (_K, "register"),
    Scope.ANSWERS: (_G, "answers"),
    Scope.LISTED: (_K, "said"),
    Scope.ACCEPTING: (_A, "accept_all"),
    Scope.COPIES: (_A, "copies"),
    Scope.CHECKED: (_K, "check"),
    Scope.WATCHES: (_K, "watches"),
    Scope.PICTURES: (_K, "pictures"),
    Scope.REJECTED: (_R, "rejected"),
}
"""The action that leads to each scope; those that hold everywhere need none."""

AT_THE_DESK = frozenset({_K, _T})
"""The scopes whose actions are called from anywhere: the screens over the desk are closed first."""


def is_reachable(scope: Scope) -> bool:
    """Whether an action of a scope can be called, or its place opened, from another place."""
    return scope in AT_THE_DESK or scope in WAYS_IN
