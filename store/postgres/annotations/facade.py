"""Annotations, speakers and the log: forwards each method to the module that does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.annotations import anchors, changes, log, quotations, rows, speaker_lookup
from store.postgres.annotations import speakers as register
from store.postgres.server.engine_part import EnginePart

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


class PostgresAnnotations(EnginePart):
    """Implements ``store.engine.Annotations``."""

    def annotation(self, annotation_id: str) -> Annotation:
        return self._connections.read(rows.annotation, annotation_id)

    def annotations_with(self, annotation_ids: Collection[str]) -> dict[str, Annotation]:
        return self._connections.read(rows.all_of, annotation_ids)

    def annotations(self, article_id: str) -> list[Annotation]:
        return self._connections.read(rows.of_article, article_id)

    def annotations_of(self, speaker_id: str) -> list[Annotation]:
        return self._connections.read(rows.of_speaker, speaker_id)

    def quoted(
        self, narrowed: ArticleFilter, *, names: Sequence[str] | None, actor: str, after: Cursor | None, limit: int
    ) -> Page[QuotationInArticle]:
        return self._connections.read(quotations.page, narrowed, names=names, actor=actor, after=after, limit=limit)

    def apply(self, change: Change) -> tuple[Annotation, ...]:
        return self._connections.save(changes.apply, change)

    def decided_articles(self, *, after: Cursor | None, limit: int) -> Page[str]:
        return self._connections.read(quotations.decided_articles, after, limit)

    def finder_runs(self, wanted: Sequence[FinderRun]) -> list[FinderRun]:
        return self._connections.read(rows.finder_runs, wanted)

    def reanchor(self, article_id: str, *, at: datetime) -> bool:
        if not self._connections.read(anchors.left_behind, article_id):
            return False
        return bool(self._connections.write(anchors.reanchor, article_id, at))

    def stale_quotations(self, article_id: str | None, *, after: Cursor | None, limit: int) -> Page[StaleQuotation]:
        return self._connections.read(anchors.stale_quotations, article_id, after, limit)

    def stale_quotation(self, annotation_id: str) -> StaleQuotation:
        return self._connections.read(anchors.stale_quotation, annotation_id)

    def tags(self, words: str, *, limit: int) -> list[Tag]:
        return self._connections.read(quotations.tags, words, limit)

    def open_count(self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None) -> int:
        return self._connections.read(quotations.open_count, narrowed, actor, after)


class PostgresSpeakers(EnginePart):
    """Implements ``store.engine.Speakers``."""

    def speakers(self, words: str, *, limit: int) -> list[Speaker]:
        return self._connections.read(speaker_lookup.matching, words, limit)

    def register(self, *, after: Cursor | None, limit: int) -> Page[Speaker]:
        return self._connections.read(register.page, after, limit)

    def speaker(self, speaker_id: str) -> Speaker:
        return self._connections.read(register.speaker, speaker_id)

    def speaker_named(self, name: str) -> Speaker | None:
        return self._connections.read(register.named, name)

    def speakers_named(self, names: Collection[str]) -> dict[str, Speaker]:
        return self._connections.read(register.all_named, names)

    def speaker_fields(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return self._connections.read(register.with_fields)

    def names(self, typed: str) -> list[str]:
        return self._connections.read(quotations.names, typed)


class PostgresLog(EnginePart):
    """Implements ``store.engine.Log``."""

    def events(self, *, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]:
        return self._connections.read(log.events, article_id, since, limit)

    def register_events(self, *, since: Cursor | None, limit: int) -> Page[RegisterEvent]:
        return self._connections.read(log.register_events, since, limit)

    def history(self, annotation_id: str) -> tuple[Event, ...]:
        return self._connections.read(log.history, annotation_id)

    def later_events(self, annotation_ids: Collection[str], *, after_seq: int) -> list[Event]:
        return self._connections.read(log.later_events, annotation_ids, after_seq)

    def decided(self, actor: str, *, limit: int) -> list[Event]:
        return self._connections.read(log.decided, actor, limit)

    def step_to_undo(self, actor: str) -> Step | None:
        return self._connections.read(log.step_to_undo, actor)

    def step_to_redo(self, actor: str) -> Step | None:
        return self._connections.read(log.step_to_redo, actor)

    def pass_over(self, step_id: str) -> None:
        self._connections.write(log.pass_over, step_id)
