"""The handlers of actions: methods with a decorator. Every screen looks them up by scope and id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from tui.kernel.actions import ACTIONS, Action, Scope, actions_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Handlers = dict[tuple[Scope, str], Callable[..., None]]

Method = TypeVar("Method", bound="Callable[..., None]")


_ACTIONS = {(action.scope, action.id) for action in ACTIONS}


class Handler(NamedTuple):
    """The method that carries out an action, by the class that defines it; a subclass may override the method."""

    owner: type
    method: str


HANDLERS: dict[tuple[Scope, str], Handler] = {}
"""The handler of each action, by scope and id, from all classes loaded so far."""


def handles(action_id: str, *scopes: Scope) -> Callable[[Method], Method]:
    """Make a method the handler of an action in one or more scopes. It takes the count if the action counts.

    It is registered when its class is created. TypeError if the action is unknown or already has a handler.
    """

    def register(method: Method) -> Method:
        return cast("Method", _Registered(method, [(scope, action_id) for scope in scopes]))

    return register


class _Registered:
    """A placeholder for a method until its class is created."""

    def __init__(self, method: Callable[..., None], keys: Iterable[tuple[Scope, str]]) -> None:
        self._method = method
        self._keys = keys

    def __set_name__(self, owner: type, name: str) -> None:
        setattr(owner, name, self._method)
        for scope, action_id in self._keys:
            if (scope, action_id) not in _ACTIONS:
                raise TypeError(f"{owner.__name__}.{name} handles {scope.name}.{action_id}, which is not an action.")
            other = HANDLERS.setdefault((scope, action_id), Handler(owner, name))
            if other != (owner, name):
                raise TypeError(
                    f"{scope.name}.{action_id} has two handlers: {other.owner.__name__}.{other.method}"
                    f" and {owner.__name__}.{name}."
                )


def handlers_of(owners: Iterable[object]) -> Handlers:
    """Return the bound handlers of objects, by the scope and id of the action."""
    return {
        key: getattr(owner, handler.method)
        for owner in owners
        for key, handler in HANDLERS.items()
        if isinstance(owner, handler.owner)
    }


def unhandled(
    scopes: Iterable[Scope], handlers: Iterable[tuple[Scope, str]], actions: Sequence[Action] = ACTIONS
) -> list[Action]:
    """Return the actions that can be called in a scope but have no handler."""
    handled = set(handlers)
    callable_here = dict.fromkeys(action for scope in scopes for action in actions_in(scope, actions))
    return [action for action in callable_here if (action.scope, action.id) not in handled]
