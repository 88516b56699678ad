"""Imports annotations made elsewhere. Decisions made here stay; what differs or does not fit is reported."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.in_marks import in_marks
from store.errors import ConflictError, InvalidSpanError, NotFoundError
from store.exchange import doccano, hypothesis, jsonl, w3c
from store.exchange.comparison import decided_there, differences
from store.exchange.file_items import FileAnnotation, FileRevision, TextReference, UnfitItem
from store.exchange.known_texts import Texts
from store.exchange.labels import Labels
from store.ids import new_id
from store.model.annotations import Origin, SpanRole, Status
from store.model.changes import Change, Edit
from store.model.speakers import NewSpeaker
from store.rules.pieces import edit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from store.engine import Annotations, Articles, Log, Speakers
    from store.model.annotations import Annotation, AnnotationState, Piece
    from store.upkeep_engine import Clock

    class _Needs(Articles, Annotations, Log, Speakers, Clock, Protocol): ...


ACTION = "import"
_STEP = 5_000
"""The number of annotations imported as one change, which is one step of undo."""
_HEAD = 4_096

# Keys of JSON: inside a string, a quotation mark has a backslash before it.
_TEXT = re.compile(r'"(?:text|data)"\s*:\s*"')
_LABELS = re.compile(r'"labels?"\s*:\s*\[\s*\[\s*\d|"entities"\s*:\s*\[\s*\{[^{}]*"start_offset"')
_NO_LABELS = re.compile(r'"(?:labels?|entities)"\s*:\s*\[\s*\]')
_OF_AN_ARTICLE = re.compile(r'"(?:headline|title|body)"\s*:')

_READERS: dict[str, Callable[[TextIO], Iterator[FileRevision | TextReference | FileAnnotation | UnfitItem]]] = {
    "jsonl": jsonl.read,
    "w3c": w3c.read,
    "doccano": doccano.read,
    "hypothesis": hypothesis.read,
}


class ImportOutcome(StrEnum):
    """The outcome of importing one annotation."""

    ADDED = "added"
    DOUBTFUL = "added to be looked at"
    SETTLED = "settled as in the file"
    KNOWN = "here already"
    OTHERWISE = "decided otherwise here"
    UNFIT = "did not fit"


class ImportedAnnotation(NamedTuple):
    """The result of importing one annotation. ``why`` is a sentence with details, or empty.

    ``annotation_id`` is its id in the store; None when it was not stored.
    """

    what: str
    outcome: ImportOutcome
    why: str = ""
    annotation_id: str | None = None


def recognised(head: str) -> str | None:
    """Return the annotation format of a file by its beginning; None when it is none.

    ``head`` must contain the whole first line, because labels follow their text.
    """
    head = head.lstrip("\ufeff \t\r\n")
    if head.startswith(("{", "[")) and "http://www.w3.org/ns/anno.jsonld" in head[:_HEAD]:
        return "w3c"
    if head.startswith('{"pullquote": "annotations"'):
        return "jsonl"
    if head.startswith(("{", "[")) and all(sign in head[:_HEAD] for sign in ('"uri"', '"target"', '"user"')):
        return "hypothesis"
    first = head.split("\n", 1)[0]
    if not first.startswith("{") or not _TEXT.search(first):
        return None
    is_labelled = _LABELS.search(first) or (_NO_LABELS.search(first) and not _OF_AN_ARTICLE.search(first))
    return "doccano" if is_labelled else None


def import_annotations(engine: _Needs, file: TextIO, name: str, *, actor: str) -> Iterator[ImportedAnnotation]:
    """Import a file of annotations in format ``name``; yield the result for each.

    Texts in the file are stored first, as new articles or revisions unless the store has them. Each 5,000 annotations
    are one change and one step of undo; no more of the file is in memory.
    """
    pending = _Pending(engine, actor)
    for item in _READERS[name](file):
        match item:
            case FileRevision():
                pending.texts.carry(item)
            case TextReference():
                pending.texts.seek(item)
            case FileAnnotation():
                yield from pending.take(item)
            case UnfitItem():
                yield ImportedAnnotation(item.what, ImportOutcome.UNFIT, item.why)
    yield from pending.store()


class _Pending:
    """The annotations of a file to be stored next, compared with those in the store."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self.texts = Texts(engine)
        self._engine = engine
        self._actor = actor
        self._labels = Labels(engine)
        self._waiting: dict[str, tuple[Edit, ImportedAnnotation]] = {}
        """The edits to store and their results, by annotation."""
        self._newcomers: dict[str, NewSpeaker] = {}

    def take(self, incoming: FileAnnotation) -> Iterator[ImportedAnnotation]:
        """Prepare an annotation for storing; store the step when it is full."""
        self.texts.store()
        what = incoming.state.pieces[0].exact[:60] if incoming.state.pieces else incoming.state.note or "a note"
        try:
            article_id = self.texts.article(incoming.article)
            pieces = tuple(self.texts.placed(piece, incoming.article) for piece in incoming.state.pieces)
        except InvalidSpanError as error:
            yield ImportedAnnotation(what, ImportOutcome.UNFIT, str(error))
            return
        if incoming.is_label and (told := self._told_of_label(what, article_id, pieces)) is not None:
            yield from told
            return
        annotation_id = incoming.id or _derived_id(article_id, pieces, incoming.state)
        if annotation_id in self._waiting:
            yield ImportedAnnotation(what, ImportOutcome.KNOWN, annotation_id=annotation_id)
            return
        state = self._registered(replace(incoming.state, pieces=pieces), incoming)
        result = ImportedAnnotation(what, ImportOutcome.ADDED, annotation_id=annotation_id)
        here = self._here(annotation_id)
        edit: Edit | None
        if here is None:
            edit, result = _new(annotation_id, article_id, state, incoming, result)
        else:
            edit, result = self._changed(here, state, incoming, result)
        if edit is None:
            yield result
            return
        if incoming.is_label:
            self._labels.add(pieces)
        self._waiting[annotation_id] = edit, result
        if len(self._waiting) >= _STEP:
            yield from self.store()

    def store(self) -> Iterator[ImportedAnnotation]:
        """Store the prepared annotations as one change, except those that somebody changes at the same time."""
        self.texts.store()
        while self._waiting:
            change = Change(
                id=new_id(),
                actor=self._actor,
                at=self._engine.now(),
                action=ACTION,
                edits=tuple(edit for edit, _ in self._waiting.values()),
                new_speakers=tuple(self._newcomers.values()),
            )
            try:
                self._engine.apply(change)
            except ConflictError as error:
                _, result = self._waiting.pop(error.current.id)
                yield result._replace(
                    outcome=ImportOutcome.OTHERWISE, why="Somebody else changed it here at the same time."
                )
                continue
            yield from (result for _, result in self._waiting.values())
            self._waiting.clear()
        self._newcomers.clear()
        self._labels.forget()

    def _told_of_label(self, what: str, article_id: str, pieces: tuple[Piece, ...]) -> list[ImportedAnnotation] | None:
        """Return the results for a label that adds nothing; None when it is a new quotation."""
        self._labels.look(article_id, pieces)
        content = [piece for piece in pieces if piece.role is SpanRole.CONTENT]
        unknown = list(self._labels.unknown(pieces))
        if not content:
            why = f"It is labelled {pieces[0].role} but belongs to no quotation."
            return [ImportedAnnotation(what, ImportOutcome.UNFIT, why)] if unknown else []
        if not self._labels.are_known(content):
            return None
        why = "; ".join(
            f"{in_marks(piece.exact[:60])} is labelled {piece.role} in the file but not here" for piece in unknown
        )
        return [
            ImportedAnnotation(what, ImportOutcome.OTHERWISE, f"{why}. The quotation here is unchanged.")
            if why
            else ImportedAnnotation(what, ImportOutcome.KNOWN)
        ]

    def _changed(
        self, here: Annotation, state: AnnotationState, incoming: FileAnnotation, result: ImportedAnnotation
    ) -> tuple[Edit | None, ImportedAnnotation]:
        """Return the edit, if any, and the result for an annotation that the store has already."""
        if incoming.is_label:
            return None, result._replace(outcome=ImportOutcome.KNOWN)
        decided = decided_there(self._engine, here, incoming, state)
        if decided is not None:
            return edit_of(here, decided), result._replace(
                outcome=ImportOutcome.SETTLED, why=_decided(incoming, decided)
            )
        why = differences(self._engine, here, incoming, state)
        return None, result._replace(outcome=ImportOutcome.OTHERWISE if why else ImportOutcome.KNOWN, why=why)

    def _here(self, annotation_id: str) -> Annotation | None:
        try:
            return self._engine.annotation(annotation_id)
        except NotFoundError:
            return None

    def _registered(self, state: AnnotationState, incoming: FileAnnotation) -> AnnotationState:
        """Link the speaker of a settled quotation to the register, as settling it here would."""
        by_person = incoming.provenance.origin is Origin.IMPORT and state.status in (Status.ACCEPTED, Status.VERIFIED)
        if not state.speaker or state.unnamed or not (incoming.is_registered or by_person):
            return state
        known = self._engine.speaker_named(state.speaker)
        if known is None:
            newcomer = NewSpeaker(new_id(), state.speaker)
            return replace(state, speaker_id=self._newcomers.setdefault(state.speaker.casefold(), newcomer).id)
        return replace(state, speaker_id=known.id)


