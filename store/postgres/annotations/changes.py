"""Applies changes to annotations: all edits of a change in a few statements."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from store.errors import InvalidSpanError, NotAllowedError, NotFoundError
from store.postgres.annotations import rows, speakers
from store.postgres.server.database import json_text
from store.rows.annotations import provenance_json, state_values
from store.rows.assigned import ASSIGNED
from store.rows.times import time_text
from store.rules import assignments
from store.rules.conflicts import check_version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from store.model.annotations import Annotation, AnnotationState, Piece
    from store.model.changes import Change, Edit
    from store.model.speakers import Speaker
    from store.postgres.server.database import Database

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
_CHANGED = ("version", "edit", *_STATE, *_STAMP)
_NEW = ", ".join((*_ORIGIN, *_CHANGED))
_SPAN = 'annotation_id, span_set, ordinal, role, piece, revision_id, start, "end", exact, prefix, suffix, state'
_INSERT = (
    f"INSERT INTO annotation({_NEW}) SELECT {_NEW}"  # noqa: S608
    " FROM jsonb_populate_recordset(NULL::annotation, %s::jsonb) RETURNING 1"
)
_UPDATE = (
    f"UPDATE annotation SET {', '.join(f'{c} = new.{c}' for c in _CHANGED)}"  # noqa: S608
    " FROM jsonb_populate_recordset(NULL::annotation, %s::jsonb) AS new"
    " WHERE annotation.id = new.id AND annotation.version = new.version - 1 RETURNING 1"
)
_SPAN_SETS = "SELECT id, span_set FROM annotation WHERE id = ANY(%s)"
_INSERT_SPANS = f"INSERT INTO span({_SPAN}) SELECT {_SPAN} FROM jsonb_populate_recordset(NULL::span, %s::jsonb)"  # noqa: S608


def apply(db: Database, change: Change) -> Callable[[], tuple[Annotation, ...]]:
    """Apply a change once; return what gets its annotations as stored afterwards; see ``store.engine``."""
    before = _Before(db, change)
    ids = _applied(db, change)
    if ids is None:
        return _Application(db, change, before).make()
    now = rows.by_id(db, ids)
    return lambda: tuple(now[annotation_id] for annotation_id in ids)


def _applied(db: Database, change: Change) -> list[str] | None:
    """Return the ids of the annotations of a change, or run of the finder, applied before; None if it is new."""
    change_id = change.id
    if run := change.finder_run:
        change_id = db.value(
            "SELECT change_id FROM finding WHERE (revision_id, generator, generator_version) = (%s, %s, %s)",
            (run.revision_id, run.generator, run.generator_version),
        )
        if change_id is None:
            return None
    in_log = db.ask("SELECT annotation_id FROM event WHERE change_id = %s ORDER BY seq", (change_id,))
    in_register = db.ask("SELECT 1 FROM register_event WHERE change_id = %s LIMIT 1", (change_id,))
    ids = [annotation_id for (annotation_id,) in in_log()]
    return ids if ids or change.finder_run or in_register() else None


class _Before:
    """The state of the store before a change, asked for at once and read when it is needed."""

    def __init__(self, db: Database, change: Change) -> None:
        ids = [edit.annotation_id for edit in change.edits]
        self._annotations = rows.ask_by_id(db, ids)
        self._span_sets = db.ask(_SPAN_SETS, (ids,))
        named = {edit.state.speaker_id for edit in change.edits if edit.state.speaker_id}
        # Edits of the register may merge those whom the annotations name.
        self._speakers = speakers.ask_by_id(db, () if change.speaker_edits else named)

    @cached_property
    def annotations(self) -> dict[str, Annotation]:
        return self._annotations()

    @cached_property
    def span_sets(self) -> dict[str, int]:
        return dict(self._span_sets())

    @cached_property
    def speakers(self) -> dict[str, Speaker]:
        return self._speakers()


class _Application:
    """One change that is being made."""

    def __init__(self, db: Database, change: Change, before: _Before) -> None:
        self._db = db
        self._change = change
        self._before = before
        self._stamp: dict[str, str | None] = {
            "changed_at": time_text(change.at),
            "changed_by": change.actor,
            "change_id": change.id,
            "action": change.action,
            "undoes": change.undoes,
        }
        self._known: dict[str | None, str] = {}
        self._settled: dict[str, Any] = {}
        self._roles: set[tuple[str, str]] = set()
        self._writes: list[tuple[Callable[[], Sequence[object]], int]] = []
        """The answers to our writes, a row for each row written, and how many there must be."""

    def make(self) -> Callable[[], tuple[Annotation, ...]]:
        """Make the change; return what checks it, and gets its annotations as stored afterwards."""
        db, change = self._db, self._change
        speakers.change(db, change.speaker_edits, self._stamp)
        self._known = speakers.enter(db, change.new_speakers, self._stamp)
        current = self._before.annotations
        for edit in change.edits:
            check_version(edit, current.get(edit.annotation_id))
        states = [self._said_by_somebody_known(edit.state) for edit in change.edits]
        _check_pieces(db, change.edits, states, current)
        numbered = list(enumerate(zip(change.edits, states, strict=True)))
        for is_new, group in groupby(numbered, key=lambda one: one[1][0].annotation_id not in current):
            self._write(list(group), current, None if is_new else self._before.span_sets)
        ended = self._ask_ended(assignments.settled_articles(change, current))
        speakers.note_roles(db, self._roles)
        self._note_updates()
        if change.finder_run:
            db.run(
                "INSERT INTO finding(revision_id, generator, generator_version, held_back, change_id, at)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                (*change.finder_run, change.id, self._stamp["changed_at"]),
            )
        if change.speaker_edits:
            speakers.check_merged(db, change.speaker_edits, lambda annotation_id: rows.annotation(db, annotation_id))
        return partial(self._made, ended, rows.ask_by_id(db, [edit.annotation_id for edit in change.edits]))

    def _made(
        self, ended: Callable[[], list[tuple[str]]], asked: Callable[[], dict[str, Annotation]]
    ) -> tuple[Annotation, ...]:
        if assigned := [annotation_id for (annotation_id,) in ended()]:
            self._end_assignments(assigned)
        if any(len(written()) != wanted for written, wanted in self._writes):
            # Nobody else can have written since, in our turn: the store refuses without an error.
            raise NotAllowedError("Your role does not allow changes to these quotations. Ask a chief of the store.")
        now = asked()
        return tuple(now[edit.annotation_id] for edit in self._change.edits)

    def _ask_ended(self, article_ids: Sequence[str]) -> Callable[[], list[tuple[str]]]:
        """Ask for the assignments of articles that have no open quotation left."""
        if not article_ids:
            return list
        return self._db.ask(
            "SELECT annotation.id FROM annotation JOIN article ON article.id = article_id"  # noqa: S608
            f" WHERE annotation.id = ANY(%s) AND open_count = 0 AND {ASSIGNED}",
            ([assignments.id_for(article_id) for article_id in article_ids],),
        )

    def _end_assignments(self, ids: Sequence[str]) -> None:
        asked, span_sets = rows.ask_by_id(self._db, ids), self._db.ask(_SPAN_SETS, (ids,))
        found = asked()
        edits = [assignments.ended(one) for one in found.values()]
        numbered = list(enumerate(((edit, edit.state) for edit in edits), len(self._change.edits)))
        self._write(numbered, found, dict(span_sets()))

    def _said_by_somebody_known(self, state: AnnotationState) -> AnnotationState:
        """Replace a merged speaker by the one they were merged into."""
        if state.speaker_id is None:
            return state
        named = self._known.get(state.speaker_id, state.speaker_id)
        if named not in self._settled:
            self._settled[named] = speakers.settled(self._db, named, self._before.speakers)
        meant = self._settled[named]
        if state.role:
            self._roles.add((meant.id, state.role))
        if meant.id == state.speaker_id:
            return state
        is_merged = state.speaker_id not in self._known
        return replace(state, speaker_id=meant.id, speaker=meant.name if is_merged else state.speaker)

    def _write(
        self,
        numbered: Sequence[tuple[int, tuple[Edit, AnnotationState]]],
        current: Mapping[str, Annotation],
        span_sets: Mapping[str, int] | None,
    ) -> None:
        """Write edits that are all of stored annotations, which have these sets of spans, or all of new ones."""
        values = []
        spans: list[dict[str, object]] = []
        for number, (edit, state) in numbered:
            before = current.get(edit.annotation_id)
            version = edit.expected_version + 1
            span_set = version
            if before is not None and span_sets is not None and before.state.pieces == state.pieces:
                span_set = span_sets[edit.annotation_id]
            else:
                spans += [
                    _span(edit.annotation_id, version, ordinal, piece) for ordinal, piece in enumerate(state.pieces)
                ]
            row = {**state_values(state), **self._stamp, "tags": state.tags, "version": version, "edit": number}
            row |= {"id": edit.annotation_id, "span_set": span_set}
            values.append(row | self._origin(edit) if span_sets is None else row)
        if spans:
            self._db.run(_INSERT_SPANS, (json_text(spans),))
        written = self._db.ask(_INSERT if span_sets is None else _UPDATE, (json_text(values),))
        self._writes.append((written, len(values)))

    def _origin(self, edit: Edit) -> dict[str, object]:
        return {
            "article_id": edit.article_id,
            "origin": edit.origin,
            "author": self._stamp["changed_by"],
            "generator": edit.generator,
            "generator_version": edit.generator_version,
            "confidence": edit.confidence,
            "reason": edit.reason,
            "created_at": self._stamp["changed_at"],
            "provenance": edit.provenance and provenance_json(edit.provenance),
        }

    def _note_updates(self) -> None:
        self._db.run_many(
            "INSERT INTO fate(annotation_id, version, was_version, revision_id, reason, urgency)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    edit.annotation_id,
                    edit.expected_version + 1,
                    edit.update.was_version,
                    edit.update.revision_id,
                    edit.update.reason,
                    edit.update.reason.urgency,
                )
                for edit in self._change.edits
                if edit.update is not None and edit.expected_version
            ],
        )


def _check_pieces(
    db: Database, edits: Sequence[Edit], states: Sequence[AnnotationState], current: Mapping[str, Annotation]
) -> None:
    """Raise InvalidSpanError unless every new piece's words are at its span in its revision."""
    new: list[tuple[str, Piece]] = []
    articles = set()
    for edit, state in zip(edits, states, strict=True):
        before = current.get(edit.annotation_id)
        if before is None:
            articles.add(edit.article_id)
        if before is None or before.state.pieces != state.pieces:
            new += [(before.article_id if before else edit.article_id, piece) for piece in state.pieces]
    wanted = sorted({piece.revision_id for _, piece in new})
    stored = db.ask("SELECT id FROM article WHERE id = ANY(%s)", (sorted(articles),)) if articles else list
    found = db.ask("SELECT article_id, id, body FROM revision WHERE id = ANY(%s)", (wanted,)) if wanted else list
    known = {article_id for (article_id,) in stored()}
    bodies = {(article_id, revision_id): body for article_id, revision_id, body in found()}
    for article_id, piece in new:
        body = bodies.get((article_id, piece.revision_id))
        if body is None:
            raise InvalidSpanError(f"There is no revision “{piece.revision_id}” of this article.")
        start, end = piece.span
        if not 0 <= start < end <= len(body) or body[start:end] != piece.exact:
            raise InvalidSpanError(f"The words from {start} to {end} are not in this article’s text as given.")
    for article_id in articles - known:
        raise NotFoundError(f"There is no article “{article_id}” in this store.")


def _span(annotation_id: str, span_set: int, ordinal: int, piece: Piece) -> dict[str, object]:
    start, end = piece.span
    return {
        "annotation_id": annotation_id,
        "span_set": span_set,
        "ordinal": ordinal,
        "role": piece.role,
        "piece": piece.piece,
        "revision_id": piece.revision_id,
        "start": start,
        "end": end,
        "exact": piece.exact,
        "prefix": piece.prefix,
        "suffix": piece.suffix,
        "state": piece.state,
    }
