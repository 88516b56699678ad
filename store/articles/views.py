"""Saved views of the stack; a part of the Archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.model.lists import FOR_ME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.engine import Articles, Personal
    from store.model.lists import Position, View
    from store.together_engine import Together
    from store.upkeep_engine import Clock

    class _Needs(Articles, Personal, Together, Clock, Protocol): ...


class ViewNews(NamedTuple):
    """A view with the number of its articles, and of those that are new in it: none before the person first looked."""

    view: View
    articles: int
    new: int


class Views:
    """The saved views that a person sees: their own, and those that all desks share."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor

    def all(self) -> list[View]:
        """Return the person's own views, then the shared ones, each sorted by name."""
        return self._engine.views(self._actor) + self._engine.shared_views()

    def save(self, view: View, *, shared: bool = False) -> None:
        """Save a view for this person, or for all desks; it replaces the one of the same name there."""
        at = self._engine.now()
        if shared:
            self._engine.share_view(view, actor=self._actor, at=at)
        else:
            self._engine.save_view(self._actor, view, at=at)

    def rename(self, view: View, name: str) -> None:
        """Rename a view; StoreError if another one has the name."""
        self._engine.rename_view(view, name, actor=self._actor)

    def remove(self, view: View) -> None:
        """Remove a view; nothing happens if it is not there."""
        if view.made_by is None:
            self._engine.remove_view(self._actor, view.name)
        else:
            self._engine.unshare_view(view.name)

    # News in them

    def position(self) -> Position:
        """Return how far the store has come: what is listed now has come by then."""
        return self._engine.position()

    def look(self, view: View, seen: Position) -> None:
        """Remember that this person saw a view when the store had come so far. Only saved views and “For me” count."""
        is_kept = view.key in {FOR_ME.key, *(saved.key for saved in self.all())}
        if is_kept and self._engine.looks(self._actor).get(view.key) != seen:
            self._engine.keep_look(self._actor, view.key, seen)

    def counts(self) -> Iterator[ViewNews]:
        """Yield the saved views and “For me”, with their articles and those that came since the person looked."""
        looks = self._engine.looks(self._actor)
        for view in (FOR_ME, *self.all()):
            seen = looks.get(view.key)
            count = self._engine.count(view.narrowed, actor=self._actor)
            yield ViewNews(view, count, 0 if seen is None or not count else self.count_new(view, seen))

    def count_new(self, view: View, seen: Position) -> int:
        """Count the articles that came into a view since the store had come so far."""
        return self._engine.count(view.narrowed._replace(since=seen), actor=self._actor)