def _new(
    annotation_id: str, article_id: str, state: AnnotationState, incoming: FileAnnotation, result: ImportedAnnotation
) -> tuple[Edit, ImportedAnnotation]:
    if incoming.doubt:
        state = replace(state, status=Status.SUGGESTED)
        result = result._replace(outcome=ImportOutcome.DOUBTFUL, why=f"{incoming.doubt} Please check it.")
    edit = Edit(
        annotation_id=annotation_id,
        article_id=article_id,
        expected_version=0,
        state=state,
        origin=Origin.IMPORT,
        generator=incoming.generator,
        generator_version=incoming.generator_version,
        confidence=incoming.confidence,
        reason=incoming.reason,
        provenance=incoming.provenance,
    )
    return edit, result


def _decided(incoming: FileAnnotation, decided: AnnotationState) -> str:
    who = incoming.provenance.changed_by
    return f"{decided.status.capitalize()}{f' by {who}' if who else ''} in the file."


def _derived_id(article_id: str, pieces: tuple[Piece, ...], state: AnnotationState) -> str:
    """Return an id for an annotation without one in its file: the same each time it is imported."""
    places = [(piece.role, piece.revision_id, *piece.span) for piece in pieces]
    said = [state.kind, state.speaker, state.note, state.tags]
    return str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([article_id, places, said])))
