"""Everything that desks share: forwards each method to the module that does the work."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from store.sqlite.file.engine_part import EnginePart

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from store.model.lists import Position, View
    from store.model.readers import Reader
    from store.sqlite.together.readers import ReadersFile


class SqliteTogether(EnginePart):
    """Implements ``store.together_engine.Together``."""

    @cached_property
    def _readers(self) -> ReadersFile:
        from store.sqlite.together.readers import ReadersFile

        return ReadersFile(self._connections.path)

    def people(self) -> list[str]:
        from store.sqlite.together import people

        with self._connections.reading() as db:
            return people.names(db)

    def shared_views(self) -> list[View]:
        from store.sqlite.together import views

        with self._connections.reading() as db:
            return views.shared(db)

    def share_view(self, view: View, *, actor: str, at: datetime) -> None:
        from store.sqlite.together import views

        with self._connections.writing() as db:
            views.share(db, view, actor, at)

    def unshare_view(self, name: str) -> None:
        from store.sqlite.together import views

        with self._connections.writing() as db:
            views.unshare(db, name)

    def rename_view(self, view: View, name: str, *, actor: str) -> None:
        from store.sqlite.together import views

        with self._connections.writing() as db:
            views.rename(db, view, name, actor)

    def position(self) -> Position:
        from store.sqlite.together import views

        with self._connections.reading() as db:
            return views.position(db)

    def looks(self, actor: str) -> dict[str, Position]:
        from store.sqlite.together import views

        with self._connections.reading() as db:
            return views.looks(db, actor)

    def keep_look(self, actor: str, key: str, seen: Position) -> None:
        from store.sqlite.together import views

        with self._connections.writing() as db:
            views.keep_look(db, actor, key, seen)

    def keep_reading(self, desk: str, article_id: str | None, *, actor: str, lasts: timedelta) -> None:
        if self._connections.refusal is None:
            self._readers.keep(desk, actor, article_id, lasts)

    def readers(self, desk: str) -> list[Reader]:
        return self._readers.others(desk) if self._connections.refusal is None else []

    def close(self) -> None:
        if "_readers" in self.__dict__:
            self._readers.close()
