"""Everything that desks share: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.server.engine_part import EnginePart

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from store.model.lists import Position, View
    from store.model.readers import Reader


class PostgresTogether(EnginePart):
    """Implements ``store.together_engine.Together``."""

    def people(self) -> list[str]:
        from store.postgres.together import people

        return self._connections.read(people.names)

    def shared_views(self) -> list[View]:
        from store.postgres.together import views

        return self._connections.read(views.shared)

    def share_view(self, view: View, *, actor: str, at: datetime) -> None:
        from store.postgres.together import views

        self._connections.write_own(views.share, view, actor, at)

    def unshare_view(self, name: str) -> None:
        from store.postgres.together import views

        self._connections.write_own(views.unshare, name)

    def rename_view(self, view: View, name: str, *, actor: str) -> None:
        from store.postgres.together import views

        self._connections.write_own(views.rename, view, name, actor)

    def position(self) -> Position:
        from store.postgres.together import views

        return self._connections.read(views.position)

    def looks(self, actor: str) -> dict[str, Position]:
        from store.postgres.together import views

        return self._connections.read(views.looks, actor)

    def keep_look(self, actor: str, key: str, seen: Position) -> None:
        from store.postgres.together import views

        self._connections.write_own(views.keep_look, actor, key, seen)

    def keep_reading(self, desk: str, article_id: str | None, *, actor: str, lasts: timedelta) -> None:
        from store.postgres.together import readers

        self._connections.write_own(readers.keep, desk, actor, article_id, lasts)

    def readers(self, desk: str) -> list[Reader]:
        from store.postgres.together import readers

        return self._connections.read(readers.others, desk)
