"""Reads annotations, and applies changes to them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from store.errors import InvalidSpanError, NotFoundError
from store.model.changes import FinderRun
from store.rows.annotations import provenance_json, read, state_from_json, state_values
from store.rows.assigned import ASSIGNED
from store.rows.times import time_text
from store.rules import assignments
from store.rules.conflicts import check_version
from store.rules.pieces import reading_order
from store.sqlite.annotations import speakers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from store.model.annotations import Annotation, AnnotationState, Piece
    from store.model.changes import Change, Edit
    from store.model.updates import Update

_STATE = (
    *("kind", "quotation_kind", "status", "speaker", "speaker_id", "role", "record", "unnamed", "descriptor"),
    *("unnamed_reason", "via", "note", "tags", "flagged", "checked_against", "assigned_to"),
    *("assigned_by", "assigned_at", "span_set"),
)
_STAMP = ("changed_at", "changed_by", "change_id", "action", "undoes")
_ORIGIN = (
    *("id", "article_id", "origin", "author", "generator", "generator_version", "confidence", "reason"),
    *("created_at", "provenance"),
)
_NEW = (*_ORIGIN, *_STATE, *_STAMP)
_INSERT = f"INSERT INTO annotation(version, {', '.join(_NEW)}) VALUES (1, {', '.join(f':{c}' for c in _NEW)})"  # noqa: S608
_UPDATE = (
    f"UPDATE annotation SET version = :version, {', '.join(f'{c} = :{c}' for c in (*_STATE, *_STAMP))} WHERE id = :id"  # noqa: S608
)
_SPANS = """
    SELECT span.* FROM span JOIN annotation ON annotation.id = span.annotation_id
        AND annotation.span_set = span.span_set
