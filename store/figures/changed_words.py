"""The words of quotations that updates changed, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.model.annotations import SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.engine import Log
    from store.figures_engine import FigureFacts
    from store.model.annotations import AnnotationState

    class _Needs(Log, FigureFacts, Protocol): ...


class ChangedWords(NamedTuple):
    """A quotation whose words an update changed. ``now`` is empty where they are gone."""

    annotation_id: str
    article_id: str
    speaker: str | None
    was: str
    now: str
    at: str
    """The time of the update, as ISO 8601."""
    settled: Status | None
    """The status that a person has given it since; None while it waits."""


def changed_words(engine: _Needs, article_ids: Collection[str]) -> list[ChangedWords]:
    """Return the quotations of articles that updates changed, in the order of the updates; the last update counts."""
    made_stale = [one for one in engine.decision_facts(article_ids) if one.after is Status.STALE]
    return [_changed(engine, annotation_id) for annotation_id in dict.fromkeys(one.annotation_id for one in made_stale)]


def _changed(engine: _Needs, annotation_id: str) -> ChangedWords:
    history = engine.history(annotation_id)
    update = next(event for event in reversed(history) if event.after.status is Status.STALE and event.before)
    was, now = update.before, update.after
    assert was is not None
    last = history[-1].after.status
    moved = {p.revision_id for p in now.pieces} != {p.revision_id for p in was.pieces}
    return ChangedWords(
        annotation_id,
        update.article_id,
        was.speaker or was.descriptor,
        _words(was),
        _words(now) if moved else "",
        update.at.isoformat(),
        None if last.is_open else last,
    )


def _words(state: AnnotationState) -> str:
    return " […] ".join(piece.exact for piece in state.pieces if piece.role is SpanRole.CONTENT)
