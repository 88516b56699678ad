"""The SQLite engine: each promise of the contract (store.engine), handed to the module that keeps it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from store.filesystem import full_path
from store.sqlite.articles import lists
from store.sqlite.articles import rows as article_rows
from store.sqlite.file.connection import Connections

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from newstext.article import Article
    from store.model.annotations import Annotation, Tag
    from store.model.articles import Imported, Revision
    from store.model.changes import Change, Check, Event, Finding, RegisterEvent, Step
    from store.model.lists import (
        ArticleFilter,
        ArticleOrder,
        ArticleRow,
        Cursor,
        Hit,
        Page,
        Place,
        ReviewPlace,
        Totals,
        View,
    )
    from store.model.speakers import Quoted, Speaker
    from store.model.updates import Fate
    from store.sqlite.search.interruptible import Searching

PATIENCE = 10.0
"""Seconds to wait for a store that others keep locked."""


class SqliteEngine:
    """Keeps the contract of store.engine.Engine in one SQLite file; what each method promises is written there."""

    def __init__(self, path: str | Path, *, patience: float = PATIENCE) -> None:
        """Open the store at ``path``: a missing or empty file is made, an older one migrated, any other refused."""
        self._connections = Connections(full_path(path), patience)
        self._mutex = threading.Lock()
        self._searches: Searching | None = None

    def close(self) -> None:
        self._connections.close()

    def ending_reads(self) -> AbstractContextManager[None]:
        return self._connections.ending_reads()

    def add(self, articles: Sequence[Article], *, reader: str, reader_version: str, at: datetime) -> list[Imported]:
        from store.sqlite.articles import adding
        from store.sqlite.articles.incoming import Reading, collecting_later

        with collecting_later():
            reading = Reading(reader, reader_version, at)
            incoming = [reading.incoming(article) for article in articles]
            with self._connections.writing() as db:
                return adding.add(db, incoming, reading)

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

    def article(self, article_id: str, *, actor: str) -> ArticleRow:
        with self._connections.reading() as db:
            return article_rows.article(db, article_id, actor)

    def articles_with(self, article_ids: Collection[str], *, actor: str) -> dict[str, ArticleRow]:
        with self._connections.reading() as db:
            return article_rows.all_of(db, article_ids, actor)

    def article_at(self, url: str) -> str | None:
        with self._connections.reading() as db:
            return article_rows.at(db, url)

    def article_with(self, sha256: str) -> str | None:
        with self._connections.reading() as db:
            return article_rows.with_text(db, sha256)

    def mark_read(self, revisions: Mapping[str, str], *, actor: str, at: datetime, read: bool) -> None:
        from store.sqlite.articles import read_marks as reading

        with self._connections.writing() as db:
            reading.mark(db, revisions, actor=actor, at=at, read=read)

    def flag(self, article_ids: Iterable[str], *, actor: str, at: datetime, flagged: bool) -> None:
        from store.sqlite.articles import read_marks as reading

        with self._connections.writing() as db:
            reading.flag(db, article_ids, actor=actor, at=at, flagged=flagged)

    def revision(self, revision_id: str) -> Revision:
        with self._connections.reading() as db:
            return article_rows.revision(db, revision_id)

    def revisions(self, article_id: str) -> list[Revision]:
        with self._connections.reading() as db:
            return article_rows.revisions(db, article_id)

    def search(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit]:
        return self._searching().find(words, narrowed, actor, limit)

    def search_as_typed(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit] | None:
        return self._searching().find_as_typed(words, narrowed, actor, limit)

    def take_along(self, article_id: str, *, at: datetime) -> bool:
        from store.sqlite.annotations import anchoring

        with self._connections.reading() as db:
            if not anchoring.left_behind(db, article_id):
                return False
        with self._connections.writing() as db:
            return bool(anchoring.take_along(db, article_id, at))

    def stale(self, article_id: str | None, *, after: Cursor | None, limit: int) -> Page[Fate]:
        from store.sqlite.annotations import anchoring

        with self._connections.reading() as db:
            return anchoring.stale(db, article_id, after, limit)

    def fate(self, annotation_id: str) -> Fate:
        from store.sqlite.annotations import anchoring

        with self._connections.reading() as db:
            return anchoring.fate(db, annotation_id)

    def checks(self) -> Iterator[Check]:
        from store.model.changes import Check
        from store.sqlite.file import integrity

        with self._connections.reading() as db:
            yield from integrity.checks(db)
        if (refusal := self._connections.refusal) is not None:
            yield Check("Saving", str(refusal))

    def check_place(self) -> Check:
        from store.model.changes import Check
        from store.sqlite.file import disk

        path = self._connections.path
        return Check("Its place", disk.network_warning(path) or disk.sharing_warning(path))

    def warnings(self) -> list[str]:
        from store.sqlite.file import disk

        warning = disk.network_warning(self._connections.path)
        return [] if warning is None else [warning]

    def reindexing(self) -> Iterator[int]:
        return self._connections.reindexing()

    def annotation(self, annotation_id: str) -> Annotation:
        from store.sqlite.annotations import rows as annotation_rows

        with self._connections.reading() as db:
            return annotation_rows.annotation(db, annotation_id)

    def annotations_with(self, annotation_ids: Collection[str]) -> dict[str, Annotation]:
        from store.sqlite.annotations import rows as annotation_rows

        with self._connections.reading() as db:
            return annotation_rows.all_of(db, annotation_ids)

    def annotations(self, article_id: str) -> list[Annotation]:
        from store.sqlite.annotations import rows as annotation_rows

        with self._connections.reading() as db:
            return annotation_rows.of_article(db, article_id)

    def names(self, typed: str) -> list[str]:
        from store.sqlite.annotations import quoted

        with self._connections.reading() as db:
            return quoted.names(db, typed)

    def quoted(
        self, narrowed: ArticleFilter, *, names: Sequence[str] | None, actor: str, after: Cursor | None, limit: int
    ) -> Page[Quoted]:
        from store.sqlite.annotations import quoted

        with self._connections.reading() as db:
            return quoted.page(db, narrowed, names=names, actor=actor, after=after, limit=limit)

    def candidates(self, texts: Sequence[str], *, limit: int) -> list[list[str]]:
        from store.sqlite.search import candidates

        with self._connections.reading() as db:
            return candidates.candidates(db, texts, limit)

    def holding(self, words: str, *, limit: int) -> list[str]:
        from store.sqlite.search import candidates

        with self._connections.reading() as db:
            return candidates.holding(db, words, limit)

    def superseded(self, words: str, *, limit: int) -> list[str]:
        from store.sqlite.search import candidates

        with self._connections.reading() as db:
            return candidates.superseded(db, words, limit)

    def apply(self, change: Change) -> tuple[Annotation, ...]:
        from store.sqlite.annotations import rows as annotation_rows

        with self._connections.writing() as db:
            return annotation_rows.apply(db, change)

    def found(self, finding: Finding) -> bool:
        from store.sqlite.annotations import rows as annotation_rows

        with self._connections.reading() as db:
            return annotation_rows.found(db, finding)

    def speakers(self, words: str, *, limit: int) -> list[Speaker]:
        from store.sqlite.annotations import speaker_lookup

        with self._connections.reading() as db:
            return speaker_lookup.matching(db, words, limit)

    def register(self, *, after: Cursor | None, limit: int) -> Page[Speaker]:
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return register.page(db, after, limit)

    def speaker(self, speaker_id: str) -> Speaker:
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return register.speaker(db, speaker_id)

    def annotations_of(self, speaker_id: str) -> list[Annotation]:
        from store.sqlite.annotations import rows as annotation_rows
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return list(annotation_rows.by_id(db, register.annotation_ids(db, speaker_id)).values())

    def speaker_named(self, name: str) -> Speaker | None:
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return register.named(db, name)

    def speakers_named(self, names: Collection[str]) -> dict[str, Speaker]:
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return register.all_named(db, names)

    def step_to_undo(self, actor: str) -> Step | None:
        from store.sqlite.annotations import log

        with self._connections.reading() as db:
            return log.step_to_undo(db, actor)

    def step_to_redo(self, actor: str) -> Step | None:
        from store.sqlite.annotations import log

        with self._connections.reading() as db:
            return log.step_to_redo(db, actor)

    def pass_over(self, step_id: str) -> None:
        from store.sqlite.annotations import log

        with self._connections.writing() as db:
            log.pass_over(db, step_id)

    def events(self, *, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]:
        from store.sqlite.annotations import log

        with self._connections.reading() as db:
            return log.events(db, article_id, since, limit)

    def register_events(self, *, since: Cursor | None, limit: int) -> Page[RegisterEvent]:
        from store.sqlite.annotations import log

        with self._connections.reading() as db:
            return log.register_events(db, since, limit)

    def history(self, annotation_id: str) -> tuple[Event, ...]:
        from store.sqlite.annotations import log

        with self._connections.reading() as db:
            return log.history(db, annotation_id)

    def later_events(self, annotation_ids: Collection[str], *, after_seq: int) -> list[Event]:
        from store.sqlite.annotations import log

        with self._connections.reading() as db:
            return log.later_events(db, annotation_ids, after_seq)

    def tags(self, words: str, *, limit: int) -> list[Tag]:
        from store.sqlite.articles import reviews

        with self._connections.reading() as db:
            return reviews.tags(db, words, limit)

    def open_count(self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None) -> int:
        from store.sqlite.articles import reviews

        with self._connections.reading() as db:
            return reviews.open_count(db, narrowed, actor, after)

    def review_place(self, actor: str, scope: str) -> ReviewPlace | None:
        from store.sqlite.articles import reviews

        with self._connections.reading() as db:
            return reviews.place(db, actor, scope)

    def keep_review_place(self, actor: str, scope: str, place: ReviewPlace | None, *, at: datetime) -> None:
        from store.sqlite.articles import reviews

        with self._connections.writing() as db:
            reviews.keep_place(db, actor, scope, place, at)

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

    def wait(self, timeout: float) -> bool:
        return self._connections.wait(timeout)

    def _searching(self) -> Searching:
        # Made when first needed: whoever only reads pays nothing for it.
        from store.sqlite.search.interruptible import Searching

        with self._mutex:
            if self._searches is None:
                self._searches = Searching(self._connections)
            return self._searches
