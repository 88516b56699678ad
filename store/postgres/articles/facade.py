"""Articles and personal marks: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.articles import lists, personal, revisions, rows
from store.postgres.server.engine_part import EnginePart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from newstext.article import Article
    from store.model.articles import ArticleRemoval, ImportResult, Revision
    from store.model.lists import (
        ArticleFilter,
        ArticleOrder,
        ArticleRow,
        Cursor,
        Page,
        Place,
        ReviewPlace,
        Totals,
        View,
    )
    from store.postgres.server.database import Database


class PostgresArticles(EnginePart):
    """Implements ``store.engine.Articles``."""

    def add(
        self, articles: Sequence[Article], *, reader: str, reader_version: str, at: datetime, again: bool = False
    ) -> list[ImportResult]:
        from store.postgres.articles import intake
        from store.rows.incoming_articles import ReaderRun, collecting_later

        with collecting_later():
            reading = ReaderRun(reader, reader_version, at)
            incoming = [reading.incoming(article) for article in articles]
            return self._connections.write(intake.add, incoming, reading, again=again)

    def decisions(self, article_id: str) -> dict[str, int]:
        from store.postgres.articles import removal

        return self._connections.read(removal.decisions, article_id)

    def remove_article(
        self, article_id: str, *, actor: str, at: datetime, reason: str, with_decisions: bool
    ) -> ArticleRemoval:
        from store.postgres.articles import removal

        return self._connections.write(
            removal.remove, article_id, actor=actor, at=at, reason=reason, with_decisions=with_decisions
        )

    def removals(self, *, since: Cursor | None, limit: int) -> Page[ArticleRemoval]:
        from store.postgres.articles import removal

        return self._connections.read(removal.removals, since, limit)

    def totals(self, *, actor: str) -> Totals:
        return self._connections.read(lists.totals, actor)

    def articles(
        self,
        narrowed: ArticleFilter,
        order: ArticleOrder,
        *,
        actor: str,
        after: Cursor | None,
        before: Cursor | None,
        skip: int,
        limit: int,
    ) -> Page[ArticleRow]:
        def page(db: Database) -> Page[ArticleRow]:
            listed = lists.List(db, narrowed, order, actor)
            return listed.page(after=after, before=before, skip=skip, limit=limit)

        return self._connections.read(page)

    def place(self, article_id: str, narrowed: ArticleFilter, order: ArticleOrder, *, actor: str) -> Place:
        return self._connections.read(lambda db: lists.List(db, narrowed, order, actor).place(article_id))

    def count(self, narrowed: ArticleFilter, *, actor: str) -> int:
        return self._connections.read(lists.count, narrowed, actor)

    def matching(self, article_ids: Collection[str], narrowed: ArticleFilter, *, actor: str) -> set[str]:
        return self._connections.read(lists.matching, article_ids, narrowed, actor)

    def article(self, article_id: str, *, actor: str) -> ArticleRow:
        return self._connections.read(rows.article, article_id, actor)

    def current(self, article_id: str, *, actor: str) -> tuple[ArticleRow, Revision]:
        def both(db: Database) -> tuple[ArticleRow, Revision]:
            row = rows.article(db, article_id, actor)
            return row, revisions.revision(db, row.revision_id)

        return self._connections.read(both)

    def articles_with(self, article_ids: Collection[str], *, actor: str) -> dict[str, ArticleRow]:
        return self._connections.read(rows.all_of, article_ids, actor)

    def article_at(self, url: str) -> str | None:
        return self._connections.read(revisions.at, url)

    def article_with(self, sha256: str) -> str | None:
        return self._connections.read(revisions.with_text, sha256)

    def revision(self, revision_id: str) -> Revision:
        return self._connections.read(revisions.revision, revision_id)

    def revisions_with(self, revision_ids: Collection[str]) -> dict[str, Revision]:
        return self._connections.read(revisions.all_of, revision_ids)

    def layouts(self, revision_ids: Collection[str]) -> dict[str, Article]:
        return self._connections.read(revisions.layouts, revision_ids)

    def revisions(self, article_id: str) -> list[Revision]:
        return self._connections.read(revisions.revisions, article_id)


class PostgresPersonal(EnginePart):
    """Implements ``store.engine.Personal``."""

    def mark_read(self, revisions: Mapping[str, str], *, actor: str, at: datetime, read: bool) -> None:
        self._connections.write_own(personal.mark_read, revisions, actor=actor, at=at, read=read)

    def flag(self, article_ids: Iterable[str], *, actor: str, at: datetime, flagged: bool) -> None:
        self._connections.write_own(personal.flag, list(article_ids), actor=actor, at=at, flagged=flagged)

    def views(self, actor: str) -> list[View]:
        return self._connections.read(personal.views, actor)

    def save_view(self, actor: str, view: View, *, at: datetime) -> None:
        self._connections.write_own(personal.save_view, actor, view, at)

    def remove_view(self, actor: str, name: str) -> None:
        self._connections.write_own(personal.remove_view, actor, name)

    def review_place(self, actor: str, scope: str) -> ReviewPlace | None:
        return self._connections.read(personal.place, actor, scope)

    def keep_review_place(self, actor: str, scope: str, place: ReviewPlace | None, *, at: datetime) -> None:
        self._connections.write_own(personal.keep_place, actor, scope, place, at)