"""


def annotation(db: sqlite3.Connection, annotation_id: str) -> Annotation:
    """Return one annotation."""
    return all_of(db, [annotation_id])[annotation_id]


def all_of(db: sqlite3.Connection, ids: Collection[str]) -> dict[str, Annotation]:
    """Return annotations by their ids; NotFoundError when any is missing."""
    found = by_id(db, ids)
    for annotation_id in ids:
        if annotation_id not in found:
            raise NotFoundError(f"There is no annotation “{annotation_id}” in this store.")
    return found


def of_article(db: sqlite3.Connection, article_id: str) -> list[Annotation]:
    """Return all annotations of an article in reading order; notes without words come first."""
    found = read(
        _values(db.execute("SELECT * FROM annotation WHERE article_id = ? AND kind <> 'assignment'", (article_id,))),
        _values(db.execute(f"{_SPANS} WHERE article_id = ? ORDER BY ordinal", (article_id,))),
    )
    return sorted(found.values(), key=reading_order)


def by_id(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Annotation]:
    """Return annotations by their ids; missing ones are left out."""
    wanted = json.dumps(list(ids))
    return read(
        _values(db.execute("SELECT * FROM annotation WHERE id IN (SELECT value FROM json_each(?))", (wanted,))),
        _values(
            db.execute(
                f"{_SPANS} WHERE annotation_id IN (SELECT value FROM json_each(?)) ORDER BY ordinal",  # noqa: S608
                (wanted,),
            )
        ),
    )


def _values(rows: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    """Yield rows as dictionaries: sqlite3.Row searches all column names for each value."""
    names = [column[0] for column in rows.description]
    rows.row_factory = None
    return (dict(zip(names, row, strict=True)) for row in rows)


def state_at(db: sqlite3.Connection, annotation_id: str, version: int) -> AnnotationState:
    """Return the state of an annotation at one of its versions, from the log."""
    row = db.execute(
        "SELECT after FROM event WHERE (annotation_id, version) = (?, ?)", (annotation_id, version)
    ).fetchone()
    return state_from_json(row["after"])


def finder_runs(db: sqlite3.Connection, wanted: Sequence[FinderRun]) -> list[FinderRun]:
    """Return those of the runs that have been made, as stored."""
    rows = db.execute(
        "SELECT revision_id, generator, generator_version, held_back FROM json_each(?) AS wanted JOIN finding"
        " ON revision_id = json_extract(value, '$[0]') AND generator = json_extract(value, '$[1]')"
        " AND generator_version = json_extract(value, '$[2]')",
        (json.dumps(wanted),),
    )
    return [FinderRun(*row) for row in rows]


def apply(db: sqlite3.Connection, change: Change) -> tuple[Annotation, ...]:
    """Apply a change once; return its annotations as stored afterwards; see ``store.engine``."""
    ids = _applied(db, change)
    if ids is None:
        ids = [edit.annotation_id for edit in change.edits]
        _make(db, change, by_id(db, ids))
    now = by_id(db, ids)
    return tuple(now[annotation_id] for annotation_id in ids)


def _applied(db: sqlite3.Connection, change: Change) -> list[str] | None:
    """Return the ids of the annotations of a change, or run of the finder, applied before; None if it is new."""
    change_id = change.id
    if change.finder_run:
        row = db.execute(
            "SELECT change_id FROM finding WHERE (revision_id, generator, generator_version) = (?, ?, ?)",
            (change.finder_run.revision_id, change.finder_run.generator, change.finder_run.generator_version),
        ).fetchone()
        if row is None:
            return None
        change_id = row["change_id"]
    rows = db.execute("SELECT annotation_id FROM event WHERE change_id = ? ORDER BY seq", (change_id,)).fetchall()
    made = rows or change.finder_run
    made = made or db.execute("SELECT 1 FROM register_event WHERE change_id = ? LIMIT 1", (change_id,)).fetchone()
    return [row["annotation_id"] for row in rows] if made else None


def _make(db: sqlite3.Connection, change: Change, current: Mapping[str, Annotation]) -> None:
    at = time_text(change.at)
    stamp = {
        "changed_at": at,
        "changed_by": change.actor,
        "change_id": change.id,
        "action": change.action,
        "undoes": change.undoes,
    }
    speakers.change(db, change.speaker_edits, stamp)
    known_speakers = speakers.enter(db, change.new_speakers, stamp)
    bodies = _Bodies(db)
    for edit in change.edits:
        state = _said_by_somebody_known(db, edit.state, known_speakers)
        before = current.get(edit.annotation_id)
        check_version(edit, before)
        _write(db, edit, state, before, stamp, bodies)
    for one in _finished(db, assignments.settled_articles(change, current)):
        edit = assignments.ended(one)
        _write(db, edit, edit.state, one, stamp, bodies)
    if change.speaker_edits:
        speakers.check_merged(db, change.speaker_edits, lambda annotation_id: annotation(db, annotation_id))
    if change.finder_run:
        db.execute(
            "INSERT INTO finding(revision_id, generator, generator_version, held_back, change_id, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*change.finder_run, change.id, at),
        )


def _finished(db: sqlite3.Connection, article_ids: Sequence[str]) -> Iterable[Annotation]:
    """Return the assignments among those of articles that have no open quotation left."""
    if not article_ids:
        return ()
    ids = json.dumps([assignments.id_for(article_id) for article_id in article_ids])
    found = db.execute(
        "SELECT annotation.id FROM annotation JOIN article ON article.id = article_id"  # noqa: S608
        f" WHERE annotation.id IN (SELECT value FROM json_each(?)) AND open_count = 0 AND {ASSIGNED}",
        (ids,),
    ).fetchall()
    return by_id(db, [row["id"] for row in found]).values() if found else ()


def _said_by_somebody_known(
    db: sqlite3.Connection, state: AnnotationState, known: Mapping[str | None, str]
) -> AnnotationState:
    """Replace a merged speaker by the one they were merged into."""
    if state.speaker_id is None:
        return state
    meant = speakers.settled(db, known.get(state.speaker_id, state.speaker_id))
    if state.role:
        speakers.note_role(db, meant.id, state.role)
    if meant.id == state.speaker_id:
        return state
    is_merged = state.speaker_id not in known
    return replace(state, speaker_id=meant.id, speaker=meant.name if is_merged else state.speaker)


def _write(
    db: sqlite3.Connection,
    edit: Edit,
    state: AnnotationState,
    before: Annotation | None,
    stamp: Mapping[str, str | None],
    bodies: _Bodies,
) -> None:
    version = edit.expected_version + 1
    values: dict[str, object] = {**state_values(state), **stamp, "id": edit.annotation_id, "version": version}
    if before is not None and before.state.pieces == state.pieces:
        values["span_set"] = _span_set(db, edit.annotation_id)
    else:
        bodies.check(before.article_id if before else edit.article_id, state.pieces)
        _insert_spans(db, edit.annotation_id, version, state.pieces)
        values["span_set"] = version
    if before is not None:
        db.execute(_UPDATE, values)
        if edit.update is not None:
            _note_update(db, edit.annotation_id, version, edit.update)
        return
    if not db.execute("SELECT 1 FROM article WHERE id = ?", (edit.article_id,)).fetchone():
        raise NotFoundError(f"There is no article “{edit.article_id}” in this store.")
    values |= {
        "article_id": edit.article_id,
        "origin": edit.origin,
        "author": stamp["changed_by"],
        "generator": edit.generator,
        "generator_version": edit.generator_version,
        "confidence": edit.confidence,
        "reason": edit.reason,
        "created_at": stamp["changed_at"],
        "provenance": edit.provenance and provenance_json(edit.provenance),
    }
    db.execute(_INSERT, values)


def _note_update(db: sqlite3.Connection, annotation_id: str, version: int, update: Update) -> None:
    db.execute(
        "INSERT INTO fate(annotation_id, version, was_version, revision_id, reason, urgency) VALUES (?, ?, ?, ?, ?, ?)",
        (annotation_id, version, update.was_version, update.revision_id, update.reason, update.reason.urgency),
    )


def _span_set(db: sqlite3.Connection, annotation_id: str) -> int:
    span_set: int = db.execute("SELECT span_set FROM annotation WHERE id = ?", (annotation_id,)).fetchone()[0]
    return span_set


def _insert_spans(db: sqlite3.Connection, annotation_id: str, span_set: int, pieces: Sequence[Piece]) -> None:
    db.executemany(
        'INSERT INTO span(annotation_id, span_set, ordinal, role, piece, revision_id, start, "end", exact, prefix,'
        " suffix, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                annotation_id,
                span_set,
                ordinal,
                p.role,
                p.piece,
                p.revision_id,
                *p.span,
                p.exact,
                p.prefix,
                p.suffix,
                p.state,
            )
            for ordinal, p in enumerate(pieces)
        ),
    )


class _Bodies:
    """The bodies against which the pieces of a change are checked, each read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._bodies: dict[tuple[str, str], str] = {}

    def check(self, article_id: str, pieces: Sequence[Piece]) -> None:
        """Raise InvalidSpanError unless every piece's words are at its span in its revision."""
        # SQLite's own text functions stop at NUL, so words are compared here.
        for piece in pieces:
            body = self._body(article_id, piece.revision_id)
            start, end = piece.span
            if not 0 <= start < end <= len(body) or body[start:end] != piece.exact:
                raise InvalidSpanError(f"The words from {start} to {end} are not in this article’s text as given.")

    def _body(self, article_id: str, revision_id: str) -> str:
        key = article_id, revision_id
        if key not in self._bodies:
            row = self._db.execute("SELECT body FROM revision WHERE article_id = ? AND id = ?", key).fetchone()
            if row is None:
                raise InvalidSpanError(f"There is no revision “{revision_id}” of this article.")
            self._bodies[key] = row["body"]
        return self._bodies[key]
