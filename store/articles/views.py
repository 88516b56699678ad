"""Saved views of the stack; a part of the Archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from store.engine import Personal
    from store.model.lists import View
    from store.upkeep_engine import Clock

    class _Needs(Personal, Clock, Protocol): ...


class Views:
    """A person's saved views."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    def all(self) -> list[View]:
        """Return all saved views, sorted by name."""
        return self._engine.views(self._actor)

    def save(self, view: View) -> None:
        """Save a view, replacing the one of the same name."""
        self._engine.save_view(self._actor, view, at=self._engine.now())

    def remove(self, name: str) -> None:
        """Remove a view; nothing happens if there is none of this name."""
        self._engine.remove_view(self._actor, name)
