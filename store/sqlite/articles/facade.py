"""Articles and personal marks: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sqlite.articles import lists
from store.sqlite.articles import rows as article_rows
from store.sqlite.file.engine_part import EnginePart

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


class SqliteArticles(EnginePart):
    """Implements ``store.engine.Articles``."""

    def add(
        self, articles: Sequence[Article], *, reader: str, reader_version: str, at: datetime, again: bool = False
    ) -> list[ImportResult]:
        from store.rows.incoming_articles import ReaderRun, collecting_later
        from store.sqlite.articles import intake

        with collecting_later():
            reading = ReaderRun(reader, reader_version, at)
            incoming = [reading.incoming(article) for article in articles]
            with self._connections.writing() as db:
                return intake.add(db, incoming, reading, again=again)

    def decisions(self, article_id: str) -> dict[str, int]:
        from store.sqlite.articles import removal

        with self._connections.reading() as db:
            return removal.decisions(db, article_id)

    def remove_article(
        self, article_id: str, *, actor: str, at: datetime, reason: str, with_decisions: bool
    ) -> ArticleRemoval:
        from store.sqlite.articles import removal

        with self._connections.writing() as db:
            return removal.remove(db, article_id, actor=actor, at=at, reason=reason, with_decisions=with_decisions)

    def removals(self, *, since: Cursor | None, limit: int) -> Page[ArticleRemoval]:
        from store.sqlite.articles import removal

        with self._connections.reading() as db:
            return removal.removals(db, since, limit)

    def totals(self, *, actor: str) -> Totals:
        with self._connections.reading() as db:
            return lists.totals(db, actor)

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
        with self._connections.reading() as db:
            listed = lists.List(db, narrowed, order, actor)
            return listed.page(after=after, before=before, skip=skip, limit=limit)

    def place(self, article_id: str, narrowed: ArticleFilter, order: ArticleOrder, *, actor: str) -> Place:
        with self._connections.reading() as db:
            return lists.List(db, narrowed, order, actor).place(article_id)

    def count(self, narrowed: ArticleFilter, *, actor: str) -> int:
        with self._connections.reading() as db:
            return lists.count(db, narrowed, actor)

    def matching(self, article_ids: Collection[str], narrowed: ArticleFilter, *, actor: str) -> set[str]:
        with self._connections.reading() as db:
            return lists.matching(db, article_ids, narrowed, actor)

    def article(self, article_id: str, *, actor: str) -> ArticleRow:
        with self._connections.reading() as db:
            return article_rows.article(db, article_id, actor)

    def current(self, article_id: str, *, actor: str) -> tuple[ArticleRow, Revision]:
        from store.sqlite.articles import revisions

        with self._connections.reading() as db:
            row = article_rows.article(db, article_id, actor)
            return row, revisions.revision(db, row.revision_id)

    def articles_with(self, article_ids: Collection[str], *, actor: str) -> dict[str, ArticleRow]:
        with self._connections.reading() as db:
            return article_rows.all_of(db, article_ids, actor)

    def article_at(self, url: str) -> str | None:
        from store.sqlite.articles import revisions

        with self._connections.reading() as db:
            return revisions.at(db, url)

    def article_with(self, sha256: str) -> str | None:
        from store.sqlite.articles import revisions

        with self._connections.reading() as db:
            return revisions.with_text(db, sha256)

    def revision(self, revision_id: str) -> Revision:
        from store.sqlite.articles import revisions

        with self._connections.reading() as db:
            return revisions.revision(db, revision_id)

    def revisions_with(self, revision_ids: Collection[str]) -> dict[str, Revision]:
        from store.sqlite.articles import revisions

        with self._connections.reading() as db:
            return revisions.all_of(db, revision_ids)

    def layouts(self, revision_ids: Collection[str]) -> dict[str, Article]:
        from store.sqlite.articles import revisions

        with self._connections.reading() as db:
            return revisions.layouts(db, revision_ids)

    def revisions(self, article_id: str) -> list[Revision]:
        from store.sqlite.articles import revisions

        with self._connections.reading() as db:
            return revisions.revisions(db, article_id)


class SqlitePersonal(EnginePart):
    """Implements ``store.engine.Personal``."""

    def mark_read(self, revisions: Mapping[str, str], *, actor: str, at: datetime, read: bool) -> None:
        from store.sqlite.articles import read_marks

        with self._connections.writing() as db:
            read_marks.mark(db, revisions, actor=actor, at=at, read=read)

    def flag(self, article_ids: Iterable[str], *, actor: str, at: datetime, flagged: bool) -> None:
        from store.sqlite.articles import read_marks

        with self._connections.writing() as db:
            read_marks.flag(db, article_ids, actor=actor, at=at, flagged=flagged)

    def views(self, actor: str) -> list[View]:
        from store.sqlite.articles import views

        with self._connections.reading() as db:
            return views.of(db, actor)

    def save_view(self, actor: str, view: View, *, at: datetime) -> None:
        from store.sqlite.articles import views

        with self._connections.writing() as db:
            views.save(db, actor, view, at)

    def remove_view(self, actor: str, name: str) -> None:
        from store.sqlite.articles import views

        with self._connections.writing() as db:
            views.remove(db, actor, name)

    def review_place(self, actor: str, scope: str) -> ReviewPlace | None:
        from store.sqlite.articles import reviews

        with self._connections.reading() as db:
            return reviews.place(db, actor, scope)

    def keep_review_place(self, actor: str, scope: str, place: ReviewPlace | None, *, at: datetime) -> None:
        from store.sqlite.articles import reviews

        with self._connections.writing() as db:
            reviews.keep_place(db, actor, scope, place, at)
