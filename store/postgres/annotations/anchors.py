"""Anchors annotations on a new revision, in the transaction that adds it, and lists those that become stale."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newstext.anchors.model import Reason
from store.ids import new_id
from store.model.annotations import Status
from store.model.changes import Change
from store.model.lists import Page
from store.model.updates import StaleQuotation
from store.postgres.annotations import rows as annotation_rows
from store.postgres.annotations.changes import apply
from store.postgres.articles.revisions import all_of, revision
from store.rules.anchors import ACTION, ACTOR, Mark, edits, is_left_behind

if TYPE_CHECKING:
    from datetime import datetime

    from store.model.annotations import Annotation, AnnotationState
    from store.model.changes import Edit
    from store.model.lists import Cursor
    from store.postgres.server.database import Database

_LATEST = """
    SELECT annotation.id, fate.reason, fate.revision_id, fate.was_version, coalesce(fate.urgency, 0) AS urgency
    FROM annotation LEFT JOIN fate ON fate.annotation_id = annotation.id
        AND fate.version = (SELECT max(version) FROM fate AS f WHERE f.annotation_id = annotation.id)
    WHERE annotation.status = 'stale'
"""


def reanchor(
    db: Database, article_id: str, at: datetime, *, previous_id: str | None = None, reread: bool = False
) -> tuple[Edit, ...]:
    """Anchor annotations that are still on older revisions on the current one; return the changes.

    ``previous_id`` is the revision that was current until now, if a newer one has just been added. ``reread`` means
    that only our reading changed: an annotation whose words it leaves out stays settled, on the older revision.
    """
    # Most articles have no annotations, which takes one look-up in an index.
    if not db.value("SELECT 1 FROM annotation WHERE article_id = %s LIMIT 1", (article_id,)):
        return ()
    new = revision(db, db.value("SELECT revision_id FROM article WHERE id = %s", (article_id,)))
    left = [a for a in annotation_rows.of_article(db, article_id) if is_left_behind(a, new, previous_id)]
    if not left:
        return ()
    marks = _marks(db, left)
    bodies = {
        revision_id: one.article.body
        for revision_id, one in all_of(
            db, {piece.revision_id for mark in marks for piece in (*mark.settled.pieces, *mark.annotation.state.pieces)}
        ).items()
    }

    def body(revision_id: str) -> str:
        if revision_id not in bodies:
            bodies[revision_id] = revision(db, revision_id).article.body
        return bodies[revision_id]

    made = tuple(edits(marks, new, body, reread=reread))
    apply(db, Change(id=new_id(), actor=ACTOR, at=at, action=ACTION, edits=made))
    return made


def left_behind(db: Database, article_id: str) -> bool:
    """Whether any annotation must move; checked before anything is written."""
    current_id = db.value("SELECT revision_id FROM article WHERE id = %s", (article_id,))
    elsewhere = db.value(
        "SELECT 1 FROM annotation JOIN span ON annotation_id = annotation.id AND span.span_set = annotation.span_set"
        " WHERE article_id = %s AND revision_id <> %s AND status NOT IN ('rejected', 'removed') LIMIT 1",
        (article_id, current_id),
    )
    if not elsewhere:
        return False
    new = revision(db, current_id)
    return any(
        is_left_behind(a, new, None) and a.state.status is not Status.STALE
        for a in annotation_rows.of_article(db, article_id)
    )


def stale_quotations(db: Database, article_id: str | None, after: Cursor | None, limit: int) -> Page[StaleQuotation]:
    """List the annotations that an update made stale, the most serious first."""
    urgency, last_id = json.loads(after) if after else (-1, "")
    rows = db.rows(
        f"{_LATEST} AND (%(article)s::text IS NULL OR annotation.article_id = %(article)s)"
        " AND (coalesce(fate.urgency, 0), annotation.id) > (%(urgency)s::int, %(id)s)"
        " ORDER BY coalesce(fate.urgency, 0), annotation.id LIMIT %(limit)s",
        {"article": article_id, "urgency": urgency, "id": last_id, "limit": limit + 1},
    )
    last = rows[limit - 1] if len(rows) > limit else None
    rows = rows[:limit]
    found = annotation_rows.by_id(db, [row["id"] for row in rows])
    was = _before_updates(db, rows)
    stale_ones = tuple(_stale_quotation(row, found[row["id"]], was) for row in rows)
    return Page(stale_ones, json.dumps([last["urgency"], last["id"]]) if last else None)


def stale_quotation(db: Database, annotation_id: str) -> StaleQuotation:
    """Return what an update did to an annotation; the annotation alone if no update made it stale."""
    annotation = annotation_rows.annotation(db, annotation_id)
    rows = db.rows(f"{_LATEST} AND annotation.id = %s", (annotation_id,))
    return _stale_quotation(rows[0], annotation, _before_updates(db, rows)) if rows else StaleQuotation(annotation)


def _before_updates(db: Database, rows: list[dict[str, Any]]) -> dict[str, AnnotationState]:
    """Return the last settled states of annotations that updates made stale, by id."""
    updated = [(row["id"], row["was_version"]) for row in rows if row["reason"] is not None]
    return annotation_rows.states_at(db, updated) if updated else {}


def _stale_quotation(row: dict[str, Any], annotation: Annotation, was: dict[str, AnnotationState]) -> StaleQuotation:
    if row["reason"] is None:
        return StaleQuotation(annotation)
    return StaleQuotation(annotation, Reason(row["reason"]), was[annotation.id], row["revision_id"])


def _marks(db: Database, left: list[Annotation]) -> list[Mark]:
    """Return annotations with their last settled states: stale ones are anchored again from there."""
    stale = [annotation.id for annotation in left if annotation.state.status is Status.STALE]
    rows = db.rows(f"{_LATEST} AND annotation.id = ANY(%s)", (stale,)) if stale else []
    was = _before_updates(db, rows)
    versions = {row["id"]: row["was_version"] for row in rows if row["id"] in was}
    return [
        Mark(annotation, was.get(annotation.id, annotation.state), versions.get(annotation.id, annotation.version))
        for annotation in left
    ]
