"""Annotations, speakers and the log: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sqlite.file.engine_part import EnginePart

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from store.model.annotations import Annotation, Tag
    from store.model.changes import Change, Event, FinderRun, RegisterEvent, Step
    from store.model.lists import (
        ArticleFilter,
        Cursor,
        Page,
    )
    from store.model.speakers import QuotationInArticle, Speaker
    from store.model.updates import StaleQuotation


class SqliteAnnotations(EnginePart):
    """Implements ``store.engine.Annotations``."""

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

    def annotations_of(self, speaker_id: str) -> list[Annotation]:
        from store.sqlite.annotations import rows as annotation_rows
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return list(annotation_rows.by_id(db, register.annotation_ids(db, speaker_id)).values())

    def quoted(
        self, narrowed: ArticleFilter, *, names: Sequence[str] | None, actor: str, after: Cursor | None, limit: int
    ) -> Page[QuotationInArticle]:
        from store.sqlite.annotations import quotations

        with self._connections.reading() as db:
            return quotations.page(db, narrowed, names=names, actor=actor, after=after, limit=limit)

    def apply(self, change: Change) -> tuple[Annotation, ...]:
        from store.sqlite.annotations import rows as annotation_rows

        with self._connections.writing() as db:
            return annotation_rows.apply(db, change)

    def decided_articles(self, *, after: Cursor | None, limit: int) -> Page[str]:
        from store.sqlite.annotations import quotations

        with self._connections.reading() as db:
            return quotations.decided_articles(db, after, limit)

    def finder_runs(self, wanted: Sequence[FinderRun]) -> list[FinderRun]:
        from store.sqlite.annotations import rows as annotation_rows

        with self._connections.reading() as db:
            return annotation_rows.finder_runs(db, wanted)

    def reanchor(self, article_id: str, *, at: datetime) -> bool:
        from store.sqlite.annotations import anchors

        with self._connections.reading() as db:
            if not anchors.left_behind(db, article_id):
                return False
        with self._connections.writing() as db:
            return bool(anchors.reanchor(db, article_id, at))

    def stale_quotations(self, article_id: str | None, *, after: Cursor | None, limit: int) -> Page[StaleQuotation]:
        from store.sqlite.annotations import anchors

        with self._connections.reading() as db:
            return anchors.stale_quotations(db, article_id, after, limit)

    def stale_quotation(self, annotation_id: str) -> StaleQuotation:
        from store.sqlite.annotations import anchors

        with self._connections.reading() as db:
            return anchors.stale_quotation(db, annotation_id)

    def tags(self, words: str, *, limit: int) -> list[Tag]:
        from store.sqlite.articles import reviews

        with self._connections.reading() as db:
            return reviews.tags(db, words, limit)

    def open_count(self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None) -> int:
        from store.sqlite.articles import reviews

        with self._connections.reading() as db:
            return reviews.open_count(db, narrowed, actor, after)


class SqliteSpeakers(EnginePart):
    """Implements ``store.engine.Speakers``."""

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

    def speaker_named(self, name: str) -> Speaker | None:
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return register.named(db, name)

    def speakers_named(self, names: Collection[str]) -> dict[str, Speaker]:
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return register.all_named(db, names)

    def speaker_fields(self) -> dict[str, tuple[tuple[str, str], ...]]:
        from store.sqlite.annotations import speakers as register

        with self._connections.reading() as db:
            return register.with_fields(db)

    def names(self, typed: str) -> list[str]:
        from store.sqlite.annotations import quotations

        with self._connections.reading() as db:
            return quotations.names(db, typed)


class SqliteLog(EnginePart):
    """Implements ``store.engine.Log``."""

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

    def decided(self, actor: str, *, limit: int) -> list[Event]:
        from store.sqlite.annotations import log

        with self._connections.reading() as db:
            return log.decided(db, actor, limit)

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
