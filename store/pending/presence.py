"""Whether a store is there, and what is kept of it in case that it is not; a part of the Archive."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from store.articles.kept import KeptArticles
    from store.engine import Annotations
    from store.model.annotations import Annotation
    from store.model.changes import Change
    from store.model.members import Deed
    from store.upkeep_engine import Presence, Signatures

    class _Needs(Presence, Signatures, Annotations, Protocol): ...


class StorePresence:
    """The way to a store that may be away."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._refusals: dict[Deed, str | None] = {}

    @property
    def identity(self) -> str:
        """The store as its engine identifies it; the same whatever address it was opened by on this machine."""
        return self._engine.identity()

    def reach(self) -> None:
        """Raise AwayError unless the store can be asked now, without waiting for it."""
        self._engine.reach()

    def refusal(self, deed: Deed) -> str | None:
        """Return why this person may not do something here, and what to do; None if they may. Asked once."""
        if deed not in self._refusals:
            self._refusals[deed] = self._engine.refusal(deed)
        return self._refusals[deed]

    def send(self, change: Change) -> tuple[Annotation, ...]:
        """Make a change that waited, once by its id; return its annotations as stored afterwards."""
        return self._engine.apply(change)

    @cached_property
    def kept(self) -> KeptArticles:
        """The articles opened last, to be read while the store is away."""
        from store.articles.kept import KeptArticles

        return KeptArticles()
