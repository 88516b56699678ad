"""Anchors annotations on a new revision, in the transaction that adds it, and lists those that become stale."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newstext.anchors.model import Reason
from store.ids import new_id
from store.model.annotations import Status
from store.model.changes import Change
from store.model.lists import Page
from store.model.updates import StaleQuotation
from store.rules.anchors import ACTION, ACTOR, Mark, edits, is_left_behind
from store.sqlite.annotations import rows as annotation_rows
from store.sqlite.articles.revisions import revision

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from store.model.annotations import Annotation, AnnotationState
    from store.model.changes import Edit
    from store.model.lists import Cursor

_LATEST = """
    SELECT annotation.id, fate.reason, fate.revision_id, fate.was_version, coalesce(fate.urgency, 0) AS urgency
    FROM annotation LEFT JOIN fate ON fate.annotation_id = annotation.id
        AND fate.version = (SELECT max(version) FROM fate AS f WHERE f.annotation_id = annotation.id)
    WHERE annotation.status = 'stale'
"""


def reanchor(
    db: sqlite3.Connection, article_id: str, at: datetime, *, previous_id: str | None = None, reread: bool = False
) -> tuple[Edit, ...]:
    """Anchor annotations that are still on older revisions on the current one; return the changes.

    ``previous_id`` is the revision that was current until now, if a newer one has just been added. ``reread`` means
    that only our reading changed: an annotation whose words it leaves out stays settled, on the older revision.
    """
    # Most articles have no annotations, which takes one look-up in an index.
    if not db.execute("SELECT 1 FROM annotation WHERE article_id = ? LIMIT 1", (article_id,)).fetchone():
        return ()
    current_id = db.execute("SELECT revision_id FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    new = revision(db, current_id)
    left = [a for a in annotation_rows.of_article(db, article_id) if is_left_behind(a, new, previous_id)]
    if not left:
        return ()
    marks = [_mark(db, annotation) for annotation in left]
    made = tuple(edits(marks, new, lambda revision_id: revision(db, revision_id).article.body, reread=reread))
    annotation_rows.apply(db, Change(id=new_id(), actor=ACTOR, at=at, action=ACTION, edits=made))
    return made


def left_behind(db: sqlite3.Connection, article_id: str) -> bool:
    """Whether any annotation must move; checked before anything is written."""
    current_id = db.execute("SELECT revision_id FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    elsewhere = db.execute(
        "SELECT 1 FROM annotation JOIN span ON annotation_id = annotation.id AND span.span_set = annotation.span_set"
        " WHERE article_id = ? AND revision_id <> ? AND status NOT IN ('rejected', 'removed') LIMIT 1",
        (article_id, current_id),
    ).fetchone()
    if not elsewhere:
        return False
    new = revision(db, current_id)
    return any(
        is_left_behind(a, new, None) and a.state.status is not Status.STALE
        for a in annotation_rows.of_article(db, article_id)
    )


def stale_quotations(
    db: sqlite3.Connection, article_id: str | None, after: Cursor | None, limit: int
) -> Page[StaleQuotation]:
    """List the annotations that an update made stale, the most serious first."""
    urgency, last_id = json.loads(after) if after else (-1, "")
    rows = db.execute(
        f"{_LATEST} AND (? IS NULL OR annotation.article_id = ?)"
        " AND (coalesce(fate.urgency, 0), annotation.id) > (?, ?)"
        " ORDER BY coalesce(fate.urgency, 0), annotation.id LIMIT ?",
        (article_id, article_id, urgency, last_id, limit + 1),
    ).fetchall()
    found = annotation_rows.by_id(db, [row["id"] for row in rows[:limit]])
    stale_ones = tuple(_stale_quotation(db, row, found[row["id"]]) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(stale_ones, json.dumps([last["urgency"], last["id"]]) if last else None)


def stale_quotation(db: sqlite3.Connection, annotation_id: str) -> StaleQuotation:
    """Return what an update did to an annotation; the annotation alone if no update made it stale."""
    annotation = annotation_rows.annotation(db, annotation_id)
    row = db.execute(f"{_LATEST} AND annotation.id = ?", (annotation_id,)).fetchone()
    return StaleQuotation(annotation) if row is None else _stale_quotation(db, row, annotation)


def _stale_quotation(db: sqlite3.Connection, row: sqlite3.Row, annotation: Annotation) -> StaleQuotation:
    if row["reason"] is None:
        return StaleQuotation(annotation)
    was = annotation_rows.state_at(db, annotation.id, row["was_version"])
    return StaleQuotation(annotation, Reason(row["reason"]), was, row["revision_id"])


def _mark(db: sqlite3.Connection, annotation: Annotation) -> Mark:
    """Return a stale annotation with its last settled state, so that it is anchored again from there."""
    state: AnnotationState = annotation.state
    version = annotation.version
    if state.status is Status.STALE:
        row = db.execute(f"{_LATEST} AND annotation.id = ?", (annotation.id,)).fetchone()
        if row is not None and row["reason"] is not None:
            version = row["was_version"]
            state = annotation_rows.state_at(db, annotation.id, version)
    return Mark(annotation, state, version)
