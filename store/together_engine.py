"""The part of a storage engine that people at several desks share; ``store.engine`` has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from store.model.lists import Position, View
    from store.model.readers import Reader


class Together(Protocol):
    """The people of a store, and what they share."""

    def people(self) -> list[str]:
        """Return the names of all people who may work with the store, or have decided in it, from A to Z."""

    def shared_views(self) -> list[View]:
        """Return the saved views that all desks share, sorted by name."""

    def share_view(self, view: View, *, actor: str, at: datetime) -> None:
        """Save a view for all desks in the name of ``actor``, replacing the shared view of the same name."""

    def unshare_view(self, name: str) -> None:
        """Remove a view that all desks share; nothing happens if there is none of this name."""

    def rename_view(self, view: View, name: str, *, actor: str) -> None:
        """Rename a view of ``actor``, or one that all desks share; StoreError if another one has the name."""

    def position(self) -> Position:
        """Return how far the store has come."""

    def looks(self, actor: str) -> dict[str, Position]:
        """Return how far the store had come when ``actor`` last looked at each view, by ``View.key``."""

    def keep_look(self, actor: str, key: str, seen: Position) -> None:
        """Save how far the store had come when ``actor`` looked at a view. It is no news to other desks of a server."""

    def keep_reading(self, desk: str, article_id: str | None, *, actor: str, lasts: timedelta) -> None:
        """Record that ``actor`` has an article open at a desk, or none, for a while by the store's clock.

        It is no news and no event, waits for no writer, and may be lost at any time.
        """

    def readers(self, desk: str) -> list[Reader]:
        """Return who has which article open at other desks than this one, by name."""
